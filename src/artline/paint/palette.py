"""From the photo's own colours to those of a palette."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from artline.options import Settings
from artline.paint.clusters import merged
from artline.paint.tones import Tones

Colours = NDArray[np.float32]

DEEPER = 0.9
"""What full shading adds to the distance of tones from the middle of their part, as a share."""

DARKER = 0.18
"""Share of lightness that full shade takes."""
PALER = 12.0
"""Lightness, L*, that least shade adds to black, and the less the lighter a colour is."""
VIVID = 40.0
"""Chroma from which on colours are strong enough, and a palette adds none."""


@dataclass(frozen=True, slots=True)
class Palette:
    """What a palette makes of a colour in CIE L*a*b*.

    Attributes:
        light: lightness that black gets, and what lightness is multiplied by.
        chroma: what a* and b* of pale colours are multiplied by, those of strong ones by less.
        cast: what is added to a* and b*, each.
        most: how many colours there are besides ink, eyes and mouths; None is all.
    """

    light: tuple[float, float] = (0.0, 1.0)
    chroma: float = 1.0
    cast: tuple[float, float] = (0.0, 0.0)
    most: int | None = None

    def of(self, colours: Colours, saturation: float) -> Colours:
        """Colours of this palette, n×3; `saturation` multiplies a* and b* once more."""
        made = np.array(colours, np.float32).reshape(-1, 3)
        made[:, 0] = np.clip(self.light[0] + self.light[1] * made[:, 0], 0, 100)
        chroma = np.hypot(made[:, 1], made[:, 2])
        own = 1 + (self.chroma - 1) * np.clip(1 - chroma / VIVID, 0, 1)
        more = own[:, None] if self.chroma > 1 else np.float32(self.chroma)
        made[:, 1:] = saturation * (more * made[:, 1:] + np.array(self.cast, np.float32))
        return made


PALETTES: Mapping[str, Palette] = MappingProxyType(
    {
        "natural": Palette(chroma=1.25),
        "warm": Palette(light=(4.0, 0.97), chroma=0.85, cast=(5.0, 13.0)),
        "print": Palette(light=(-8.0, 1.18), chroma=1.5, most=8),
        "pastel": Palette(light=(27.0, 0.72), chroma=0.85),
        "noir": Palette(light=(-14.0, 1.25), chroma=0.0, cast=(0.0, 1.5)),
    }
)
"""The named palettes; `natural` keeps lightness and hue."""


def palette_of(settings: Settings) -> Palette:
    """The palette that the settings name, or the natural one with their number."""
    if settings.palette in PALETTES:
        return PALETTES[settings.palette]
    return Palette(chroma=PALETTES["natural"].chroma, most=int(settings.palette))


def painted_in(tones: Tones, settings: Settings) -> Colours:
    """The colour that each patch is painted in, CIE L*a*b*, n×3.

    Args:
        tones: the photo's own.
        settings: palette, shade, shading and saturation count.
    """
    depth = 2 * settings.shading
    if depth > 1:
        depth = 1 + DEEPER * (depth - 1)
    shaded = tones.mean + np.float32(depth) * (tones.colours - tones.mean)
    light = shaded[:, 0]
    less, more = max(-settings.shade, 0.0), max(settings.shade, 0.0)
    shaded[:, 0] = light * (1 - DARKER * more) + PALER * less * (1 - light / 100)
    palette = palette_of(settings)
    made = palette.of(shaded, settings.saturation)
    if palette.most is None:
        return made
    used = tones.size > 0
    used[0] = False
    left, group = merged(made[used], np.sqrt(tones.size[used]), palette.most)
    made[used] = left[group]
    return made
