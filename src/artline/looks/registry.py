"""What a look is, and all of them by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from artline.errors import PluginError, shown
from artline.nouns import Ink, Marks
from artline.options import Settings, places
from artline.plugins.registry import Registry

NAME = re.compile(r"[a-z][a-z0-9-]*")
"""What a look may be called: a word of the command line and of addresses."""


@dataclass(frozen=True, slots=True)
class Look:
    """A way of finishing ink.

    Attributes:
        name: what the user types: small letters, digits, hyphens.
        about: one line for `artline looks`, help and page.
        channels: the model's channels it needs; a model without one of them cannot draw it.
        draw: finishes ink as the settings say: the marks that are painted.
        masses: whether something goes black; a look without is lines alone.
        knobs: which of weight, detail, shade, taper and hair, and in colour of palette, flatness,
            shading and saturation, do something; the others are refused.
        single: whether it is one line, of which nothing can be left out.
        even: whether all of its lines are equally wide everywhere.
        also: further traits that options ask for: `places.DARK_PAPER`, `places.INKS`.

    Raises:
        PluginError: a name that cannot be typed, several lines about it, or an unknown knob.
    """

    name: str
    about: str
    channels: tuple[str, ...]
    draw: Callable[[Ink, Settings], Marks]
    masses: bool = True
    knobs: frozenset[str] = places.KNOBS
    single: bool = False
    even: bool = False
    also: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.name):
            raise PluginError(f"look {shown(self.name)}: name it in small letters and digits")
        if not self.about.isprintable():
            raise PluginError(f"look {self.name}: say what it is about in one line")
        if unknown := sorted(self.knobs - places.KNOBS - places.COLOUR_KNOBS):
            known = ", ".join(sorted(places.KNOBS | places.COLOUR_KNOBS))
            raise PluginError(f"look {self.name}: no knob {shown(unknown[0])}; there are {known}")

    @property
    def words(self) -> tuple[str, ...]:
        """Its name alone."""
        return (self.name,)

    @property
    def traits(self) -> frozenset[str]:
        """Its knobs, what it consists of, and what it is besides."""
        parts = {
            places.MASSES: self.masses,
            places.SEVERAL: not self.single,
            places.SWELLING: not self.even,
        }
        return self.knobs | {name for name, there in parts.items() if there} | self.also


_LOOKS = Registry("look", "artline.looks", Look)

LOOKS: Mapping[str, Look] = _LOOKS.rows
"""Every look by name: artline's own, then those of packages (entry points `artline.looks`)."""

places.LOOKS.open(LOOKS)


def register(look: Look) -> Look:
    """Add a look, and give it back.

    Raises:
        PluginError: there is one of that name.
    """
    return _LOOKS.register(look)
