"""The jaw from ear to ear: a line even where the photo's edge is faint, save under hair."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from artline.anatomy import pen
from artline.anatomy.curve import Curve, Energy, edge, evened, firmness, read, snap, spline
from artline.anatomy.head import TURNED, Head
from artline.anatomy.sight import Ground
from artline.fields.coherent import Field
from artline.fields.smoothstep import smoothstep

JAW = [
    *(234, 93, 132, 58, 172, 136, 150, 149, 176, 148, 152),
    *(377, 400, 378, 379, 365, 397, 288, 361, 323, 454),
]


@dataclass(frozen=True, slots=True)
class Style:
    """How a jaw is drawn."""

    half: float = 1.8  # pixels: the photo is compared this far to both sides of the jaw
    light_scale: float = 2.4  # per log-lightness: energy of a change of lightness across it
    light_most: float = 1.2  # energy: a change of lightness gives no more
    sitter_scale: float = 1.2  # energy of the sitter's own edge
    reach: float = 0.05  # heights of the head: farthest that the jaw is moved
    least_reach: float = 2.0  # pixels: the same, at least
    stiffness: float = 1.2  # energy: cost of a bend, see `snap`
    smoothing: float = 4  # points: Gaussian along the moved jaw
    cover_smoothing: float = 3  # points: Gaussian of what covers it
    covered: tuple[float, float] = (0.3, 0.65)  # cover, 0..1: the jaw is bare, hidden
    ears: tuple[float, float] = (0.04, 0.30)  # way from ear to chin, 0..1: no line, full width
    width: float = 0.0125  # widths of the face: width of its stroke
    limits: tuple[float, float] = (1.0, 2.4)  # pixels: its least and greatest width
    unseen: float = 0.5  # share of its width where the photo has no edge
    unseen_turned: float = 0.15  # the same of a turned face, where the mesh is less sure
    firmness: float = 6  # points: Gaussian of its energy
    near_width: float = 8.0  # pixels: around the jaw of a head of `near_height` no line doubles it
    near_height: float = 200.0  # pixels: height of a head
    near_power: float = 0.6  # power of a head's height with which that width grows
    near_limits: tuple[float, float] = (0.6, 1.5)  # shares of `near_width`: least and greatest


STYLE = Style()


def draw(sight: Ground, head: Head, line: Field, cover: Field, style: Style = STYLE) -> Field:
    """Draw the jaw into `line`, in place; arguments as `stroke`.

    Returns:
        float32 h×w, 0..1, the neighbourhood of the jaw, where no other line should double it.
    """
    jaw, bare = stroke(sight, head, line, cover, style)
    near = np.zeros_like(line)
    size = (head.height / style.near_height) ** style.near_power
    pen.stroke(near, jaw, bare * style.near_width * float(np.clip(size, *style.near_limits)))
    return near


def stroke(
    sight: Ground, head: Head, line: Field, cover: Field, style: Style = STYLE
) -> tuple[Curve, NDArray[np.floating]]:
    """Draw the jaw into `line`, in place.

    Args:
        sight: the photo.
        head: the landmarks.
        line: float32 h×w, drawn into.
        cover: float32 h×w, 0..1, where hair or a beard hides the jaw.
        style: how it is drawn.

    Returns:
        The jaw, n×2 points, and how bare it is at each, 0..1.
    """
    jaw, firm = snap(
        spline(head.points[JAW]),
        _border(sight, style),
        max(style.least_reach, style.reach * head.height),
        style.stiffness,
        even_out=style.smoothing,
    )
    u = np.linspace(0, 1, len(jaw))
    covered = evened(read(cover, jaw), style.cover_smoothing).astype(np.float32)
    bare = 1 - smoothstep(covered, *style.covered)
    # towards the ears it fades into the hair
    bare = bare * smoothstep((1 - np.abs(2 * u - 1)).astype(np.float32), *style.ears)
    thick = np.clip(style.width * head.width, *style.limits)
    least = style.unseen_turned if abs(head.yaw) > TURNED else style.unseen
    seen = least + (1 - least) * firmness(firm, style.firmness)
    pen.stroke(line, jaw, thick * seen * bare)
    return jaw, bare


def _border(sight: Ground, style: Style) -> Energy:
    """Energy of an edge of lightness, or of the sitter."""
    light = edge(sight.depth, style.half, style.light_scale)
    sitter = edge(sight.subject, style.half, style.sitter_scale)

    def energy(x: Curve, y: Curve, nx: Curve, ny: Curve) -> NDArray[np.floating]:
        lit = np.minimum(light(x, y, nx, ny), style.light_most)
        return np.asarray(np.maximum(lit, sitter(x, y, nx, ny)))

    return energy
