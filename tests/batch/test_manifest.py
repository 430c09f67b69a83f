"""The manifest: millions of rows are read in seconds, and a torn line costs one row."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest

from artline.batch.manifest.journal import Journal, left_rows
from artline.batch.manifest.known import DONE, MISSED, STALE, Known, all_rows_of
from artline.batch.manifest.row import Row, table_of, to_parquet
from artline.batch.manifest.status import status_of
from artline.batch.place import Place


def row(number: int, **more: object) -> Row:
    facts = {"outcome": "drawn", "settings": "{}", "model": "m", "size": number, **more}
    return Row(
        source=f"s3://bucket/photos/{number:09}.jpg",
        output=f"{number:09}.png",
        content=f"{number:064x}",
        seconds=0.3,
        finished=1e9 + number,
        **facts,  # type: ignore[arg-type]
    )


def test_rows_are_found_again_and_the_newest_counts(tmp_path: Path) -> None:
    """Protects `--resume`: what is done, what is to be drawn again, what failed."""
    place = Place(str(tmp_path))
    journal = Journal(place, "one")
    rows = [row(1), row(2, settings="other"), row(3, outcome="failed", kind="damaged")]
    for one in rows:
        journal.add(one)
    journal.seal()
    Journal(place, "two").add(row(4))
    known = Known(place, "{}", "m")
    states = [known.state(row(n).source, n) for n in range(1, 6)]
    assert states == [DONE, STALE, MISSED, DONE, None]
    assert known.state(row(1).source, 999) == STALE
    assert known.kind(row(3).source) == "damaged"
    assert Known(place, "{}", "another model").state(row(1).source, 1) == STALE
    Journal(place, "three").add(row(2))
    assert Known(place, "{}", "m").state(row(2).source, 2) == STALE  # no later than the other
    assert len(all_rows_of(place, ())) == 5


def test_a_line_that_was_torn_costs_its_row_alone(tmp_path: Path) -> None:
    """Protects the rows before it from a disk that filled up in the middle of a line."""
    place = Place(str(tmp_path))
    journal = Journal(place, "one")
    for number in range(3):
        journal.add(row(number))
    file = tmp_path / ".artline" / "journal" / "one-000000.jsonl"
    file.write_bytes(file.read_bytes()[:-20])
    left, _ = left_rows(place)
    assert [r.size for r in left["one-000000.jsonl"]] == [0, 1]


@pytest.mark.long
def test_a_million_rows_are_read_in_seconds(tmp_path: Path) -> None:
    """Protects status (2 s) and resume (10 s) of large runs, in processor time of this thread."""
    import pyarrow as pa

    place = Place(str(tmp_path))
    table = table_of(row(number) for number in range(10_000))
    for number in range(100):
        keys = np.random.default_rng(number).bytes(16 * len(table))
        fresh = pa.array([keys[16 * n : 16 * n + 16] for n in range(len(table))], pa.binary(16))
        at = table.schema.get_field_index("key")
        sealed = table.set_column(at, "key", fresh)
        place.put(f".artline/rows/{number}.parquet", to_parquet(sealed))
    begun = time.thread_time()
    assert status_of(place).counts == {"drawn": 1_000_000}
    told = time.thread_time()
    known = Known(place, "{}", "m")
    read = time.thread_time()
    assert known.count == 1_000_000
    assert told - begun <= 2
    assert read - told <= 10
    print(f"status {told - begun:.2f} s, known {read - told:.2f} s")
