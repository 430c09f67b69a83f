"""Nose: wings, the base, and a short stroke on the shaded side of the bridge."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from artline.anatomy import pen
from artline.anatomy.curve import edge, firmness, read, ridge, snap, spline
from artline.anatomy.head import Head
from artline.anatomy.sight import Ground
from artline.fields.blur import blur
from artline.fields.coherent import Field
from artline.fields.smoothstep import smoothstep

WINGS = ([131, 49, 129, 64, 98], [360, 279, 358, 294, 327])
BASES = ([98, 97, 2], [327, 326, 2])
SMALLEST = 5.0
"""Noses narrower than this, in pixels, have nothing that could be drawn."""
BRIDGES = ([193, 122, 196, 236, 198, 131], [417, 351, 419, 456, 420, 360])


@dataclass(frozen=True, slots=True)
class Style:
    """How a nose is drawn. Its width is the distance of the outer ends of the wings."""

    spacing: float = 0.7  # pixels: between the points of a wing or base
    depth: float = 6.0  # per log-lightness: energy of a dark line that wing and base are moved to
    reach: float = 0.07  # widths of the nose: farthest that wing and base are moved
    least_reach: float = 1.2  # pixels: the same, at least
    firmness: float = 4  # points: Gaussian of the energy along wing and base
    wing_width: float = 0.05  # widths of the nose: width of a wing's stroke
    wing_limits: tuple[float, float] = (0.9, 2.4)  # pixels: its least and greatest width
    wing_unseen: float = 0.35  # share of its width where the photo has no dark line
    wing_taper: tuple[float, float] = (0.45, 0.3)  # shares of its length: rising, falling
    base_stiffness: float = 1.0  # energy: cost of a bend of the base, see `snap`
    base_home: float = 0.4  # energy: cost of the base's farthest offset
    base_sure: tuple[float, float] = (0.1, 0.7)  # firmness: no base drawn, in full width
    base_width: float = 0.045  # widths of the nose: width of a base's stroke
    base_limits: tuple[float, float] = (0.8, 2.0)  # pixels: its least and greatest width
    base_taper: tuple[float, float] = (0.35, 0.5)  # shares of its length: rising, falling
    shade_blur: float = 0.06  # widths of the nose: Gaussian of lightness, to find the shaded side
    least_shade_blur: float = 1.0  # pixels: the same, at least
    turned: float = 0.35  # yaw beyond which the bridge stands before the far cheek
    bridge_spacing: float = 0.8  # pixels: between the points of the bridge
    bridge_half: float = 2.0  # pixels: lightness is compared this far to both sides of it
    bridge_scale: float = 2.2  # per log-lightness: energy of a change across the bridge
    bridge_reach: float = 0.12  # widths of the nose: farthest that the bridge is moved
    least_bridge_reach: float = 1.5  # pixels: the same, at least
    bridge_stiffness: float = 1.2  # energy: cost of a bend of the bridge
    bridge_home: float = 0.3  # energy: cost of the bridge's farthest offset
    bridge_smoothing: float = 4  # points: Gaussian along the moved bridge
    bridge_firmness: float = 6  # points: Gaussian of its energy
    bridge_sure: tuple[float, float] = (0.22, 0.6)  # firmness: no bridge drawn, in full width
    bridge_width: float = 0.04  # widths of the nose: width of the bridge's stroke
    bridge_limits: tuple[float, float] = (0.8, 1.8)  # pixels: its least and greatest width
    bridge_taper: tuple[float, float] = (0.5, 0.4)  # shares of its length: rising, falling
    bridge_tip: float = 0.05  # share of its width at both ends


STYLE = Style()


def draw(sight: Ground, head: Head, line: Field, style: Style = STYLE) -> None:
    """Draw the nose into `line`, in place."""
    wings(sight, head, line, style)
    if _width(head) >= SMALLEST:
        _bridge(sight, head, line, style)


def wings(sight: Ground, head: Head, line: Field, style: Style = STYLE) -> None:
    """Draw its wings and base into `line`, in place."""
    if _width(head) < SMALLEST:
        return
    for side in (0, 1):
        if not head.far(side):
            _wing(sight, head, line, side, style)
        _base(sight, head, line, side, style)


def _width(head: Head) -> float:
    """Between the outer ends of its wings, in pixels."""
    return float(np.hypot(*(head.points[358] - head.points[129])))


def _wing(sight: Ground, head: Head, line: Field, side: int, style: Style) -> None:
    width = _width(head)
    wing, firm = snap(
        spline(head.points[WINGS[side]], style.spacing),
        ridge(sight.dark, style.depth),
        max(style.least_reach, style.reach * width),
    )
    seen = style.wing_unseen + (1 - style.wing_unseen) * firmness(firm, style.firmness)
    thick = np.clip(style.wing_width * width, *style.wing_limits) * seen
    pen.stroke(line, wing, thick * pen.taper(len(wing), *style.wing_taper))


def _base(sight: Ground, head: Head, line: Field, side: int, style: Style) -> None:
    width = _width(head)
    base, firm = snap(
        spline(head.points[BASES[side]], style.spacing),
        ridge(sight.dark, style.depth),
        max(style.least_reach, style.reach * width),
        style.base_stiffness,
        style.base_home,
    )
    sure = smoothstep(firmness(firm, style.firmness).astype(np.float32), *style.base_sure)
    thick = np.clip(style.base_width * width, *style.base_limits) * sure
    pen.stroke(line, base, thick * pen.taper(len(base), *style.base_taper))


def _bridge(sight: Ground, head: Head, line: Field, style: Style) -> None:
    """One side only: the darker one, or the one that stands before the far cheek."""
    width, side = _width(head), _bridge_side(sight, head, style)
    bridge, firm = snap(
        spline(head.points[BRIDGES[side]], style.bridge_spacing),
        edge(sight.depth, style.bridge_half, style.bridge_scale),
        max(style.least_bridge_reach, style.bridge_reach * width),
        style.bridge_stiffness,
        style.bridge_home,
        even_out=style.bridge_smoothing,
    )
    firm = firmness(firm, style.bridge_firmness)
    sure = smoothstep(firm.astype(np.float32), *style.bridge_sure)
    thick = np.clip(style.bridge_width * width, *style.bridge_limits) * sure
    taper = pen.taper(len(bridge), *style.bridge_taper, style.bridge_tip)
    pen.stroke(line, bridge, thick * taper)


def _bridge_side(sight: Ground, head: Head, style: Style) -> int:
    """0 on the picture's left, 1 on its right."""
    if abs(head.yaw) > style.turned:
        return 0 if head.yaw > 0 else 1
    light = blur(sight.light, max(style.least_shade_blur, style.shade_blur * _width(head)))
    left, right = (float(read(light, head.points[side]).mean()) for side in BRIDGES)
    return 0 if left < right else 1
