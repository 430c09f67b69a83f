"""What a manifest says of a run: counts, rate, failures by kind with examples."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from artline.batch.manifest.known import rows_of
from artline.batch.manifest.row import DRAWN, FAILED
from artline.batch.place import OWN, Place

EXAMPLES = 3
"""Failures of a kind that are named."""
RECENT = 600.0
"""Seconds before the last row that the rate is of."""
FAILED_LIST = f"{OWN}/failed.jsonl"
"""Lists every photo that failed: source, kind, error."""


class Status(NamedTuple):
    """What a manifest says.

    Attributes:
        counts: outcome → photos.
        kinds: kind of failure → photos.
        examples: kind of failure → some of its errors.
        rate: drawings a second in the last ten minutes of work.
        seconds: of work for a drawing, the median.
    """

    counts: dict[str, int]
    kinds: dict[str, int]
    examples: dict[str, list[str]]
    rate: float
    seconds: float


def status_of(place: Place) -> Status:
    """Read the manifest of a target."""
    import numpy as np
    import pyarrow.compute as pc

    table = rows_of(place, ("outcome", "kind", "seconds", "error"))
    failed = table.filter(pc.equal(pc.cast(table["outcome"], "string"), FAILED))
    drawn = table.filter(pc.equal(pc.cast(table["outcome"], "string"), DRAWN))
    kinds = _counts(failed["kind"])
    examples = {
        kind: failed.filter(pc.equal(pc.cast(failed["kind"], "string"), kind))["error"]
        .slice(0, EXAMPLES)
        .to_pylist()
        for kind in kinds
    }
    times = drawn["finished"].to_numpy()
    recent = times[times > times.max() - RECENT] if len(times) else times
    span = float(recent.max() - recent.min()) if len(recent) > 1 else 0.0
    return Status(
        _counts(table["outcome"]),
        kinds,
        examples,
        (len(recent) - 1) / span if span else 0.0,
        float(np.median(drawn["seconds"].to_numpy())) if len(drawn) else 0.0,
    )


def write_failed(place: Place) -> int:
    """Write the list of the photos that failed; none where none did.

    Returns:
        How many.
    """
    import pyarrow.compute as pc

    table = rows_of(place, ("outcome", "source", "kind", "error"))
    failed = table.filter(pc.equal(pc.cast(table["outcome"], "string"), FAILED))
    if not len(failed):
        place.remove(FAILED_LIST)
        return 0
    rows: list[dict[str, Any]] = failed.select(["source", "kind", "error"]).to_pylist()
    place.put(FAILED_LIST, b"".join(json.dumps(row).encode() + b"\n" for row in rows))
    return len(rows)


def _counts(column: Any) -> dict[str, int]:
    import pyarrow.compute as pc

    found = pc.value_counts(pc.cast(column, "string")).to_pylist()
    return {row["values"]: row["counts"] for row in found}
