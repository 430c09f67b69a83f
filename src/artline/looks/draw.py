"""The marks of the look that the settings name."""

from __future__ import annotations

from artline.errors import ModelError, shown
from artline.finish.erased import without_erased
from artline.looks.registry import LOOKS, Look
from artline.nouns import Ink, Marks
from artline.options import Settings
from artline.options.places import COLOUR_KNOBS, KNOBS


def marks_of(ink: Ink, settings: Settings) -> Marks:
    """Let the look's own function finish the ink.

    Raises:
        ModelError: the model that saw the ink lacks a channel that the look needs.
    """
    look = LOOKS[settings.look]
    missing = [channel for channel in look.channels if channel not in ink.channels]
    if missing:
        raise ModelError(
            f"{shown(ink.model)}: drew no {', '.join(missing)}, which look {look.name} needs; "
            "choose another look or model (`artline models`), or see the photo for this look"
        )
    counting = ["background", "inks", *sorted(KNOBS)]
    if look.knobs & COLOUR_KNOBS:  # a background of colours on white paper may take the paper's
        counting += ["borders", *sorted(COLOUR_KNOBS), "ink", "paper", "invert"]
    key = tuple(getattr(settings, name) for name in counting)
    return ink.latest(f"looks.marks.{look.name}", key, lambda: _drawn(look, ink, settings))


def _drawn(look: Look, ink: Ink, settings: Settings) -> Marks:
    """The look's marks; a single line cannot be cut, and keeps away from what is erased itself."""
    marks = look.draw(ink, settings)
    return marks if look.single else without_erased(marks, ink, settings)
