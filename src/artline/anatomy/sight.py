"""What is measured from the photo once, for every part of the drawing."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TypeVar

import numpy as np

from artline.fields.blur import blur
from artline.fields.coherent import REACH, Field, across, along, coherent, tangents

Light = TypeVar("Light", float, Field)

NOISE = (7, 0.05, 3)  # bilateral filter: pixels across; Gaussian of lightness, of pixels
COLOUR_BLUR = 1.2  # pixels: Gaussian of a* and b*
DARKEST = 0.04  # lightness added before the logarithm, which has no value at 0
DEPTH_BLUR = 0.7  # pixels: Gaussian of log-lightness
FINE = (0.9, 2.6)  # pixels: Gaussians of a fine dark line, of what is beside it
BROAD = (1.6, 5.0)  # pixels: Gaussians of a broad dark line, of what is beside it
A_UNIT = 10  # CIE a*: one unit of redness
RED_DARK = 1.2  # redness of one unit of log-lightness that is missing
RED_BLUR = 1.0  # pixels: Gaussian of log-lightness in redness
LEAST_LIGHT = 0.05  # lightness that chroma is divided by, at least

GREEN = 0.75  # share of green in lightness as film blind to red has it
BLUE = 0.25  # share of blue in it
BLIND_DARKEST = 0.05  # lightness added to it before the logarithm
BLIND_BLUR = 0.6  # pixels: Gaussian of its logarithm
BLACK = 2  # percentile of lightness that is the photo's black
WHITE = 92  # percentile of lightness that is the photo's white
RANGE = 97  # percentile of lightness up to which its range reaches
LEAST_RANGE = 0.35  # range of lightness that depths are divided by, at least
LEAST_SPAN = 1e-3  # distance of the photo's white from its black, at least
SHARPNESS = 6  # times that what is between the Gaussians of SHARP is added
SHARP = (1.2, 1.9)  # pixels: Gaussians of tone, of what is beside it
TONE_ALONG = 3.5  # pixels: Gaussian along the flow of tone
TONE_BLUR = 0.5  # pixels: Gaussian of tone at last
SILKEN = 7.0  # pixels: Gaussian along the flow of hair
LINE = 1.25  # pixels: Gaussian across dark lines
SCENE = (0.55, 0.45)  # shares of lightness, and of lightness relative to its surroundings
SURROUNDINGS = 12  # the long side divided by this is the Gaussian of a place's surroundings
RELATIVE_GAIN = 0.2  # one deviation from the surroundings, in units of relative lightness
LEAST_DEVIATION = 0.1  # lightness added to the deviation that is divided by


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What the curves of a face are snapped to, float32 h×w.

    Attributes:
        subject: 0..1, the sitter.
        light: 0..1, CIE L*/100, noise smoothed.
        a: CIE a*, smoothed.
        b: CIE b*, smoothed.
        depth: log of lightness.
        dark: how much darker fine lines are than beside them, in log-lightness.
        broad: how much darker broad lines are than beside them, in log-lightness.
        red: redness against darkness, for lips.
    """

    subject: Field
    light: Field
    a: Field
    b: Field
    depth: Field
    dark: Field
    broad: Field
    red: Field

    @property
    def shape(self) -> tuple[int, int]:
        """Height and width in pixels."""
        return int(self.light.shape[0]), int(self.light.shape[1])

    @property
    def chroma(self) -> Field:
        """CIE chroma."""
        return np.asarray(np.hypot(self.a, self.b), np.float32)

    @property
    def saturation(self) -> Field:
        """Chroma over lightness: shade leaves it, black hair has little of it."""
        return np.asarray(self.chroma / np.maximum(self.light, LEAST_LIGHT), np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Sight(Ground):
    """All fields of a photo, float32 h×w.

    Attributes:
        ortho: log of lightness as film blind to red has it.
        tone: lightness sharpened across and smoothed along the flow.
        silk: lightness sharpened across and smoothed farther along the flow, for hair.
        line: depth of dark lines along the flow, relative to the photo's range.
        hairline: depth of dark lines, smoothed farther along the flow, for hair.
        scene: 0..1, every coherent line.
        low: the photo's black.
        high: the photo's white.
    """

    ortho: Field
    tone: Field
    silk: Field
    line: Field
    hairline: Field
    scene: Field
    low: float
    high: float

    @property
    def long(self) -> int:
        """Long side in pixels."""
        return max(self.shape)

    def share(self, light: Light) -> Light:
        """Where a lightness, or each of a field, lies between the photo's black and white."""
        return (light - self.low) / (self.high - self.low)


def prepare() -> None:
    """Have OpenCV fill its tables of L*a*b*, which takes longer than to measure a photo."""
    import cv2

    cv2.cvtColor(np.zeros((1, 1, 3), np.float32), cv2.COLOR_RGB2LAB)


def ground(rgb: Field, subject: Field) -> Ground:
    """Measure what curves are snapped to; arguments as `see`."""
    import cv2

    lab = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2LAB), np.float32)
    raw = np.ascontiguousarray(lab[..., 0]) / np.float32(100)
    a, b = (blur(np.ascontiguousarray(lab[..., k]), COLOUR_BLUR) for k in (1, 2))
    depth: Field = np.log(raw + np.float32(DARKEST)).astype(np.float32)
    (fine, beside), (broad, around) = FINE, BROAD
    return Ground(
        subject=subject,
        light=np.asarray(cv2.bilateralFilter(raw, *NOISE), np.float32),
        a=a,
        b=b,
        depth=blur(depth, DEPTH_BLUR),
        dark=blur(depth, beside) - blur(depth, fine),
        broad=blur(depth, around) - blur(depth, broad),
        red=a / A_UNIT - np.float32(RED_DARK) * blur(depth, RED_BLUR),
    )


def see(rgb: Field, subject: Field) -> Sight:
    """Measure a photo.

    Args:
        rgb: float32 h×w×3, sRGB 0..1.
        subject: float32 h×w, 0..1, the sitter.
    """
    own = ground(rgb, subject)
    light = own.light
    blind = np.float32(GREEN) * rgb[..., 1] + np.float32(BLUE) * rgb[..., 2]
    flow = tangents(light)
    low, white, high = (float(v) for v in np.percentile(light, (BLACK, WHITE, RANGE)))
    tone, beside = (blur(light, sigma) for sigma in SHARP)
    sharp = (1 + SHARPNESS) * tone - SHARPNESS * beside
    span = np.float32(max(high - low, LEAST_RANGE))
    depths = -across(light, flow, LINE, 1.0) / span
    relative = _normalised(light, max(light.shape) / SURROUNDINGS)
    return Sight(
        **{field.name: getattr(own, field.name) for field in fields(own)},
        ortho=blur(np.log(blind + np.float32(BLIND_DARKEST)), BLIND_BLUR),
        tone=blur(along(sharp, flow, TONE_ALONG), TONE_BLUR),
        silk=blur(along(sharp, flow, SILKEN), TONE_BLUR),
        line=along(depths, flow, REACH),
        hairline=along(depths, flow, SILKEN),
        scene=coherent(SCENE[0] * light + SCENE[1] * relative),
        low=low,
        high=max(white, low + LEAST_SPAN),
    )


def _normalised(light: Field, sigma: float) -> Field:
    """Lightness relative to its surroundings, 0..1: faces in shade come out."""
    mean = blur(light, sigma)
    deviation = np.sqrt(blur((light - mean) ** 2, sigma))
    deviations = RELATIVE_GAIN * (light - mean) / (deviation + np.float32(LEAST_DEVIATION))
    return np.clip(0.5 + deviations, 0, 1)
