"""Time and memory from 256² to 24 megapixels, and the exponent by which they grow with pixels."""

from __future__ import annotations

import argparse
import math
import statistics
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.measure import Usage, own_peak, spread, task
from benchmarks.report import Cell, Table

SIZES = ((256, 256), (512, 512), (1024, 1024), (2048, 2048), (3000, 2000), (6000, 4000))
TINY = ((64, 64), (128, 96))

Measured = tuple[Usage, dict[str, list[float]]]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of its own."""
    parser.add_argument("--repeats", type=int, default=5, help="of each size [5; largest: 3]")
    parser.add_argument("--only", choices=("network", "pipeline"), help="one table")


def run(options: argparse.Namespace) -> list[Table]:
    """Network alone, and from file to file."""
    sizes = TINY if options.tiny else SIZES
    repeats = 1 if options.tiny else options.repeats
    tables = []
    if options.only != "pipeline":
        title = "The network alone, in tiles from 769 pixels on"
        tables.append(_table(title, sizes, repeats, _network))
    if options.only != "network":
        title = "From JPEG to PNG, model loaded, every core"
        tables.append(_table(title, sizes, repeats, _pipeline))
    return tables


def _network(width: int, height: int, repeats: int) -> Measured:
    return task("see", width, height, repeats)


def _pipeline(width: int, height: int, repeats: int) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        task("photos", folder, width, height, 1)
        return task("draw", Path(folder, "photo-00000.jpg"), Path(folder, "out.png"), repeats)


def _table(
    title: str,
    sizes: Sequence[tuple[int, int]],
    repeats: int,
    measured: Callable[[int, int, int], Measured],
) -> Table:
    columns = ("pixels", "MP", "wall s", "CPU s", "peak MB", "growth of time", "of memory")
    table = Table(title, columns)
    points: list[tuple[float, float, float]] = []
    for width, height in sizes:
        rounds = min(repeats, 3) if width * height > 5e6 else repeats
        usage, times = measured(width, height, rounds)
        seconds = statistics.median(times["wall"])
        points.append((width * height, seconds, usage.peak))
        growth: list[Cell] = [None, None]
        if len(points) > 1:
            growth = [exponent([p[0] for p in points[-2:]], [p[k] for p in points[-2:]])
                      for k in (1, 2)]  # fmt: skip
        row = (f"{width}×{height}", width * height / 1e6, spread(times["wall"]),
               spread(times["cpu"]), usage.peak, *growth)  # fmt: skip
        table.rows.append(row)
    fitted = [exponent([p[0] for p in points], [p[k] for p in points]) for k in (1, 2)]
    table.rows.append(("all sizes, fitted", None, None, None, None, *fitted))
    table.notes += [
        "growth: e in pixels^e since the row above, 1 = in proportion",
        f"peak: the whole process, model and libraries included; under {own_peak():.0f} MB unseen",
    ]
    return table


def exponent(pixels: Sequence[float], values: Sequence[float]) -> float:
    """Slope of the straight line through log value over log pixels, by least squares."""
    line = statistics.linear_regression([math.log(p) for p in pixels],
                                        [math.log(v) for v in values])  # fmt: skip
    return line.slope
