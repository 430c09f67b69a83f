"""One thread against two: the network, and a whole photo."""

from __future__ import annotations

import argparse
import tempfile
from functools import partial
from pathlib import Path

from benchmarks.measure import in_turn, ratios, spread, task
from benchmarks.report import Table

COUNTS = (1, 2)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of its own."""
    parser.add_argument("--repeats", type=int, default=15, help="rounds [15]")


def run(options: argparse.Namespace) -> list[Table]:
    """The network at 512² and a photo of 1024², in turn within one process."""
    import numpy as np

    import artline
    from artline.ink.network import Network
    from artline.models.store import find

    repeats, side = (1, 64) if options.tiny else (options.repeats, 512)
    data = find("portrait").data
    networks = {n: Network(data, "portrait", threads=n) for n in COUNTS}
    artists = {n: artline.Artist(threads=n) for n in COUNTS}
    rgb = np.random.default_rng(0).random((side, side, 3), np.float32)
    with tempfile.TemporaryDirectory() as folder:
        task("photos", folder, 2 * side, 2 * side, 1)
        photo, target = Path(folder, "photo-00000.jpg"), Path(folder, "out.png")
        tables = []
        for title, doing in (
            (f"The network at {side}²", lambda n: networks[n](rgb)),
            (f"From JPEG to PNG, {2 * side}²", lambda n: artists[n].draw(photo).save(target)),
        ):
            times = in_turn({str(n): partial(doing, n) for n in COUNTS}, repeats)
            table = Table(title, ("threads", "wall s", "CPU s", "times as fast"))
            for name, taken in times.items():
                gain = ratios(times["1"]["wall"], taken["wall"])
                table.rows.append((name, spread(taken["wall"]), spread(taken["cpu"]), gain))
            tables.append(table)
    return tables
