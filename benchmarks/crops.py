"""Crops for training: how many a second one core cuts and degrades."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from benchmarks.measure import spread
from benchmarks.report import Table
from benchmarks.samples import data_set

ROUND = 40


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of its own."""
    parser.add_argument("--data", type=Path, help="taught photos [the example photos]")
    parser.add_argument("--size", type=int, default=256, help="side of a crop [256]")
    parser.add_argument("--repeats", type=int, default=5, help=f"rounds of {ROUND} crops [5]")


def run(options: argparse.Namespace) -> list[Table]:
    """Each part of the work switched on by itself."""
    import cv2

    from artline.train.data.augment import PLAIN, Augment
    from artline.train.data.batches import Crops

    cv2.setNumThreads(1)
    repeats, count = (1, 2) if options.tiny else (options.repeats, ROUND)
    data = data_set(options.data, tiny=options.tiny)
    kinds = {
        "as a recipe has them by default": Augment(),
        "as they are": PLAIN,
        "degradations alone": Augment(background=0),
        "every background replaced, nothing else": Augment(background=1, degrade=0),
        "every crop a group": Augment(groups=1),
        "small: scale 0.3 to 0.6, nothing else": Augment(scale=(0.3, 0.6), background=0, degrade=0),
    }
    table = Table(
        f"Crops of {options.size}² from {len(data)} samples in memory, one thread",
        ("crops", "a second of processor time"),
    )
    for name, augment in kinds.items():
        crops = Crops([data], options.size, 0, augment=augment)
        rates = []
        for repeat in range(repeats):
            before = time.process_time()
            for index in range(count):
                crops.crop(repeat, index)
            rates.append(count / (time.process_time() - before))
        table.rows.append((name, spread(rates)))
    return [table]
