"""Where the drawings of a run go: one file a photo."""

from __future__ import annotations

import hashlib
from typing import Protocol

from artline.batch.facts import Facts
from artline.batch.manifest.row import DOUBLE, Row
from artline.batch.place import Place
from artline.batch.tasks import Task
from artline.errors import OutputExistsError, shown


class Target(Protocol):
    """Takes drawings; can be pickled."""

    @property
    def place(self) -> Place:
        """The folder of drawings and manifest."""

    def check_free(self, task: Task, drawing: bytes) -> None:
        """Refuse to replace what this run did not write.

        Raises:
            OutputExistsError: another file is there.
        """

    def write(self, task: Task, drawing: bytes, facts: Facts | None, photo: bytes) -> None:
        """Write a drawing, whole or not at all.

        Raises:
            OutputError: the system refuses.
        """

    def link(self, task: Task, first: str) -> None:
        """Give a photo the drawing of another with the same content.

        Raises:
            FileNotFoundError: it has none.
            OutputError: the system refuses.
        """

    def whole(self, row: Row) -> bool:
        """Whether the drawing of a row is there, and is what the row says."""

    @property
    def dots(self) -> bool:
        """Whether a name may have a dot before its suffix."""

    @property
    def replaces(self) -> bool:
        """Whether a drawing can take the place of an older one."""

    def tidy(self) -> None:
        """Take away what an ended run left unfinished."""

    def pack(self) -> None:
        """Pack what there is, where there is enough of it; called by the driver for each photo."""

    def finish(self) -> None:
        """Pack what is left."""


class Files:
    """One file a photo, in folders as the photos are.

    Args:
        place: where.
    """

    dots = True
    replaces = True

    def __init__(self, place: Place) -> None:
        self.place = place

    def check_free(self, task: Task, drawing: bytes) -> None:
        """Refuse to replace another file; one with the same bytes is taken for its own."""
        if task.replace:
            return
        there = self.place.read(task.output)
        if there is not None and there != drawing:
            path = shown(f"{self.place.url.rstrip('/')}/{task.output}")
            raise OutputExistsError(f"{path}: already there, and not of this run; move it away")

    def write(self, task: Task, drawing: bytes, facts: Facts | None, photo: bytes) -> None:
        """Write the file."""
        self.place.put(task.output, drawing)

    def link(self, task: Task, first: str) -> None:
        """A hard link; a copy where there are none."""
        self.place.link(first, task.output)

    def whole(self, row: Row) -> bool:
        """Whether the file has the row's sum; of a double, whether it is there."""
        data = self.place.read(row.output)
        if row.outcome == DOUBLE:
            return data is not None and data == self.place.read(row.same_as)
        return data is not None and hashlib.sha256(data).hexdigest() == row.output_sum

    def tidy(self) -> None:
        """A file is whole or not there."""

    def pack(self) -> None:
        """Files are as they are."""

    def finish(self) -> None:
        """Files are as they are."""
