"""What is measured from the photo once, for every part of the drawing."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TypeVar

import numpy as np

from artline.fields.blur import blur
from artline.fields.coherent import REACH, Field, across, along, coherent, tangents

Light = TypeVar("Light", float, Field)

SILKEN = 7.0
"""Gaussian along the flow of hair, in pixels."""


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What the curves of a face are snapped to, float32 h×w.

    Attributes:
        subject: 0..1, the sitter.
        light: 0..1, CIE L*/100, noise smoothed.
        a: CIE a*, smoothed.
        b: CIE b*, likewise.
        depth: log of lightness.
        dark: how much darker than beside itself, in log-lightness, for fine lines.
        broad: likewise for broad ones.
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
        return np.asarray(self.chroma / np.maximum(self.light, 0.05), np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Sight(Ground):
    """All fields of a photo, float32 h×w.

    Attributes:
        ortho: log of lightness as film blind to red has it.
        tone: lightness sharpened across and smoothed along the flow.
        silk: likewise, smoothed farther along the flow, for hair.
        line: depth of dark lines along the flow, relative to the photo's range.
        hairline: likewise, smoothed farther, for hair.
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


def ground(rgb: Field, subject: Field) -> Ground:
    """Measure what curves are snapped to; arguments as `see`."""
    import cv2

    lab = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2LAB), np.float32)
    raw = np.ascontiguousarray(lab[..., 0]) / np.float32(100)
    a, b = (blur(np.ascontiguousarray(lab[..., k]), 1.2) for k in (1, 2))
    depth: Field = np.log(raw + np.float32(0.04)).astype(np.float32)
    return Ground(
        subject=subject,
        light=np.asarray(cv2.bilateralFilter(raw, 7, 0.05, 3), np.float32),
        a=a,
        b=b,
        depth=blur(depth, 0.7),
        dark=blur(depth, 2.6) - blur(depth, 0.9),
        broad=blur(depth, 5) - blur(depth, 1.6),
        red=a / 10 - np.float32(1.2) * blur(depth, 1.0),
    )


def see(rgb: Field, subject: Field) -> Sight:
    """Measure a photo.

    Args:
        rgb: float32 h×w×3, sRGB 0..1.
        subject: float32 h×w, 0..1, the sitter.
    """
    own = ground(rgb, subject)
    light = own.light
    blind = np.float32(0.75) * rgb[..., 1] + np.float32(0.25) * rgb[..., 2]
    flow = tangents(light)
    low, white, high = (float(v) for v in np.percentile(light, (2, 92, 97)))
    sharp = 7 * blur(light, 1.2) - 6 * blur(light, 1.9)
    span = np.float32(max(high - low, 0.35))
    depths = -across(light, flow, 1.25, 1.0) / span
    return Sight(
        **{field.name: getattr(own, field.name) for field in fields(own)},
        ortho=blur(np.log(blind + np.float32(0.05)), 0.6),
        tone=blur(along(sharp, flow, 3.5), 0.5),
        silk=blur(along(sharp, flow, SILKEN), 0.5),
        line=along(depths, flow, REACH),
        hairline=along(depths, flow, SILKEN),
        scene=coherent(0.55 * light + 0.45 * _normalised(light, max(light.shape) / 12)),
        low=low,
        high=max(white, low + 1e-3),
    )


def _normalised(light: Field, sigma: float) -> Field:
    """Lightness relative to its surroundings, 0..1: faces in shade come out."""
    mean = blur(light, sigma)
    deviation = np.sqrt(blur((light - mean) ** 2, sigma))
    return np.clip(0.5 + 0.2 * (light - mean) / (deviation + np.float32(0.1)), 0, 1)
