"""A row of the manifest: one photo, and what became of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

DRAWN, DOUBLE, FAILED = "drawn", "double", "failed"
"""Outcomes: drawn; linked to the drawing of a photo with the same content; failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One photo, and what became of it.

    Attributes:
        source: where the photo is.
        output: its drawing, below the target.
        size: bytes of the photo; -1 where they could not be read.
        content: SHA-256 of these bytes, hexadecimal.
        settings: how it was drawn, as JSON of what differs from the defaults.
        model: SHA-256 of the model's file.
        outcome: `DRAWN`, `DOUBLE` or `FAILED`.
        seconds: that it took.
        finished: when, in seconds since 1970.
        output_sum: SHA-256 of the drawing's file.
        same_as: of a double, the drawing that it is linked to.
        error: one line saying why it failed.
        kind: the kind of the failure.
        width: columns of the drawing.
        height: rows of it.
        faces: of the photo.
        ink_share: see `artline.batch.facts`.
    """

    source: str
    output: str
    size: int
    content: str
    settings: str
    model: str
    outcome: str
    seconds: float
    finished: float
    output_sum: str = ""
    same_as: str = ""
    error: str = ""
    kind: str = ""
    width: int = 0
    height: int = 0
    faces: int = 0
    ink_share: float = 0.0

    def to_line(self) -> bytes:
        """A line of JSON."""
        return json.dumps(asdict(self)).encode() + b"\n"


def row_of(line: bytes) -> Row | None:
    """The row of a line; None of a line that is not whole."""
    try:
        return Row(**json.loads(line))
    except (ValueError, TypeError):
        return None


def key_of(source: str) -> bytes:
    """16 bytes that stand for a photo's place: rows are looked up by them."""
    return hashlib.blake2b(source.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def table_of(rows: Iterable[Row]) -> pa.Table:
    """Rows as a table of Arrow, with their keys."""
    import pyarrow as pa

    said = [asdict(row) for row in rows]
    columns: dict[str, Any] = {
        field.name: pa.array([row[field.name] for row in said], _types()[field.name])
        for field in fields(Row)
    }
    columns["key"] = pa.array([key_of(row["source"]) for row in said], pa.binary(16))
    return pa.table(columns)


def _types() -> dict[str, Any]:
    import pyarrow as pa

    words = pa.dictionary(pa.int32(), pa.string())
    numbers = {"size": pa.int64(), "seconds": pa.float32(), "finished": pa.float64()}
    numbers |= dict.fromkeys(("width", "height", "faces"), pa.int32())
    numbers["ink_share"] = pa.float32()
    few = dict.fromkeys(("settings", "model", "outcome", "kind"), words)
    texts = ("source", "output", "content", "output_sum", "same_as", "error")
    return {**numbers, **few, **dict.fromkeys(texts, pa.string())}


def to_parquet(table: pa.Table) -> bytes:
    """A table as the bytes of a Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    data: bytes = sink.getvalue().to_pybytes()
    return data
