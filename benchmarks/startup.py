"""Importing artline against importing NumPy, in pairs; and the whole process for one photo."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from benchmarks.measure import Spread, Usage, artline, child, own_peak, python, spread, task
from benchmarks.report import Table


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of its own."""
    parser.add_argument("--pairs", type=int, default=21, help="imports of each [21]")
    parser.add_argument("--repeats", type=int, default=9, help="whole processes [9]")
    parser.add_argument("--side", type=int, default=512, help="of the photo, pixels [512]")


def run(options: argparse.Namespace) -> list[Table]:
    """Both tables."""
    pairs, repeats = (2, 1) if options.tiny else (options.pairs, options.repeats)
    return [_imports(pairs), _processes(options.side, repeats)]


def _imports(pairs: int) -> Table:
    names = ("numpy", "artline")
    used: dict[str, list[Usage]] = {name: [] for name in names}
    for name in names:
        child(*python("-c", f"import {name}"))
    for k in range(pairs):
        for name in names if k % 2 else reversed(names):
            used[name].append(child(*python("-c", f"import {name}")))
    table = Table(
        f"Importing, {pairs} pairs of fresh processes, warm disk",
        ("import", "CPU s", "wall s", "peak MB"),
    )
    for name in names:
        table.rows.append((name, *_columns(used[name])))
    both = [
        [getattr(a, what) - getattr(n, what)
         for n, a in zip(used["numpy"], used["artline"], strict=True)]
        for what in ("cpu", "wall", "peak")
    ]  # fmt: skip
    table.rows.append(("artline adds, pair by pair", *map(spread, both)))
    return table


def _processes(side: int, repeats: int) -> Table:
    with tempfile.TemporaryDirectory() as folder:
        task("photos", folder, side, side, 1)
        photo = Path(folder, "photo-00000.jpg")
        command = artline(photo, "-o", Path(folder, "drawing.png"), "--force", "-q")
        first = child(*command)
        used = [child(*command) for _ in range(repeats)]
    table = Table(
        f"`artline photo.jpg`, {side}×{side}, whole process",
        ("run", "CPU s", "wall s", "peak MB"),
        notes=[
            "first: byte code and disk cache may be cold, once only; the disk is not made cold",
            f"peaks under {own_peak():.0f} MB cannot be told apart",
        ],
    )
    table.rows += [("first", *_columns([first])), ("again", *_columns(used))]
    return table


def _columns(used: list[Usage]) -> tuple[Spread, ...]:
    return tuple(spread([getattr(one, what) for one in used]) for what in ("cpu", "wall", "peak"))
