"""Hair of several kinds, with strands of light, and a scarf over it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.train.data.sample import Bytes
from artline.train.data.synthetic.canvas import Canvas, Points, ellipse, smooth
from artline.train.data.synthetic.head import outline
from artline.train.data.synthetic.person import Person

Light = NDArray[np.float32]
Rng = np.random.Generator


def draw_behind(canvas: Canvas, person: Person, light: Light, rng: Rng) -> None:
    """What of hair or scarf lies behind the face."""
    wide = person.wide
    if person.hair == "bald":
        return
    if person.hair == "scarf":
        edge = smooth(
            [
                [-wide * 1.25, 0],
                [-0.7, -1.0],
                [0, -1.28],
                [0.7, -1.0],
                [wide * 1.25, 0],
                [1.05, 1.3],
                [0.6, 1.75],
                [-0.6, 1.75],
                [-1.05, 1.3],
            ],
            120,
            closed=True,
        )
        _part(canvas, person.at(edge), person.cloth * light, solid=person.dark_cloth)
        return
    if person.hair == "curly":
        for angle in np.linspace(-2.35, 2.35, 19):
            x, y = (wide + 0.12) * np.sin(angle), -0.25 - 0.95 * np.cos(angle)
            lock = ellipse(x, y + 0.1, *rng.uniform(0.24, 0.34, 2))
            _part(canvas, person.at(lock), person.hair_colour * light, solid=person.dark_hair)
        return
    if person.hair == "bun":
        knot = ellipse(0.15 * person.yaw, -1.25, 0.34, 0.28)
        _part(canvas, person.at(knot), person.hair_colour * light, solid=person.dark_hair)
        _strands(canvas, person, canvas.shape(person.at(knot)), _turns(0.15 * person.yaw, rng), rng)
    if person.hair == "long":
        edge = smooth(
            [
                [-wide * 1.2, 0],
                [-0.65, -1.0],
                [0, -1.2],
                [0.65, -1.0],
                [wide * 1.2, 0],
                [wide * 1.35, 1.0],
                [wide * 1.2, 1.75],
                [-wide * 1.2, 1.75],
                [-wide * 1.35, 1.0],
            ],
            120,
            closed=True,
        )
        inside = _part(canvas, person.at(edge), person.hair_colour * light, solid=person.dark_hair)
        falls = [
            smooth([[s * wide * 0.9, -0.3], [s * wide * u, 0.5], [s * wide * (u + 0.02), 1.7]])
            for s in (-1, 1)
            for u in rng.uniform(0.85, 1.3, 9)
        ]
        _strands(canvas, person, inside, falls, rng)


def draw_before(canvas: Canvas, person: Person, face: Bytes, light: Light, rng: Rng) -> None:
    """What of it lies over the forehead."""
    wide = person.wide
    if person.hair == "bald":
        edge = np.roll(outline(person), 48, axis=0)  # from chin to chin: the crown in one piece
        canvas.stroke(person.at(edge[edge[:, 1] < -0.2]), 1.0)
        return
    if person.hair == "scarf":
        _band(canvas, person, light)
        return
    part = rng.uniform(-0.4, 0.4)
    rise = rng.uniform(-0.62, -0.5)
    sides = {"long": 0.35, "bun": -0.35, "curly": -0.2, "short": -0.1}[person.hair]
    edge = smooth(
        [
            [-wide * 1.05, sides],
            [-wide * 1.12, -0.5],
            [-0.6, -1.02],
            [0, -1.16],
            [0.6, -1.02],
            [wide * 1.12, -0.5],
            [wide * 1.05, sides],
            [wide * 0.88, -0.2],
            [wide * 0.72, rise],
            [part, rise - 0.14],
            [-wide * 0.72, rise],
            [-wide * 0.88, -0.2],
        ],
        160,
        closed=True,
    )
    inside = _part(canvas, person.at(edge), person.hair_colour * light, solid=person.dark_hair)
    strands = []
    for u in rng.uniform(-1, 1, 26):
        strands.append(
            smooth(
                [
                    [part + 0.12 * u, -1.05],
                    [u * wide * 0.75, -0.8 + 0.12 * abs(u)],
                    [u * wide * 1.02, -0.35 + 0.3 * abs(u)],
                ]
            )
        )
    _strands(canvas, person, inside, strands, rng)


def _part(canvas: Canvas, edge: Points, colour: Light, *, solid: bool) -> Bytes:
    inside = canvas.shape(edge)
    canvas.lay(inside, colour, solid=solid)
    canvas.stroke(np.concatenate([edge, edge[:1]]), 1.0)
    return inside


def _strands(canvas: Canvas, person: Person, inside: Bytes, curves: list[Points], rng: Rng) -> None:
    """Lighter and darker strands in the photo; of the drawing, light ones in black, lines else."""
    for curve in curves:
        places = person.at(curve + rng.normal(0, 0.012, 2))
        width = rng.uniform(0.012, 0.04)
        bright = rng.random() < 0.55
        tone = person.hair_colour * (1.5 if bright else 0.6) + (0.10 if bright else 0)
        drawn = np.minimum(canvas.curve(places, width * person.unit), inside)
        canvas.tint(drawn, tone, 0.75)
        if person.dark_hair and bright:
            canvas.spare(places, max(1.3, width * person.unit), inside)
        elif not person.dark_hair and not bright:
            canvas.stroke(places, 0.7, within=inside)


def _turns(x: float, rng: Rng) -> list[Points]:
    """Arcs of a knot of hair."""
    return [
        ellipse(x + rng.uniform(-0.05, 0.05), -1.25, r, r * 0.8, 40)[8 : int(rng.integers(20, 38))]
        for r in (0.1, 0.16, 0.22, 0.27)
    ]


def _band(canvas: Canvas, person: Person, light: Light) -> None:
    """A scarf's edge around the face, and its folds."""
    wide = person.wide
    outer = smooth(
        [
            [-wide * 1.2, 0.2],
            [-0.62, -0.98],
            [0, -1.22],
            [0.62, -0.98],
            [wide * 1.2, 0.2],
            [0.6, 1.2],
            [0, 1.42],
            [-0.6, 1.2],
        ],
        120,
        closed=True,
    )
    inner = smooth(
        [
            [-wide * 0.92, 0.1],
            [-0.5, -0.68],
            [0, -0.8],
            [0.5, -0.68],
            [wide * 0.92, 0.1],
            [0.42, 0.86],
            [0, 1.02],
            [-0.42, 0.86],
        ],
        120,
        closed=True,
    )
    around = np.minimum(canvas.shape(person.at(outer)), 255 - canvas.shape(person.at(inner)))
    canvas.lay(around, person.cloth * light * 1.05, solid=person.dark_cloth)
    for edge in (outer, inner):
        canvas.stroke(person.at(np.concatenate([edge, edge[:1]])), 1.0)
    for sign in (-1, 1):
        fold = person.at(smooth([[sign * 0.3, -1.05], [sign * wide, -0.4], [sign * 0.8, 0.7]]))
        canvas.tint(np.minimum(canvas.curve(fold, 0.03 * person.unit), around), 0.0, 0.25)
        if person.dark_cloth:
            canvas.spare(fold, 1.5, around)
        else:
            canvas.stroke(fold, 0.7, within=around)
