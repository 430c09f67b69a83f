"""The test photos of a folder of portraits, as its `photos.csv` names them."""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import ROOT


def arguments(parser: argparse.ArgumentParser) -> None:
    """The option that says where they lie."""
    parser.add_argument(
        "--portraits", type=Path, help="a folder that holds photos.csv and its photos"
    )


def photos(options: argparse.Namespace) -> Iterator[Path]:
    """The photos with split "test", or one example where no folder was given."""
    if options.tiny or options.portraits is None:
        yield ROOT / "examples/photos/faces-083.jpg"
        return
    folder = options.portraits
    with (folder / "photos.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            if row["split"] == "test":
                places = (folder / row["file"], folder / "photos" / row["file"])
                yield next(place for place in places if place.exists())
