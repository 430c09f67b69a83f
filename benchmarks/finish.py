"""Each look of a photo that was seen already: what turning a knob costs."""

from __future__ import annotations

import argparse
import tempfile
from functools import partial
from pathlib import Path

from benchmarks.measure import in_turn, spread, task
from benchmarks.report import Table


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
        ink = artist.see(Path(folder, "photo-00000.jpg"))
    kinds = {look: artline.Settings(look=look) for look in artline.LOOKS}
    kinds["ink, background kept"] = artline.Settings(background="keep")
    kinds["ink, transparent, navy"] = artline.Settings(background="transparent", ink="navy")
    kinds["ink, detail 1"] = artline.Settings(detail=1)
    kinds["ink, twice the size"] = artline.Settings(size=2 * side)
    doings = {name: partial(artist.finish, ink, one) for name, one in kinds.items()}
    table = Table(f"Finish alone, {side}×{side}", ("look", "wall s", "CPU s"))
    for name, taken in in_turn(doings, repeats).items():
        table.rows.append((name, spread(taken["wall"]), spread(taken["cpu"])))
    table.notes.append("without reading the photo, the network, and writing the file")
    return [table]
