"""Looks that tell tone by lines and dots: how the drawn tone, seen from afar, follows the photo's.

Pearson's correlation within the sitter, both blurred by a Gaussian of 1.5 % of the long side.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING

from benchmarks import portraits
from benchmarks.measure import spread
from benchmarks.report import Table

if TYPE_CHECKING:
    from artline import Artist, Ink

LOOKS = ("hatch", "crosshatch", "engraving", "stipple", "spiral", "scribble", "oneline")
BLUR = 0.015
"""Gaussian, in long sides."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of its own."""
    portraits.arguments(parser)
    parser.add_argument("--photos", type=int, default=12, help="how many of them [12]")
    parser.add_argument("--looks", default=",".join(LOOKS), help="with commas between them")


def run(options: argparse.Namespace) -> list[Table]:
    """Every look, a row each."""
    import numpy as np

    import artline

    artist = artline.Artist()
    looks = LOOKS[:1] if options.tiny else options.looks.split(",")
    found: dict[str, list[float]] = defaultdict(list)
    paths: list[int] = []
    for path in islice(portraits.photos(options), options.photos):
        ink = artist.see(path, looks=looks)
        for look in looks:
            told, strokes = tone(artist, ink, look)
            found[look].append(told)
            if look == "oneline":
                paths.append(strokes)
        said = " ".join(f"{look} {values[-1]:.3f}" for look, values in found.items())
        sys.stderr.write(f"{path.stem}: {said}\n")
    table = Table("correlation of tone", ("look", "photos", "correlation", "mean", "least"))
    for look, values in found.items():
        summary = (f"{np.mean(values):.3f}", f"{min(values):.3f}")
        table.rows.append((look, len(values), spread(values), *summary))
    if paths:
        table.notes.append(f"oneline: {min(paths)} to {max(paths)} lines a drawing")
    return [table]


def tone(artist: Artist, ink: Ink, look: str) -> tuple[float, int]:
    """Correlation of drawn and seen tone within the sitter, and the number of lines drawn."""
    import cv2
    import numpy as np

    from artline.finish import background
    from artline.marks.render import rendered
    from artline.nouns import Line

    marks = artist.finish(ink, look=look).marks
    made = rendered(marks, *ink.shape).astype(np.float32)
    sigma = BLUR * max(ink.shape)
    drawn, seen = (cv2.GaussianBlur(x, (0, 0), sigma) for x in (made, -ink.lightness))
    inside = background.sitter(ink) > 0.5
    lines = sum(isinstance(mark, Line) for mark in marks.marks)
    return float(np.corrcoef(drawn[inside], seen[inside])[0, 1]), lines
