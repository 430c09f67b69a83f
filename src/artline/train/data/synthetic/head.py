"""Neck, ears and the face itself, lit as a ball would be (Lambert 1760)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.train.data.sample import Bytes
from artline.train.data.synthetic.canvas import FINE, Canvas, Points, ellipse, smooth
from artline.train.data.synthetic.person import Person

_AMBIENT = 0.42


def outline(person: Person) -> Points:
    """The face from ear over chin to ear and back over the forehead, in its own measure."""
    t = np.linspace(0, 2 * np.pi, 96)
    down = -np.cos(t)
    narrow = 1 - person.jaw * np.clip(down, 0, 1) ** 2.5
    return np.stack([person.wide * np.sin(t) * narrow, down], axis=1)


def lit(canvas: Canvas, person: Person, bulge: float = 1.25) -> NDArray[np.float32]:
    """How much light falls on a ball in the head's place, float32 H×W×1, about 0.4..1.2."""
    side = canvas.size * FINE
    at = (np.arange(side, dtype=np.float32) + 0.5) / FINE
    u = (at[None] - person.x) / (person.unit * bulge)
    v = (at[:, None] - person.y) / (person.unit * bulge)
    away = np.sqrt(np.maximum(u * u + v * v, 1e-6))
    inside = np.minimum(1, 0.96 / away)
    u, v = u * inside, v * inside
    towards = u * person.light[0] + v * person.light[1]
    towards = towards + np.sqrt(np.maximum(1 - u * u - v * v, 0)) * person.light[2]
    lambert = _AMBIENT + 0.75 * np.clip(towards, 0, 1)
    return np.asarray(lambert, np.float32)[..., None]


def draw_neck(canvas: Canvas, person: Person) -> None:
    """The neck, in the chin's shade."""
    half = 0.55 * person.wide
    corners = np.array([[-half, 0.5], [half, 0.5], [half * 1.25, 1.75], [-half * 1.25, 1.75]])
    inside = canvas.shape(person.at(corners))
    canvas.lay(inside, person.skin * lit(canvas, person, 1.9) * 0.8)
    for sign in (-1, 1):
        side = np.array([[sign * half, 0.8], [sign * half, 1.2], [sign * half * 1.25, 1.75]])
        canvas.stroke(person.at(smooth(side)), 0.9, within=None)


def draw_ears(canvas: Canvas, person: Person) -> None:
    """Both ears; the one that the head is turned from shows more."""
    for sign in (-1, 1):
        out = person.wide * (0.98 - 0.10 * sign * person.yaw)
        ear = ellipse(sign * out, 0.08, 0.13, 0.24)
        canvas.lay(canvas.shape(person.at(ear)), person.skin * lit(canvas, person, 1.6) * 0.92)
        canvas.stroke(person.at(ear), 0.9)
        fold = ellipse(sign * (out + 0.02), 0.06, 0.06, 0.13)[:32]
        canvas.stroke(person.at(fold), 0.5)


def draw_face(canvas: Canvas, person: Person, light: NDArray[np.float32]) -> Bytes:
    """Skin, and the line of the jaw; gives the inside of the face."""
    edge = outline(person)
    inside = canvas.shape(person.at(edge))
    canvas.lay(inside, person.skin * light)
    jaw = edge[(edge[:, 1] > -0.25)]
    canvas.stroke(person.at(jaw), 1.0)
    blush = person.skin * np.array([1.06, 0.9, 0.88], np.float32)
    for sign in (-1, 1):
        cheek = ellipse(sign * 0.4 + 0.12 * person.yaw, 0.28, 0.17, 0.13)
        canvas.tint(canvas.shape(person.at(cheek)), blush * light, 0.35)
    return inside
