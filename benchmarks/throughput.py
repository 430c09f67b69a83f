"""Folders drawn by artline, with and without a manifest, against two plain loops."""

from __future__ import annotations

import argparse
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

from benchmarks.measure import (
    Usage,
    artline,
    child,
    own_peak,
    python,
    ratios,
    spread,
    task,
    together,
)
from benchmarks.report import Table


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of its own."""
    parser.add_argument("--count", type=int, default=100, help="photos [100]")
    parser.add_argument("--side", type=int, default=512, help="of each, pixels [512]")
    parser.add_argument("--repeats", type=int, default=3, help="rounds [3]")


def run(options: argparse.Namespace) -> list[Table]:
    """Rates in alternating rounds, then memory with a quarter of the photos."""
    count, side, repeats = (4, 64, 1) if options.tiny else (
        options.count, options.side, options.repeats)  # fmt: skip
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "photos").mkdir()
        task("photos", folder / "photos", side, side, count)
        files = sorted((folder / "photos").iterdir())
        walls: dict[str, list[float]] = {name: [] for name in ("batch", "draw", "loops")}
        if find_spec("ray") and not options.tiny:
            walls["ray"] = []
        used: dict[str, list[Usage]] = {name: [] for name in walls}
        kinds = {"batch": _batch, "draw": _draw, "loops": _loops, "ray": _ray}
        for k in range(repeats):
            for kind in sorted(walls, reverse=bool(k % 2)):
                begun = time.perf_counter()
                used[kind] += kinds[kind](files, folder)
                walls[kind].append(time.perf_counter() - begun)
        (quarter,) = _draw(files[: max(2, count // 4)], folder)
    return [_rates(count, side, walls, used), _memory(count, used, quarter)]


def _draw(files: list[Path], folder: Path) -> list[Usage]:
    return [child(*artline(*files, "-o", folder / "draw", "-j", "2", "--force", "-q"))]


def _batch(files: list[Path], folder: Path, *more: str) -> list[Usage]:
    with tempfile.TemporaryDirectory(dir=folder) as target:
        photos = files[0].parent
        return [child(*artline("batch", photos, "-o", target, "-j", "2", "-q", *more))]


def _ray(files: list[Path], folder: Path) -> list[Usage]:
    """Its processor time is unseen: Ray's processes are no children of the one that is measured."""
    return _batch(files, folder, "--engine", "ray")


def _loops(files: list[Path], folder: Path) -> list[Usage]:
    target = folder / "loops"
    target.mkdir(exist_ok=True)
    halves = (files[::2], files[1::2])
    return together([python("-m", "benchmarks.tasks", "loop", target, *half) for half in halves])


def _rates(
    count: int, side: int, walls: dict[str, list[float]], used: dict[str, list[Usage]]
) -> Table:
    table = Table(
        f"{count} photos of {side}×{side}, start and loading included",
        ("way", "photos/s", "wall s", "CPU s a photo", "share of the loops' rate"),
    )
    rounds = len(walls["batch"])
    titles = {"loops": "two plain loops", "draw": "artline -j 2", "batch": "artline batch -j 2",
              "ray": "artline batch --engine ray -j 2"}  # fmt: skip
    for kind, took in walls.items():
        title = titles[kind]
        each = len(used[kind]) // rounds
        cpu = [sum(u.cpu for u in used[kind][k * each : (k + 1) * each]) for k in range(rounds)]
        table.rows.append((
            title, spread([count / wall for wall in took]), spread(took),
            spread([seconds / count for seconds in cpu]), ratios(walls["loops"], took),
        ))  # fmt: skip
    return table


def _memory(count: int, used: dict[str, list[Usage]], quarter: Usage) -> Table:
    table = Table("Peak memory of the largest process", ("way", "MB", "of a quarter's peak"))
    peaks = spread([one.peak for one in used["draw"]])
    table.rows += [
        (f"artline -j 2, {max(2, count // 4)} photos", quarter.peak, None),
        (f"artline -j 2, {count} photos", peaks, peaks.median / quarter.peak),
        ("a plain loop", spread([one.peak for one in used["loops"]]), None),
    ]
    table.notes += [
        "1.00 of a quarter's peak: memory is flat, however many photos",
        f"under {own_peak():.0f} MB unseen",
    ]
    return table
