"""Eyes, brows, nose and mouth."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.train.data.sample import Bytes
from artline.train.data.synthetic.canvas import Canvas, Points, ellipse, smooth
from artline.train.data.synthetic.person import Person

EYES_DOWN = -0.06
APART = 0.34

_WHITE = np.array([0.93, 0.92, 0.90], np.float32)
_LIPS = np.array([0.98, 0.62, 0.60], np.float32)


def eye_at(person: Person, sign: int) -> tuple[float, float]:
    """The middle of the left (−1) or right (1) eye, in the head's measure."""
    return sign * APART + 0.17 * person.yaw, EYES_DOWN


def draw_eye(
    canvas: Canvas, person: Person, sign: int, light: NDArray[np.float32], iris: NDArray[np.float32]
) -> None:
    """Lids, iris, pupil with its catchlight."""
    x, y = eye_at(person, sign)
    half, high = 0.17, 0.075
    upper = smooth(
        [
            [x - half, y + 0.02],
            [x - 0.4 * half, y - high],
            [x + 0.4 * half, y - high],
            [x + half, y + 0.01],
        ]
    )
    lower = smooth([[x - half, y + 0.02], [x, y + 0.8 * high], [x + half, y + 0.01]])
    almond = canvas.shape(person.at(np.concatenate([upper, lower[::-1]])))
    canvas.lay(almond, _WHITE * light)
    middle = x + 0.05 * person.gaze
    for radius, colour in ((0.078, iris), (0.036, iris * 0.1)):
        part = canvas.shape(person.at(ellipse(middle, y - 0.005, radius, radius)))
        canvas.tint(np.minimum(part, almond), colour * light)
    black = canvas.shape(person.at(ellipse(middle, y - 0.005, 0.062, 0.062)))
    canvas.black(np.minimum(black, almond))
    spot = ellipse(middle + 0.03 * np.sign(person.light[0]), y - 0.035, 0.02, 0.02)
    spark = canvas.shape(person.at(spot))
    canvas.tint(spark, 1.0)
    np.minimum(canvas.mass, 255 - spark, out=canvas.mass)
    canvas.tint(canvas.curve(person.at(upper), 0.05 * person.unit), person.hair_colour * 0.6, 0.8)
    canvas.stroke(person.at(upper), 1.3)
    canvas.stroke(person.at(lower[12:-6]), 0.5)


def draw_brow(canvas: Canvas, person: Person, sign: int) -> None:
    """A brow, thick inside and thin outside; black where hair is dark."""
    x, y = eye_at(person, sign)
    out = np.linspace(-0.17, 0.22, 24) * sign
    arch = y - 0.20 - 0.05 * np.sin(np.linspace(0, np.pi, 24))
    thick = np.linspace(0.045, 0.012, 24)
    edge = np.concatenate(
        [np.stack([x + out, arch - thick], 1), np.stack([x + out, arch + thick], 1)[::-1]]
    )
    inside = canvas.shape(person.at(edge))
    canvas.tint(inside, person.hair_colour * 0.8, 0.85)
    if person.dark_hair:
        canvas.black(inside)
    else:
        canvas.stroke(person.at(np.stack([x + out, arch], 1)), 0.8)


def draw_nose(canvas: Canvas, person: Person, light: NDArray[np.float32]) -> None:
    """Wings, nostrils, and a stroke and a shade on the side away from the light."""
    x, shaded = 0.24 * person.yaw, -1.0 if person.light[0] > 0 else 1.0
    ridge = smooth(
        [[x * 0.7 + shaded * 0.07, -0.05], [x + shaded * 0.07, 0.15], [x + shaded * 0.13, 0.32]]
    )
    wedge = np.concatenate([ridge, [[x + shaded * 0.02, 0.34], [x * 0.75, 0.0]]])
    canvas.tint(canvas.shape(person.at(wedge)), person.skin * light * 0.72, 0.7)
    canvas.stroke(person.at(ridge[24:]), 0.6)
    for sign in (-1.0, 1.0):
        wing = smooth([[x + sign * 0.12, 0.27], [x + sign * 0.15, 0.33], [x + sign * 0.10, 0.38]])
        canvas.stroke(person.at(wing), 0.8)
        nostril = canvas.shape(person.at(ellipse(x + sign * 0.06, 0.375, 0.035, 0.018)))
        canvas.tint(nostril, person.skin * 0.25)
        canvas.black(nostril)
    canvas.stroke(person.at(smooth([[x - 0.05, 0.4], [x, 0.415], [x + 0.05, 0.4]])), 0.5)


def draw_mouth(canvas: Canvas, person: Person, light: NDArray[np.float32]) -> None:
    """Both lips and the parting between them."""
    x, y, half = 0.2 * person.yaw, 0.6, 0.25 + 0.04 * person.smile
    up = 0.07 * person.smile
    corners = np.array([[x - half, y - up], [x + half, y - up]])
    parting = smooth(
        [corners[0], [x - 0.1, y + 0.01], [x, y + 0.02], [x + 0.1, y + 0.01], corners[1]]
    )
    top = smooth(
        [corners[0], [x - 0.08, y - 0.055], [x, y - 0.04], [x + 0.08, y - 0.055], corners[1]]
    )
    bottom = smooth([corners[0], [x - 0.1, y + 0.10], [x + 0.1, y + 0.10], corners[1]])
    lips = canvas.shape(person.at(np.concatenate([top, bottom[::-1]])))
    canvas.tint(lips, person.skin * _LIPS * light * 0.88, 0.9)
    canvas.tint(canvas.curve(person.at(parting), 0.025 * person.unit), person.skin * 0.3, 0.9)
    canvas.stroke(person.at(parting), 1.1)
    canvas.stroke(person.at(top), 0.5)
    canvas.stroke(person.at(bottom[14:-14]), 0.6)


def draw_beard(
    canvas: Canvas, person: Person, face: Bytes, edge: Points, rng: np.random.Generator
) -> None:
    """Jaw and upper lip covered, the mouth left free; strokes with light between them."""
    jaw = edge[edge[:, 1] > 0.15]
    jaw = jaw[np.argsort(jaw[:, 0])]
    inner = smooth(
        [
            [jaw[-1, 0] - 0.1, 0.15],
            [0.38, 0.42],
            [0.0, 0.45],
            [-0.38, 0.42],
            [jaw[0, 0] + 0.1, 0.15],
        ]
    )
    area = canvas.shape(person.at(np.concatenate([jaw, inner])))
    free = canvas.shape(person.at(ellipse(0.2 * person.yaw, 0.61, 0.27, 0.11)))
    area = np.minimum(np.minimum(area, face), 255 - free)
    canvas.tint(area, person.hair_colour, 0.75)
    if person.dark_hair:
        canvas.black(area)
    for _ in range(110):
        x, y = rng.uniform(-0.8, 0.8), rng.uniform(0.2, 1.05)
        hair = np.array([[x, y], [x * 0.97, y + 0.07], [x * 0.9, y + 0.14]])
        tone = person.hair_colour * rng.uniform(0.6, 1.5) + rng.uniform(0, 0.08)
        on = np.minimum(canvas.curve(person.at(hair), 0.014 * person.unit), area)
        canvas.tint(on, tone, 0.8)
        if not person.dark_hair and rng.random() < 0.4:
            canvas.stroke(person.at(hair), 0.5, within=area)
        elif person.dark_hair and rng.random() < 0.25:
            canvas.spare(person.at(hair), 1.2, area)
