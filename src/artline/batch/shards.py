"""Drawings in shards: tar files in the layout of WebDataset, or Parquet.

Each drawing is first a small tar file of its own, a unit. When there are enough of them, the run
writes a shard beside, renames it, and deletes its units: a kill in between leaves units that are
in the newest shard already, and the next run takes them away.
"""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from collections.abc import Iterator
from typing import Any, Literal

from artline.batch.facts import Facts
from artline.batch.manifest.known import read_rows
from artline.batch.manifest.row import DOUBLE, Row
from artline.batch.place import OWN, Place
from artline.batch.tasks import Task

DRAWINGS = 10_000
"""Drawings of a shard."""
GROUP = 100
"""Rows of a group of a Parquet file: with photos, some ten megabytes."""

_FACTS, _PHOTO = "json", "photo"
"""Endings of a unit's members, beside the drawing's."""


class Shards:
    """Drawings in shards.

    Args:
        place: where.
        kind: "tar" or "parquet"; Parquet has the photos too.
        part: of the run, before each shard's number.
        drawings: of a shard.
    """

    dots = False
    replaces = False

    def __init__(
        self,
        place: Place,
        kind: Literal["tar", "parquet"],
        part: str = "",
        drawings: int = DRAWINGS,
    ) -> None:
        self.place, self._kind, self._drawings = place, kind, drawings
        self._start = f"{part}{'-' if part else ''}"
        self._folder = f"{OWN}/units{f'-{part}' if part else ''}"
        self._waiting = 0

    def check_free(self, task: Task, drawing: bytes) -> None:
        """A unit is always free."""

    def write(self, task: Task, drawing: bytes, facts: Facts | None, photo: bytes) -> None:
        """Write the unit."""
        key, suffix = _key(task.output)
        said = {"source": task.photo.source, **(facts.row() if facts else {})}
        members = {suffix: drawing, _FACTS: json.dumps(said).encode()}
        if self._kind == "parquet":
            members[_PHOTO] = photo
        self.place.put(self._unit(task.output), _tar(key, members))

    def link(self, task: Task, first: str) -> None:
        """A unit without a drawing, that names the first with this content."""
        key, _ = _key(task.output)
        said = {"source": task.photo.source, "same_as": _key(first)[0]}
        self.place.put(self._unit(task.output), _tar(key, {_FACTS: json.dumps(said).encode()}))

    def whole(self, row: Row) -> bool:
        """Whether its unit is there with the row's sum, or it is in a shard."""
        data = self.place.read(self._unit(row.output))
        key, suffix = _key(row.output)
        if data is None:
            return any(key in self._keys(name) for name in reversed(self._names()))
        drawing = _members(data)[1].get(suffix, b"")
        return row.outcome == DOUBLE or hashlib.sha256(drawing).hexdigest() == row.output_sum

    def tidy(self) -> None:
        """Delete units that are in the newest shard already."""
        names = self._names()
        there = self._keys(names[-1]) if names else set()
        for unit in self.place.names(self._folder):
            data = self.place.read(f"{self._folder}/{unit}")
            if data is None or _members(data)[0] in there:
                self.place.remove(f"{self._folder}/{unit}")
        self._waiting = len(self.place.names(self._folder))

    def pack(self) -> None:
        """Write a shard, where there is enough for one."""
        self._waiting += 1
        if self._waiting >= self._drawings:
            units = self.place.names(self._folder)
            self._waiting = len(units)
            if len(units) >= self._drawings:
                self._write_shard(units[: self._drawings])
                self._waiting -= self._drawings

    def finish(self) -> None:
        """Write what is left into a last shard, or several."""
        while units := self.place.names(self._folder)[: self._drawings]:
            self._write_shard(units)

    def _write_shard(self, units: list[str]) -> None:
        names = self._names()
        last = int(names[-1].removesuffix(f".{self._kind}").rpartition("-")[2]) if names else -1
        paths = [f"{self._folder}/{unit}" for unit in units]
        with self.place.stream(f"{self._start}{last + 1:06}.{self._kind}") as file:
            read = (data for path in paths if (data := self.place.read(path)) is not None)
            (_write_tar if self._kind == "tar" else _write_parquet)(read, file)
        self.place.remove(*paths)

    def _names(self) -> list[str]:
        """The shards of this part, the oldest first."""
        ending, start = f".{self._kind}", self._start
        return [
            name
            for name in self.place.names("")
            if name.endswith(ending) and name.startswith(start)
            and name.removeprefix(start).removesuffix(ending).isdigit()
        ]  # fmt: skip

    def _keys(self, name: str) -> set[str]:
        with self.place.fs.open(self.place.path(name), "rb") as file:
            if self._kind == "parquet":
                return set(read_rows(file, ["name"])["name"].to_pylist())
            with tarfile.open(fileobj=file, mode="r:") as archive:
                ending = f".{_FACTS}"
                found = archive.getnames()
        return {member.removesuffix(ending) for member in found if member.endswith(ending)}

    def _unit(self, output: str) -> str:
        name = hashlib.blake2b(output.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        return f"{self._folder}/{name}.tar"


def _key(output: str) -> tuple[str, str]:
    key, _, suffix = output.rpartition(".")
    return key, suffix


def _tar(key: str, members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for ending, data in members.items():
            info = tarfile.TarInfo(f"{key}.{ending}")
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def _members(unit: bytes) -> tuple[str, dict[str, bytes]]:
    """Key of a unit, and its members by their ending."""
    key, found = "", {}
    with tarfile.open(fileobj=io.BytesIO(unit), mode="r:") as archive:
        for member in archive:
            file = archive.extractfile(member)
            key, ending = _key(member.name)
            found[ending] = file.read() if file is not None else b""
    return key, found


def _write_tar(units: Iterator[bytes], file: Any) -> None:
    with tarfile.open(fileobj=file, mode="w|", format=tarfile.PAX_FORMAT) as archive:
        for unit in units:
            key, members = _members(unit)
            for ending, data in members.items():
                info = tarfile.TarInfo(f"{key}.{ending}")
                info.size = len(data)
                archive.addfile(info, io.BytesIO(data))


def _write_parquet(units: Iterator[bytes], file: Any) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    picture = pa.struct([("bytes", pa.binary()), ("path", pa.string())])
    fields = [("name", pa.string()), ("image", picture), ("drawing", picture)]
    schema = pa.schema([*fields, ("facts", pa.string())])
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        rows: list[dict[str, Any]] = []
        for unit in units:
            key, members = _members(unit)
            facts, photo = members.pop(_FACTS), members.pop(_PHOTO, None)
            ending, drawing = next(iter(members.items()), ("", None))
            rows.append(
                {
                    "name": key,
                    "image": None if photo is None else {"bytes": photo, "path": None},
                    "drawing": drawing and {"bytes": drawing, "path": f"{key}.{ending}"},
                    "facts": facts.decode(),
                }
            )
            if len(rows) == GROUP:
                writer.write_table(pa.Table.from_pylist(rows, schema))
                rows = []
        if rows:
            writer.write_table(pa.Table.from_pylist(rows, schema))
