"""The training loop as it runs: crops a second of wall time, by threads and by workers that cut."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.measure import spread
from benchmarks.report import Table
from benchmarks.samples import data_set

if TYPE_CHECKING:
    from artline.train.data.sample import DataSet

SETTINGS = tuple((threads, workers) for threads in (1, 2) for workers in (0, 1, 2))


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of its own."""
    parser.add_argument("--data", type=Path, help="taught photos [the example photos]")
    parser.add_argument("--size", type=int, default=192, help="side of a crop [192]")
    parser.add_argument("--batch", type=int, default=8, help="crops a step [8]")
    parser.add_argument("--steps", type=int, default=10, help="of each, the first half unseen [10]")
    parser.add_argument("--repeats", type=int, default=2, help="rounds [2]")


def run(options: argparse.Namespace) -> list[Table]:
    """Each setting in turn, round by round; what a run needs to get going is not counted."""
    size, batch, steps, repeats = (
        (64, 2, 2, 1)
        if options.tiny
        else (options.size, options.batch, options.steps, options.repeats)
    )
    dataset = data_set(options.data, tiny=options.tiny)
    paces: dict[tuple[int, int], list[float]] = {setting: [] for setting in SETTINGS}
    for _ in range(repeats):
        for threads, workers in SETTINGS:
            stage = {"size": size, "batch": batch, "steps": steps, "rate": 1e-3}
            table = {"threads": threads, "workers": workers, "stages": [stage]}
            paces[threads, workers].append(_pace(table, dataset, batch))
    table_of = Table(
        f"Steps of {batch} crops of {size}², cut and learned",
        ("threads", "workers", "crops a second of wall time"),
    )
    table_of.rows += [(*setting, spread(values)) for setting, values in paces.items()]
    table_of.notes.append("samples are decoded and in memory; 0 workers cut between the steps")
    return [table_of]


def _pace(table: dict[str, Any], dataset: DataSet, batch: int) -> float:
    """Crops a second over the later half of the steps."""
    import time

    from artline.train.loop import fit
    from artline.train.recipe import recipe_from_table

    network = {"encoder": "random", "decoder": [128, 80, 48, 32], "head": "shuffle"}
    recipe = recipe_from_table({**table, "network": network}, Path(), "benchmark")
    ends: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        fit(recipe, [dataset], Path(folder), report=lambda _: ends.append(time.perf_counter()))
    half = len(ends) // 2
    return batch * (len(ends) - half) / (ends[-1] - ends[half - 1])
