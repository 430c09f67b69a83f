"""Each look of a photo that was seen already: what turning a knob costs."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measure import in_turn, spread, task
from benchmarks.report import Table

if TYPE_CHECKING:
    from artline import Artist, Drawing, Ink

WEIGHTS = {"weight moved above 1": (1.2, 1.4, 1.6), "weight moved below 1": (0.5, 0.65, 0.8)}
"""What is moved → through which weights, again and again."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of its own."""
    parser.add_argument("--repeats", type=int, default=15, help="rounds [15]")
    parser.add_argument("--side", type=int, default=1024, help="of the photo, pixels [1024]")


def run(options: argparse.Namespace) -> list[Table]:
    """Every look, and the costlier settings of one, in turn."""
    import artline

    repeats, side = (1, 64) if options.tiny else (options.repeats, options.side)
    artist = artline.Artist()
    with tempfile.TemporaryDirectory() as folder:
        task("photos", folder, side, side, 1)
        photo = Path(folder, "photo-00000.jpg")
        ink, *moved = (artist.see(photo) for _ in range(1 + len(WEIGHTS)))
    kinds = {look: artline.Settings(look=look) for look in artline.LOOKS}
    kinds["ink, background kept"] = artline.Settings(background="keep")
    kinds["ink, transparent, navy"] = artline.Settings(background="transparent", ink="navy")
    kinds["ink, detail 1"] = artline.Settings(detail=1)
    kinds["ink, twice the size"] = artline.Settings(size=2 * side)
    doings: dict[str, Callable[[], object]] = {
        name: partial(artist.finish, ink, one) for name, one in kinds.items()
    }
    for (name, weights), own in zip(WEIGHTS.items(), moved, strict=True):
        doings[f"ink, {name}"] = partial(_moved, artist, own, cycle(weights))
    table = Table(f"Finish alone, {side}×{side}", ("look", "wall s", "CPU s"))
    for name, taken in in_turn(doings, repeats).items():
        table.rows.append((name, spread(taken["wall"]), spread(taken["cpu"])))
    table.notes += [
        "without reading the photo, the network, and writing the file",
        "a moved weight has an ink of its own, with which is kept what the weight leaves alone",
    ]
    return [table]


def _moved(artist: Artist, ink: Ink, weights: Iterator[float]) -> Drawing:
    return artist.finish(ink, weight=next(weights))
