"""Colouring pages and stencils of every test portrait: what leaks, is too small, or falls out."""

from __future__ import annotations

import argparse
import io
import re
import sys
from typing import TYPE_CHECKING, Any

from benchmarks import portraits
from benchmarks.report import Table

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from artline import Artist, Drawing, Ink, Plot

LOOKS = ("colouring", "stencil")
DOT = 25.4 / 300
"""Side of a pixel at 300 dpi, mm."""
ROOM = (190.0, 277.0)
"""Width and height of A4 within margins of a centimetre, mm."""
LEAST = 3.0
"""Paper that a crayon fills, square mm, at least."""
SEEN = 1.0
"""Area, square mm, from which two regions that meet on one piece of paper are a leak."""
INWARD = 0.5
"""Distance from lines within which paper is not counted, mm: edges are rounded."""
RENDERED = (1200, 2600)
"""Long sides of the renderings of the cut file, pixels."""
STENCIL_SIDE = 1024
"""Long side of the stencil's picture, pixels."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of its own."""
    parser.add_argument("--only", choices=LOOKS, help="one of the two looks")
    portraits.arguments(parser)


def run(options: argparse.Namespace) -> list[Table]:
    """Every photo, a row for each that fails."""
    import artline

    artist = artline.Artist()
    pages = Table("pages for colouring", ("photo", "leaks", "paper under 3 mm², in mm²"))
    cut = Table("stencils", ("photo", "loose in the picture", "in the cut file", "holes"))
    looks = LOOKS if options.only is None else (options.only,)
    count, small, leaking = 0, 0, 0
    for path in portraits.photos(options):
        ink = artist.see(path, looks=looks)
        leaks, crumbs = page_faults(artist, ink) if "colouring" in looks else (0, [])
        if leaks or crumbs:
            pages.rows.append((path.stem, leaks, ", ".join(f"{size:.3f}" for size in crumbs)))
        faults = (0, 0, 0)
        if "stencil" in looks:
            faults = stencil_faults(artist.finish(ink, look="stencil", size=STENCIL_SIDE))
        if any(faults):
            cut.rows.append((path.stem, *faults))
        count, small, leaking = count + 1, small + len(crumbs), leaking + leaks
        sys.stderr.write(f"\r{count}: {path.stem} {leaks} {crumbs} {faults}   ")
        sys.stderr.flush()
    pages.notes.append(
        f"{count} photos, {leaking} leaks, {small} crumbs; photos with none left out"
    )
    cut.notes.append(f"{count} photos, {len(cut.rows)} with loose islands; the others left out")
    return [table for look, table in zip(LOOKS, (pages, cut), strict=True) if look in looks]


def page_faults(artist: Artist, ink: Ink) -> tuple[int, list[float]]:
    """Pairs of regions that meet on one piece of paper, and pieces that are too small, mm².

    The page is A4 at 300 dpi, within its margins.
    """
    import cv2
    import numpy as np

    from artline.finish.colouring.regions import regions
    from artline.marks.render import rendered
    from artline.options import Settings

    settings = Settings(look="colouring")
    marks = artist.finish(ink, settings).marks
    scale = min(ROOM[0] / marks.width, ROOM[1] / marks.height) / DOT
    cover = rendered(marks, round(marks.height * scale), round(marks.width * scale))
    paper = (cover < 128).astype(np.uint8)
    _, pieces = cv2.connectedComponents(paper, connectivity=4)
    sizes = np.bincount(pieces.ravel())[1:] * DOT**2
    labels = regions(ink, settings).labels
    own = cv2.resize(labels, pieces.shape[::-1], interpolation=cv2.INTER_NEAREST).astype(np.int64)
    far = cv2.distanceTransform(paper, cv2.DIST_L2, cv2.DIST_MASK_5)
    inner = far > INWARD / DOT
    pairs, count = np.unique(pieces[inner] * (own.max() + 1) + own[inner], return_counts=True)
    held = pairs[count > SEEN / DOT**2] // (own.max() + 1)
    return len(held) - len(np.unique(held)), sorted(sizes[sizes < LEAST].tolist())


def stencil_faults(drawing: Drawing) -> tuple[int, int, int]:
    """Loose pieces of paper in the picture, in the cut file as resvg shows it, and its holes."""
    import numpy as np

    from artline.output import filled

    text = filled.encode(_filled(drawing)).decode()
    paths = re.findall(r'<path d="([^"]*)"', text)
    shown = [loose(_by_resvg(text, drawing, side)) for side in RENDERED]
    return (
        loose(np.asarray(drawing.pixels)),
        max(shown),
        sum(path.count("z") - 1 for path in paths),
    )


def _filled(drawing: Drawing) -> Plot:
    """The marks that a filled file shows, as `drawing.strokes(svg="fill")` has them.

    That would trace the paths of a pen too, which takes ten times as long.
    """
    from artline.finish.traced import without_wash
    from artline.nouns import Placed, Plot
    from artline.options import PageSettings
    from artline.strokes.page import frame

    page = PageSettings(svg="fill")
    across, down, (scale, left, top) = frame(drawing.marks.width, drawing.marks.height, page)
    marks = Placed(without_wash(drawing.marks), scale, (left, top))
    pens = page.pens_in(drawing.settings.ink, drawing.settings.ink_rgb)
    return Plot((), pens, across, down, page, "", marks)


def loose(picture: NDArray[Any]) -> int:
    """Pieces of paper that hang neither on each other nor on the sheet around the picture."""
    import cv2
    import numpy as np

    paper = np.pad(picture >= 128, 1, constant_values=True)
    return cv2.connectedComponents(paper.astype(np.uint8), connectivity=4)[0] - 2


def _by_resvg(text: str, drawing: Drawing, side: int) -> NDArray[Any]:
    import numpy as np
    import resvg_py
    from PIL import Image

    scale = side / max(drawing.width, drawing.height)
    size = f'width="{round(drawing.width * scale)}" height="{round(drawing.height * scale)}"'
    sized = re.sub(r'width="[0-9.]+mm" height="[0-9.]+mm"', size, text, count=1)
    data = bytes(resvg_py.svg_to_bytes(svg_string=sized, background="white"))
    return np.asarray(Image.open(io.BytesIO(data)).convert("L"))
