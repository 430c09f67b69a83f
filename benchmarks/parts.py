"""Where hair is: IoU with Figaro1k's masks, and bald heads that are taken for hair.

Figaro1k (Muhammad, Svanera, Leonardi, Benini 2018, "Hair detection, segmentation, and hairstyle
classification in the wild", Image and Vision Computing 71) is for research alone: it measures, and
nothing of it is in this project. `benchmarks/bald.csv` names ten bald or shaven heads among the
test portraits and FS2K's test photos, chosen by looking, with their checksums.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.listed import folders, listed
from benchmarks.measure import ROOT, spread
from benchmarks.report import Table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from artline import Artist
    from artline.nouns import Ink

LIST = ROOT / "benchmarks/bald.csv"
HAIR = 0.5
"""Hair is where its channel is above this."""
PAINTED = 0.2
"""Share of a bald head above the face from which it is taken for hair."""
HEAD = 1.0
"""Radius, in heights of the face, of the disc in which a head is looked at."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of its own."""
    parser.add_argument(
        "--figaro", type=Path, help="Figaro1k: a folder with Original/Testing and GT/Testing"
    )
    folders(parser)
    parser.add_argument("--model", default="portrait", help="whose parts are measured [portrait]")
    parser.add_argument("--every", type=int, default=1, help="every Nth photo of Figaro1k [1]")


def run(options: argparse.Namespace) -> list[Table]:
    """Both tables; of the example photos where a run is tiny."""
    import artline

    artist = artline.Artist(options.model)
    if options.tiny:
        example = ROOT / "examples/photos/faces-067.jpg"
        return [_heads(artist, [("faces-067", example)])]
    tables = []
    if options.figaro is not None:
        tables.append(_figaro(artist, options.figaro, options.every))
    heads = _bald(options)
    if heads:
        tables.append(_heads(artist, heads))
    return tables


def _figaro(artist: Artist, folder: Path, every: int) -> Table:
    """IoU of hair on the photos for testing."""
    import cv2
    import numpy as np
    from PIL import Image

    found = []
    for photo in sorted((folder / "Original/Testing").glob("*-org.jpg"))[::every]:
        mask = Image.open(folder / "GT/Testing" / photo.name.replace("-org.jpg", "-gt.pbm"))
        truth = np.asarray(mask.convert("L")) > 127
        hair = artist.see(photo, looks=()).channels["hair"]
        size = (truth.shape[1], truth.shape[0])
        said = np.asarray(cv2.resize(hair, size, interpolation=cv2.INTER_LINEAR)) > HAIR
        found.append(float((said & truth).sum() / max((said | truth).sum(), 1)))
    table = Table(f"Hair on {len(found)} photos of Figaro1k", ("figure", "IoU"))
    table.rows += [
        ("mean", sum(found) / len(found)),
        ("each", spread(found)),
    ]
    return table


def _bald(options: argparse.Namespace) -> list[tuple[str, Path]]:
    """Name and file of each bald head whose folder was given."""
    return [(row["file"], path) for row, path in listed(LIST, options)]


def _heads(artist: Artist, heads: list[tuple[str, Path]]) -> Table:
    """Share of each head above the face that is called hair."""
    table = Table("Heads above the face", ("photo", "share called hair"))
    painted = 0
    for name, path in heads:
        ink = artist.see(path, looks=())
        above = _above(ink)
        share = float((ink.channels["hair"][above] > HAIR).mean()) if above.any() else 0.0
        painted += share > PAINTED
        table.rows.append((name, round(share, 3)))
    table.notes.append(f"{painted} of {len(heads)} have more than {PAINTED:.0%} of it")
    return table


def _above(ink: Ink) -> NDArray[np.bool_]:
    """The head of the largest face above its landmarks, bool h×w."""
    import numpy as np

    from artline.anatomy.head import Head

    if not ink.meshes:
        return np.zeros(ink.shape, bool)
    head = Head.of(ink.meshes[0])
    above: NDArray[np.bool_] = head.below(head.points[10], ink.shape) < 0
    return above & head.disc(HEAD, ink.shape) & (ink.subject > 0.5)
