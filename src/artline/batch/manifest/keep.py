"""Put a manifest in order: at the start of a run what a kill left, at its end what is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from artline.batch.manifest.journal import JOURNALS, ROWS, left_rows
from artline.batch.manifest.known import all_rows_of, key_halves, newest, read_rows
from artline.batch.manifest.row import FAILED, Row, table_of, to_parquet
from artline.batch.place import Place
from artline.batch.targets import Target

if TYPE_CHECKING:
    import pyarrow as pa


def seal_left(target: Target, name: str, part: str = "") -> int:
    """Seal the journals of runs that have ended.

    The last row of each counts only where its drawing is whole: the row was written before it.

    Args:
        target: the target.
        name: of the sealed file; no other has the same.
        part: beginning of the names of the journals that count.

    Returns:
        How many rows were dropped because their drawing was not whole.
    """
    place = target.place
    left, over = left_rows(place, part)
    rows: list[Row] = []
    dropped = 0
    for found in left.values():
        sure = found
        if found and found[-1].outcome != FAILED and not target.whole(found[-1]):
            sure = found[:-1]
            dropped += 1
        rows += sure
    if rows:
        place.put(f"{ROWS}/{name}.parquet", to_parquet(table_of(rows)))
    place.remove(*(f"{JOURNALS}/{journal}" for journal in (*left, *over)))
    return dropped


def drop_superseded(place: Place) -> None:
    """Leave one row a photo: rows of photos that were drawn once more are taken out."""
    every = all_rows_of(place, ())
    last = newest(every)
    if len(last) == len(every):
        return
    kept = set(_signs(last))
    for name in place.names(ROWS):
        with place.fs.open(place.path(f"{ROWS}/{name}"), "rb") as file:
            table = read_rows(file)
        stays = np.zeros(len(table), bool)
        for number, sign in enumerate(_signs(table)):
            stays[number] = sign in kept
            kept.discard(sign)
        if not stays.any():
            place.remove(f"{ROWS}/{name}")
        elif not stays.all():
            place.put(f"{ROWS}/{name}", to_parquet(table.filter(stays)))


def _signs(table: pa.Table) -> list[tuple[int, int, float]]:
    """Key and time of each row."""
    one, two = key_halves(table).T.tolist() if len(table) else ([], [])
    return list(zip(one, two, table["finished"].to_pylist(), strict=True))
