"""Photos of a list, fixed by name and checksum."""

from __future__ import annotations

import argparse
import csv
import hashlib
from collections.abc import Iterator
from pathlib import Path


def folders(parser: argparse.ArgumentParser) -> None:
    """The options that say where the sets of a list lie."""
    parser.add_argument("--portraits", type=Path, help="the folder of the test portraits")
    parser.add_argument("--fs2k", type=Path, help="FS2K's folder, which holds `photo`")


def listed(file: Path, options: argparse.Namespace) -> Iterator[tuple[dict[str, str], Path]]:
    """Row and file of each photo of a list whose folder was given.

    Args:
        file: CSV with the columns set, file and sha256, and any others.
        options: with the options of `folders`.

    Raises:
        SystemExit: a photo whose checksum differs.
    """
    sets = {"portraits": options.portraits, "fs2k": options.fs2k}
    with file.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            folder = sets[row["set"]]
            if folder is None:
                continue
            path = folder / row["file"]
            if hashlib.sha256(path.read_bytes()).hexdigest() != row["sha256"]:
                raise SystemExit(f"{path}: not the photo of the list, its checksum differs")
            yield row, path
