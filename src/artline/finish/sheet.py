"""What a look's function returns: where ink lies and how dark it is, at working size."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from artline.errors import ModelError, shown
from artline.looks import LOOKS
from artline.nouns import Ink
from artline.options import Settings


@dataclass(frozen=True, slots=True, eq=False)
class ToneSheet:
    """Ink with tone at working size, its edges still soft.

    Attributes:
        tone: float32 h×w, 0..1, 1 = black.
        weight: line weight that its edges are moved by once they are steep; 1 leaves them.
        key: the settings that `tone` follows from, so that its steep form can be kept.
    """

    tone: NDArray[np.float32]
    weight: float
    key: Hashable

    @property
    def ink_share(self) -> float:
        """Mean darkness of the sheet, 0..1."""
        return float(self.tone.mean())


@dataclass(frozen=True, slots=True, eq=False)
class CutSheet:
    """Ink at working size, not yet cut.

    Attributes:
        field: float32 h×w, smooth; ink lies where it is above 0.5.
        strength: float32 h×w, 0..1: how dark the ink is where it lies (background drawn
            lighter); None where all ink is full.
    """

    field: NDArray[np.float32]
    strength: NDArray[np.float32] | None = None

    @property
    def ink_share(self) -> float:
        """Mean darkness of the sheet, 0..1."""
        drawn = self.field > 0.5
        return float(drawn.mean() if self.strength is None else (drawn * self.strength).mean())


Sheet = ToneSheet | CutSheet


def sheet_of(ink: Ink, settings: Settings) -> Sheet:
    """Let the look's own function finish the ink.

    Raises:
        ModelError: the model that saw the ink lacks a channel that the look needs.
    """
    from importlib import import_module

    look = LOOKS[settings.look]
    missing = [channel for channel in look.channels if channel not in ink.channels]
    if missing:
        raise ModelError(
            f"{shown(ink.model)}: drew no {', '.join(missing)}, which look {look.name} needs; "
            "choose another look or model (`artline models`), or see the photo for this look"
        )
    module, function = look.finish.split(":")
    draw_sheet: Callable[..., Sheet] = getattr(import_module(f"artline.finish.{module}"), function)
    return draw_sheet(ink, settings, look.parameters)
