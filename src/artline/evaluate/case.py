"""What is judged: a photo with what belongs to it, and who draws it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from artline.errors import ArtlineError
from artline.options import Settings


class SetError(ArtlineError):
    """A set of photos that is empty or not laid out as it should be."""


@dataclass(frozen=True, slots=True)
class Case:
    """One photo to be judged.

    Attributes:
        name: its path in the set without suffix, with "/" between folders; unique in the set.
        photo: the file.
        reference: an artist's drawing of it, or None.
        matte: its matte, or None.
        rival: a rival's drawing of it, or None.
        groups: attribute → value ("style" → "1"), for tables by attribute.
    """

    name: str
    photo: Path
    reference: Path | None = None
    matte: Path | None = None
    rival: Path | None = None
    groups: Mapping[str, str] = field(default_factory=dict)

    def digest(self) -> str:
        """A sum over everything of it that a score may depend on."""
        summed = hashlib.sha256(self.name.encode())
        for path in (self.photo, self.reference, self.matte, self.rival):
            summed.update(_sum_of(path).encode())
        return summed.hexdigest()


@dataclass(frozen=True, slots=True)
class CaseSet:
    """Photos to be judged together.

    Attributes:
        title: what the report calls them.
        cases: in the order of their names.
        problems: one line for each thing that could not be taken in.
        square: side in pixels at which drawings meet their references; 0 = the photo's own size.
    """

    title: str
    cases: tuple[Case, ...]
    problems: tuple[str, ...] = ()
    square: int = 0


@dataclass(frozen=True, slots=True)
class Entrant:
    """Who draws: a model with settings, or, where `model` is None, a rival's ready drawings.

    Attributes:
        name: what the report calls it.
        model: registered name or path of a model.
        sha256: sum of the model's file.
        settings: how its ink is finished.
    """

    name: str
    model: str | None = None
    sha256: str = ""
    settings: Settings = field(default_factory=Settings)

    @classmethod
    def of_model(cls, name: str, model: str, settings: Settings) -> Entrant:
        """An entrant that draws, with the sum of its model.

        Raises:
            ModelError: no such model.
        """
        from artline.models.store import find

        return cls(name, model, hashlib.sha256(find(model).data).hexdigest(), settings)


def _sum_of(path: Path | None) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() if path else "none"
    except OSError:
        return "unreadable"
