"""Looks made of lines, with or without black masses: ink, contour, bold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from artline.fields.morphology import Field, dilate, local_max, top_hat
from artline.fields.smoothstep import smoothstep
from artline.finish import background, cloth, specks, stubble, tone
from artline.finish.detail import with_finer_lines
from artline.finish.pressure import LIGHTEST, firm
from artline.finish.sheet import CutSheet, Sheet, ToneSheet
from artline.finish.weight import HALF_WIDTH
from artline.nouns import Ink
from artline.options import Settings

FAINTEST = 0.17
"""Height of a ridge of channel `line` from which it is a line."""
FAINTEST_ALONE = 0.12
"""Height of a ridge, above what the opening takes, from which it is a line in looks without
masses."""
MASS_RADIUS = 4.0
"""Radius of the opening, pixels of a pass: a model sees faint line all over a mass, under which its
disc fits."""
FAINTER = 0.5
"""Share of the faintest level that is taken away at most detail."""
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
        masses: whether it has black masses.
    """

    weight: float = 1.0
    masses: bool = True


def draw(ink: Ink, settings: Settings, style: LineStyle) -> Sheet:
    """Lines, and masses where the look has them.

    Looks with masses draw the channel `pressure`: as dark as the pen presses, wherever it touches
    the paper. Looks without cut the channel `line`, all black.

    Args:
        ink: what the network saw.
        settings: the user's knobs.
        style: the look's own.

    Returns:
        The sheet, at working size.
    """
    if not style.masses:
        return _cut(ink, settings, settings.weight * style.weight)
    return toned(ink, settings, style)


def toned(ink: Ink, settings: Settings, style: LineStyle) -> ToneSheet:
    """Lines and masses; arguments as `draw`'s."""
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
    lines = _lines(ink.channels["scene"], min(settings.detail, 0.0), 1.0, ink.pitch)
    return np.asarray(smoothstep(lines, *SCENE_EDGE) * (1 - background.sitter(ink)), np.float32)


def _cut(ink: Ink, settings: Settings, weight: float) -> CutSheet:
    """Lines cut at a share of their own height."""
    shown = background.sitter(ink)
    alone = top_hat(_telling(ink, settings.detail), MASS_RADIUS * ink.pitch)
    field = _lines(alone, settings.detail, weight, ink.pitch, FAINTEST_ALONE)

    def swept(drawn: Field) -> Field:
        return specks.swept(drawn, ink.pitch * max(weight, 1.0), background.spared(ink))

    if settings.background != "keep":
        return CutSheet(swept(np.minimum(field, shown)))
    scene = _lines(ink.channels["scene"], settings.detail, weight, ink.pitch)
    if ink.coverage < background.SMALLEST_SITTER:
        return CutSheet(swept(np.where(shown > 0.5, field, scene)))
    return CutSheet(swept(np.minimum(field, shown)), swept(np.minimum(scene, 1 - shown)))


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


def _telling(ink: Ink, detail: float) -> Field:
    """The lines to draw: the telling ones, and with more detail the scene's too, thinner."""
    line = ink.channels["line"]
    if detail > 0:
        line = np.maximum(line, np.float32(detail) * ink.channels["scene"])
    return line


def _lines(
    line: Field, detail: float, weight: float, pitch: float, faintest: float = FAINTEST
) -> Field:
    """Lines as a field to be cut at one half, each as wide as it is telling.

    A line is a ridge. It is cut at a share of its own height, so that a faint one is drawn thin
    instead of being lost, and fades to a point where the ridge sinks under the faintest level.
    """
    lowest = faintest * (1 - (FAINTER if detail > 0 else FIRMER) * detail)
    share = RIDGE_CUT + 0.4 * max(1 - weight, 0.0)
    firmest = HIGHEST_CUT * share / RIDGE_CUT
    level = np.maximum(np.minimum(share * local_max(line, 2.5 * pitch), firmest), lowest)
    field = (line - level + np.float32(0.5)).astype(np.float32)
    return dilate(field, HALF_WIDTH * pitch * (weight - 1))
