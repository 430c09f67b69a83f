"""Clothes and glasses."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.train.data.sample import Bytes
from artline.train.data.synthetic.canvas import Canvas, Points, ellipse, smooth
from artline.train.data.synthetic.features import EYES_DOWN, eye_at
from artline.train.data.synthetic.person import Person

_SHIRT = np.array([0.93, 0.93, 0.95], np.float32)
_DARK = np.array([0.06, 0.06, 0.07], np.float32)


def draw_clothes(
    canvas: Canvas, person: Person, light: NDArray[np.float32], rng: np.random.Generator
) -> None:
    """Shoulders down to the picture's edge, with a neckline, collar, lapels or hood, and folds."""
    body = smooth(
        [
            [-0.5, 1.2],
            [-1.2, 1.5],
            [-1.75, 2.1],
            [-1.95, 4.5],
            [1.95, 4.5],
            [1.75, 2.1],
            [1.2, 1.5],
            [0.5, 1.2],
            [0.25, 1.5],
            [0.0, 1.62],
            [-0.25, 1.5],
        ],
        200,
        closed=True,
    )
    inside = canvas.shape(_upright(person, body))
    canvas.lay(inside, person.cloth * (0.35 + 0.6 * light), solid=person.dark_cloth)
    canvas.stroke(_upright(person, np.concatenate([body, body[:1]])), 1.1)
    for _ in range(7):
        x, y = rng.uniform(-1.5, 1.5), rng.uniform(1.9, 2.8)
        fold = np.array([[x, y], [x * 0.9, y + 0.3], [x * 0.92, y + 0.7]])
        _mark(canvas, person, fold, inside, 0.6)
    if person.clothes == "shirt":
        _collar(canvas, person, inside)
    elif person.clothes == "suit":
        _suit(canvas, person, inside, rng)
    elif person.clothes == "hood":
        for u in (0.62, 0.5):
            hood = [[-u - 0.1, 1.25], [-u, 1.7], [0, 2.05], [u, 1.7], [u + 0.1, 1.25]]
            _mark(canvas, person, np.array(hood), inside, 1.0)


def draw_glasses(canvas: Canvas, person: Person) -> None:
    """Two lenses, bridge and temples; dark ones are black masses."""
    middles = [eye_at(person, sign) for sign in (-1, 1)]
    for sign, (x, y) in zip((-1, 1), middles, strict=True):
        lens = person.at(ellipse(x, y + 0.02, 0.27, 0.2))
        inside = canvas.shape(lens)
        if person.sunglasses:
            canvas.lay(inside, _DARK * 1.5, solid=True)
        else:
            canvas.tint(inside, 1.0, 0.06)
        _frame(canvas, person, lens)
        temple = np.array([[x + sign * 0.26, y], [sign * person.wide * 1.02, y - 0.03]])
        _frame(canvas, person, person.at(temple))
    bridge = [
        [middles[0][0] + 0.26, EYES_DOWN],
        [sum(m[0] for m in middles) / 2, EYES_DOWN - 0.05],
        [middles[1][0] - 0.26, EYES_DOWN],
    ]
    _frame(canvas, person, person.at(smooth(bridge)))


def _frame(canvas: Canvas, person: Person, curve: Points) -> None:
    canvas.tint(canvas.curve(curve, max(1.0, 0.035 * person.unit)), _DARK, 0.95)
    canvas.stroke(curve, 1.2)


def _collar(canvas: Canvas, person: Person, inside: Bytes) -> None:
    for sign in (-1, 1):
        flap = np.array([[sign * 0.46, 1.18], [sign * 0.58, 1.62], [sign * 0.2, 1.85], [0, 1.58]])
        _panel(canvas, person, flap, person.cloth * 1.05)
    _mark(canvas, person, np.array([[0.0, 1.6], [0.01, 3.0], [0, 4.4]]), inside, 0.8)
    for y in (1.95, 2.4, 2.85):
        button = _upright(person, ellipse(0.06, y, 0.035, 0.035, 16))
        canvas.tint(canvas.shape(button), 0.8, 0.9)
        canvas.stroke(button, 0.6)


def _suit(canvas: Canvas, person: Person, inside: Bytes, rng: np.random.Generator) -> None:
    front = np.array([[-0.42, 1.2], [0.42, 1.2], [0.0, 2.9]])
    _panel(canvas, person, front, _SHIRT)
    tie = np.array([[-0.09, 1.6], [0.09, 1.6], [0.13, 2.4], [0, 2.75], [-0.13, 2.4]])
    _panel(canvas, person, tie, rng.uniform(0.05, 0.7, 3))
    for sign in (-1, 1):
        lapel = [[sign * 0.44, 1.2], [sign * 0.75, 1.75], [sign * 0.55, 1.85], [0.0, 2.95]]
        _mark(canvas, person, np.array(lapel), inside, 1.0)


def _panel(canvas: Canvas, person: Person, corners: Points, colour: NDArray[np.floating]) -> None:
    """A flat piece of cloth with an outline; black where its colour is dark."""
    edge = _upright(person, np.concatenate([corners, corners[:1]]))
    canvas.lay(canvas.shape(edge), np.clip(colour, 0, 1), solid=float(np.mean(colour)) < 0.25)
    canvas.stroke(edge, 0.9)


def _mark(canvas: Canvas, person: Person, curve: Points, inside: Bytes, width: float) -> None:
    """A fold or seam: a line, or light where the cloth is black."""
    places = _upright(person, smooth(curve))
    drawn = np.minimum(canvas.curve(places, 0.03 * person.unit), inside)
    canvas.tint(drawn, person.cloth * 0.5 if not person.dark_cloth else person.cloth + 0.15, 0.8)
    if person.dark_cloth:
        canvas.spare(places, 1.6 * width, inside)
    else:
        canvas.stroke(places, width, within=inside)


def _upright(person: Person, points: Points) -> Points:
    """In pixels; the body does not tilt with the head."""
    return np.asarray(points * person.unit + (person.x, person.y))
