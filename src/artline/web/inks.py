"""Photos that were seen, kept in memory for a while; the oldest are dropped first."""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from artline.nouns import Ink
from artline.web.config import Limits
from artline.web.problems import ProblemError


@dataclass(slots=True)
class Seen:
    """A photo that was seen.

    Attributes:
        ink: as the network saw it.
        drawn: the same with the user's retouch: what is drawn from.
        asked: when it was last asked for, seconds of the cache's clock.
    """

    ink: Ink
    drawn: Ink
    asked: float

    @property
    def size(self) -> int:
        """Bytes of memory, about."""
        return size_of(self.ink) + (
            0 if self.drawn is self.ink else size_of(self.drawn, photo=False)
        )


class Inks:
    """The latest inks by unguessable names, bounded in number, memory and age.

    Args:
        limits: the bounds.
        clock: seconds that only go forward.
    """

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._clock = clock
        self._seen: OrderedDict[str, Seen] = OrderedDict()

    def __len__(self) -> int:
        return len(self._seen)

    @property
    def size(self) -> int:
        """Bytes of memory that all take, about."""
        return sum(seen.size for seen in self._seen.values())

    def keep(self, ink: Ink) -> str:
        """Keep an ink and give it a name; the oldest are dropped where it gets too much."""
        name = secrets.token_urlsafe(16)
        self._seen[name] = Seen(ink, ink, self._clock())
        self._bound()
        return name

    def find(self, name: str) -> Seen:
        """The ink of that name.

        Raises:
            ProblemError: 404, never there or dropped.
        """
        self.drop_old()
        seen = self._seen.get(name)
        if seen is None:
            raise ProblemError(404, "this photo is not here any more; send it again")
        seen.asked = self._clock()
        self._seen.move_to_end(name)
        return seen

    def drop(self, name: str) -> None:
        """Forget the ink of that name, if it is here."""
        self._seen.pop(name, None)

    def retouch(self, name: str, drawn: Ink) -> None:
        """Draw from another ink under the same name, from now on."""
        self.find(name).drawn = drawn
        self._bound()

    def drop_old(self) -> None:
        """Forget those that nobody has asked for in a long time."""
        latest = self._clock() - self._limits.ink_seconds
        while self._seen and next(iter(self._seen.values())).asked < latest:
            self._seen.popitem(last=False)

    def _bound(self) -> None:
        while len(self._seen) > 1 and (
            len(self._seen) > self._limits.inks or self.size > self._limits.ink_bytes
        ):
            self._seen.popitem(last=False)


def size_of(ink: Ink, *, photo: bool = True) -> int:
    """Bytes of an ink's arrays, with those of its photo or without."""
    seen = (*ink.channels.values(), ink.subject, ink.lightness, ink.strands)
    size = sum(array.nbytes for array in seen)
    if photo:
        alpha = ink.photo.alpha
        size += ink.photo.rgb.nbytes + (0 if alpha is None else alpha.nbytes)
    return size
