"""Edges, wholeness and smoke of look `ink` on a fixed list of photos, at several sizes.

The list, `benchmarks/photos.csv`, names 60 of the test portraits and 60 of FS2K's test photos, most
of these of brown and dark skin, with their checksums. A photo whose checksum differs is refused.

Wholeness is the length of the thinned drawing against that of the soft ink that it was made from,
both thinned where they are darker than 0.1. It also falls where specks of paper in black hair
close, since ink has a middle line around each; so the share of the soft ink's middle lines that is
drawn is measured as well. Width is twice the distance from the middle of a line to its edge.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.listed import folders, listed
from benchmarks.measure import ROOT, spread
from benchmarks.report import Table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from artline import Artist
    from artline.evaluate.mesh import MeshFinder
    from artline.nouns import Ink

LIST = ROOT / "benchmarks/photos.csv"
SIDE = 1024
"""Long side in pixels at which everything but the width of edges and lines is measured."""
FINE_SIDE = 3072
"""Long side in pixels at which the width of lines is measured."""
WIDEST_LINE = 30
"""Ink wider than this, in pixels at FINE_SIDE, is a mass and no line: 6 pixels of a pass."""
DARK = 0.1
"""Ink as dark as this, 0..1, counts where drawings are thinned; twice this for widths, which the
soft rim of an edge would widen."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of its own."""
    folders(parser)
    parser.add_argument("--sizes", default="1024,2048,4000,6000", help="long sides [%(default)s]")
    parser.add_argument(
        "--every", type=int, default=1, help="measure every Nth photo of the list [1]", metavar="N"
    )


def run(options: argparse.Namespace) -> list[Table]:
    """Every photo of the list, then means and spreads."""
    import artline
    from artline.evaluate.mesh import MeshFinder

    artist, faces = artline.Artist(), MeshFinder()
    sizes = [int(size) for size in options.sizes.split(",")]
    photos = _photos(options)
    if options.tiny:
        photos, sizes = [("example", "light", ROOT / "examples/photos/faces-056.jpg")], [512]
    found: dict[str, list[float]] = defaultdict(list)
    smoke: dict[str, list[float]] = defaultdict(list)
    for _, tone, path in photos[:: options.every]:
        ink = artist.see(path, looks=["ink"])
        for name, value in (*_edges(artist, ink, sizes), *_lines(artist, ink)):
            found[name].append(value)
        share = _smoke(artist, ink, faces)
        if share is not None:
            smoke[tone].append(share)
    table = Table(f"{len(photos[:: options.every])} photos, look ink", ("figure", "each"))
    table.rows += [(name, spread(values)) for name, values in found.items()]
    smokes = Table(f"smoke at {SIDE} px, share of the face", ("skin", "photos", "mean"))
    smokes.rows += [(tone, len(s), f"{sum(s) / len(s):.4f}") for tone, s in smoke.items()]
    every = [share for shares in smoke.values() for share in shares]
    if every:
        smokes.rows.append(("all", len(every), f"{sum(every) / len(every):.4f}"))
    return [table, smokes]


def _photos(options: argparse.Namespace) -> list[tuple[str, str, Path]]:
    """Set, skin tone and file of each photo of the list whose folder was given."""
    return [(row["set"], row["skin"], path) for row, path in listed(LIST, options)]


def _edges(artist: Artist, ink: Ink, sizes: list[int]) -> list[tuple[str, float]]:
    from artline.evaluate.metrics.edge_width import edge_width

    rows = []
    for size in sizes:
        edges = edge_width(artist.finish(ink, size=size).pixels)
        if edges is not None:
            rows += [
                (f"edge width at {size} px, median", edges.median),
                (f"edge width at {size} px, 95th percentile", edges.percentile_95),
            ]
    return rows


def _lines(artist: Artist, ink: Ink) -> list[tuple[str, float]]:
    """Wholeness, greys on paper, and what a thin pen does."""
    import cv2
    import numpy as np

    from artline.finish.line import LineStyle, draw
    from artline.options import Settings

    plain, thin = (artist.finish(ink, size=SIDE, weight=weight).pixels for weight in (1.0, 0.5))
    sheet = draw(ink, Settings(), LineStyle())
    size = (plain.shape[1], plain.shape[0])
    soft = np.asarray(cv2.resize(sheet.tone, size, interpolation=cv2.INTER_CUBIC))
    middle, inked = _middle(soft > DARK), plain < 255 * (1 - DARK)
    wide, narrow = (
        artist.finish(ink, size=FINE_SIDE, weight=weight).pixels < 255 * (1 - 2 * DARK)
        for weight in (1.0, 0.5)
    )
    depth, thin_depth = _depth(wide), _depth(narrow)
    line = depth <= WIDEST_LINE / 2
    lines, thin_lines = _middle(wide) & line, _middle(narrow) & line
    width, thin_width = (
        float(np.median(2 * far[where] - 1)) if where.any() else 1.0
        for far, where in ((depth, lines), (thin_depth, thin_lines))
    )
    return [
        ("length of the thinned drawing against the soft ink's", _share(_middle(inked), middle)),
        ("soft ink's thinned length that is drawn, share", _share(middle & inked, middle)),
        ("paper between 235 and 254, share", float(((plain >= 235) & (plain < 255)).mean())),
        ("line width at weight 0.5, against 1", thin_width / width),
        ("length of lines at weight 0.5, against 1", _share(thin_lines, lines)),
        ("mean change at weight 0.5, of full scale", _change(plain, thin)),
    ]


def _middle(ink: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Ink thinned to one pixel."""
    import numpy as np
    from skimage import morphology

    return np.asarray(morphology.skeletonize(ink), np.bool_)  # type: ignore[no-untyped-call]


def _depth(ink: NDArray[np.bool_]) -> NDArray[np.float32]:
    """How far each pixel of ink lies from the nearest pixel of paper."""
    import cv2
    import numpy as np

    far = cv2.distanceTransform(ink.astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    return np.asarray(far, np.float32)


def _share(some: NDArray[np.bool_], every: NDArray[np.bool_]) -> float:
    return float(some.sum()) / max(float(every.sum()), 1.0)


def _change(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    import numpy as np

    return float(np.abs(one.astype(np.int16) - other).mean() / 255)


def _smoke(artist: Artist, ink: Ink, faces: MeshFinder) -> float | None:
    """Smoke of the largest face at SIDE; None where no mesh is seen."""
    from artline.evaluate.metrics.smoke import smoke, smoke_area
    from artline.photo.size import output_size, resized

    if not ink.faces:
        return None
    import numpy as np

    size = output_size(ink.photo.height, ink.photo.width, SIDE)
    photo = np.rint(resized(ink.photo.rgb, *size) * 255).astype(np.uint8)
    mesh = faces.find(photo, ink.faces[0])
    if mesh is None:
        return None
    return smoke(artist.finish(ink, size=SIDE).pixels, smoke_area(photo, mesh))
