"""Inks kept in memory, bounded in number, bytes and age; least recently used go first."""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace

from artline.nouns import Ink
from artline.web.config import Limits
from artline.web.problems import ProblemError


@dataclass(slots=True)
class Entry:
    """The ink of one photo.

    Attributes:
        ink: as the network saw it.
        drawn: the same with the user's retouch; drawings are made from it.
        small: the same photo from a small pass of the network, with the same retouch, for
            thumbnails; None until the first is asked for.
        draft: the same as `drawn`, for drawings while a knob is turned; None until the first.
        used: when it was last used, in seconds of the cache's clock.
    """

    ink: Ink
    drawn: Ink
    used: float
    small: Ink | None = None
    draft: Ink | None = None

    def drafted(self) -> Ink:
        """The ink for a drawing that is seen for a moment."""
        if self.draft is None:
            self.draft = replace(self.drawn, draft=True)
        return self.draft

    @property
    def size(self) -> int:
        """Bytes of memory, approximately."""
        retouch = 0 if self.drawn is self.ink else size_of(self.drawn, photo=False)
        small = 0 if self.small is None else size_of(self.small, photo=False)
        draft = 0 if self.draft is None else self.draft.kept_bytes
        return size_of(self.ink) + retouch + small + draft


class Inks:
    """The most recently used inks, by unguessable names.

    Args:
        limits: bounds of number, bytes and age.
        clock: monotonic clock, in seconds.
    """

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._clock = clock
        self._entries: OrderedDict[str, Entry] = OrderedDict()

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def size(self) -> int:
        """Bytes of memory of all inks, approximately."""
        return sum(entry.size for entry in self._entries.values())

    def keep(self, ink: Ink) -> str:
        """Keep an ink and return its name; drops others where the bounds are exceeded."""
        name = secrets.token_urlsafe(16)
        self._entries[name] = Entry(ink, ink, self._clock())
        self._bound()
        return name

    def find(self, name: str) -> Entry:
        """The ink of that name.

        Raises:
            ProblemError: 404, no such ink, or dropped.
        """
        self.drop_old()
        entry = self._entries.get(name)
        if entry is None:
            raise ProblemError(404, "this photo is no longer kept; send it again")
        entry.used = self._clock()
        self._entries.move_to_end(name)
        return entry

    def drop(self, name: str) -> None:
        """Drop the ink of that name, if it is kept."""
        self._entries.pop(name, None)

    def retouch(self, name: str, drawn: Ink) -> None:
        """Replace the ink that drawings of this name are made from."""
        entry = self.find(name)
        entry.drawn, entry.small, entry.draft = drawn, None, None
        self._bound()

    def keep_small(self, name: str, drawn: Ink, small: Ink) -> None:
        """Keep what thumbnails of a photo are made from, unless it was retouched meanwhile."""
        entry = self._entries.get(name)
        if entry is not None and entry.drawn is drawn:
            entry.small = small
            self._bound()

    def drop_old(self) -> None:
        """Drop the inks that were not used within `ink_seconds`."""
        latest = self._clock() - self._limits.ink_seconds
        while self._entries and next(iter(self._entries.values())).used < latest:
            self._entries.popitem(last=False)

    def _bound(self) -> None:
        while len(self._entries) > 1 and (
            len(self._entries) > self._limits.inks or self.size > self._limits.ink_bytes
        ):
            self._entries.popitem(last=False)


def size_of(ink: Ink, *, photo: bool = True) -> int:
    """Bytes of an ink's arrays and of what it keeps, with or without those of its photo."""
    arrays = (*ink.channels.values(), ink.subject, ink.lightness)
    size = ink.kept_bytes + sum(array.nbytes for array in arrays)
    if photo:
        alpha = ink.photo.alpha
        size += ink.photo.rgb.nbytes + (0 if alpha is None else alpha.nbytes)
    return size
