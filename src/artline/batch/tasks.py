"""Photos of a source become tasks: what each drawing is called, and which need not be drawn."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from artline.batch.distinct import distinct
from artline.batch.manifest.known import MISSED, STALE, Known
from artline.batch.manifest.row import key_of
from artline.batch.sources import Photo, Source
from artline.errors import OutputError, shown

MOST_IN_FOLDER = 10_000
"""Drawings of one folder; of more, each goes into one of 256 folders below it, by its name."""


class Task(NamedTuple):
    """A photo to draw.

    Attributes:
        photo: what is read.
        output: its drawing, below the target.
        replace: whether a drawing that is there already is this run's own.
    """

    photo: Photo
    output: str
    replace: bool


class Part(NamedTuple):
    """Which part of the photos is drawn: each belongs to one, by its source's sum.

    Attributes:
        number: from 1.
        of: how many parts there are.
    """

    number: int = 1
    of: int = 1

    def has(self, source: str) -> bool:
        """Whether a photo is in this part."""
        return self.of == 1 or int.from_bytes(key_of(source), "big") % self.of == self.number - 1

    def __str__(self) -> str:
        return "" if self.of == 1 else f"{self.number}-of-{self.of}"


WHOLE = Part()
"""All photos."""


class Tasks:
    """What is to be drawn, and how many photos were passed over.

    Args:
        source: where the photos come from.
        suffix: of the drawings' files.
        known: what became of photos in earlier runs.
        part: which photos count.
        retried: kinds of failures that are tried again, and nothing else; None draws what is new.
        dots: whether a name may have a dot before its suffix: in WebDataset it may not.
        replaces: whether a drawing can take the place of an older one: in a shard it cannot.
    """

    def __init__(
        self,
        source: Source,
        suffix: str,
        known: Known,
        part: Part,
        retried: Collection[str] | None = None,
        *,
        dots: bool = True,
        replaces: bool = True,
    ) -> None:
        self._source, self._suffix, self._known, self._part = source, suffix, known, part
        self._retried, self._dots, self._replaces = retried, dots, replaces
        self.counts: Counter[str] = Counter()
        """State in the manifest → photos; those without a row are "new"."""

    def __iter__(self) -> Iterator[Task]:
        for group in self._source.groups():
            for photo, output in zip(group, self._outputs(group), strict=True):
                if self._part.has(photo.source):
                    state = self._known.state(photo.source, photo.size)
                    self.counts[state or "new"] += 1
                    if state == STALE and not self._replaces:
                        raise OutputError(
                            f"{shown(photo.source)}: settings, model or photo have changed since it"
                            " was drawn, and shards stay as they are; choose another -o"
                        )
                    if self._wanted(photo, state):
                        yield Task(photo, output, state is not None)

    def _wanted(self, photo: Photo, state: str | None) -> bool:
        if self._retried is not None:
            return state == MISSED and self._known.kind(photo.source) in self._retried
        return state in (None, STALE)

    def _outputs(self, group: list[Photo]) -> list[str]:
        pure = [PurePosixPath(photo.name) for photo in group]
        short = [f"{self._plain(path.stem)}{self._suffix}" for path in pure]
        long = [f"{self._plain(path.name)}{self._suffix}" for path in pure]
        many = len(group) > MOST_IN_FOLDER
        return [
            f"{photo.folder}{f'{_bucket(photo.name)}/' if many else ''}{name}"
            for photo, name in zip(group, distinct(short, long), strict=True)
        ]

    def _plain(self, name: str) -> str:
        return name if self._dots else name.replace(".", "_")


def _bucket(name: str) -> str:
    return hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=1).hexdigest()
