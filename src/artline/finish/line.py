"""Looks made of lines and black masses: ink, bold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from artline.fields.morphology import Field, local_max
from artline.fields.smoothstep import smoothstep
from artline.finish import background, cloth, specks, stubble, tone
from artline.finish.detail import with_finer_lines
from artline.finish.pressure import LIGHTEST, firm
from artline.finish.sheet import ToneSheet
from artline.nouns import Ink
from artline.options import Settings

FAINTEST = 0.17
"""Height of a ridge of channel `scene` from which it is a line."""
FIRMER = 2.8
"""Multiple of the faintest level that is added at least detail."""
RIDGE_CUT = 0.55
"""Share of the height of a ridge at which it is cut."""
HIGHEST_CUT = 0.45
"""Highest level at which a ridge is cut."""
DARKER = 0.6
"""What full shade takes from the power to which pressure is raised."""
SCENE_EDGE = (0.35, 0.65)
"""Heights of a line of the background, which is cut at one half, from which and to which it turns
from paper to ink."""


@dataclass(frozen=True, slots=True)
class LineStyle:
    """In what one look made of lines differs from another.

    Attributes:
        weight: width of its lines, as a multiple of that in which the network draws them.
    """

    weight: float = 1.0


def draw(ink: Ink, settings: Settings, style: LineStyle) -> ToneSheet:
    """Lines and masses: the channel `pressure`, as dark as the pen presses on the paper.

    Args:
        ink: what the network saw.
        settings: the user's knobs.
        style: the look's own.

    Returns:
        The sheet, at working size.
    """
    weight = settings.weight * style.weight
    key = ("line", settings.detail, settings.shade, settings.background, ink.coverage)
    tone = ink.latest("line.tone", key, lambda: _toned(ink, settings))
    if settings.background != "keep":
        return ToneSheet(tone, weight, key)
    behind = _behind(ink, settings)
    if ink.coverage >= background.SMALLEST_SITTER:
        return ToneSheet(tone, weight, key, behind)
    return ToneSheet(np.maximum(tone, behind), weight, key)


def _toned(ink: Ink, settings: Settings) -> Field:
    """The sitter, as dark as the pen presses."""
    pressed = _pressed(ink, settings)
    shown = background.sitter(ink)
    drawn = pressed + np.float32(0.5 - LIGHTEST)
    if settings.background != "keep":
        drawn = np.minimum(drawn, shown)
    swept = specks.swept(drawn, ink.pitch, background.spared(ink))
    inked = np.asarray(np.where(swept > 0.5, pressed, 0) * shown, np.float32)
    return cloth.whole(stubble.instead(inked, ink), ink)


def _behind(ink: Ink, settings: Settings) -> Field:
    """Lines around the sitter, 0..1."""
    lines = _lines(ink.channels["scene"], settings.detail, ink.pitch)
    return np.asarray(smoothstep(lines, *SCENE_EDGE) * (1 - background.sitter(ink)), np.float32)


def _pressed(ink: Ink, settings: Settings) -> Field:
    """How dark the ink is where the pen touches."""
    less, more = max(-settings.shade, 0.0), max(settings.shade, 0.0)
    darker = ink.channels["pressure"] ** np.float32(1 - DARKER * more)
    keep = background.spared(ink) if settings.detail < 0 else ink.claimed
    made = firm(darker, ink.pitch, settings.detail, keep=keep)
    made = tone.opened(made, ink, less)
    if settings.detail <= 0:
        return made
    return with_finer_lines(made, ink, settings.detail)


def _lines(line: Field, detail: float, pitch: float) -> Field:
    """Lines as a field to be cut at one half, each as wide as it is telling.

    A line is a ridge. It is cut at a share of its own height, so that a faint one is drawn thin
    instead of being lost, and fades to a point where the ridge sinks under the faintest level,
    which is higher with less detail.
    """
    lowest = FAINTEST * (1 - FIRMER * min(detail, 0.0))
    level = np.maximum(np.minimum(RIDGE_CUT * local_max(line, 2.5 * pitch), HIGHEST_CUT), lowest)
    return np.asarray(line - level + np.float32(0.5), np.float32)
