"""Who is drawn: traits by chance, and where the head is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from artline.train.data.synthetic.canvas import Colour, Points

HAIR = ("short", "long", "curly", "bun", "bald", "scarf")
CLOTHES = ("tee", "shirt", "suit", "hood")

_SKIN = (
    (0.96, 0.80, 0.69),
    (0.86, 0.66, 0.51),
    (0.68, 0.47, 0.34),
    (0.47, 0.31, 0.22),
    (0.31, 0.20, 0.15),
)
_HAIR = (
    (0.07, 0.06, 0.06),
    (0.18, 0.11, 0.08),
    (0.36, 0.22, 0.12),
    (0.78, 0.62, 0.36),
    (0.74, 0.73, 0.72),
    (0.52, 0.22, 0.10),
)


@dataclass(frozen=True, slots=True, eq=False)
class Person:
    """Traits; lengths are in half face heights, the head's own measure.

    Attributes:
        x: the face's middle, in pixels.
        y: likewise.
        unit: half the face's height in pixels.
        tilt: of the head, in radians.
        yaw: turn of the head, −1..1: features move that way.
        wide: half the face's width.
        jaw: how much narrower the jaw is, 0..1.
        smile: corners of the mouth up, −0.3..1.
        gaze: where the eyes look, −1..1.
        skin: sRGB 0..1.
        hair_colour: likewise.
        cloth: likewise.
        light: towards the light: right, down, to us; of length 1.
        hair: one of HAIR.
        clothes: one of CLOTHES.
        glasses: whether there are some.
        sunglasses: whether they are dark.
        beard: whether there is one.
    """

    x: float
    y: float
    unit: float
    tilt: float
    yaw: float
    wide: float
    jaw: float
    smile: float
    gaze: float
    skin: Colour
    hair_colour: Colour
    cloth: Colour
    light: tuple[float, float, float]
    hair: str
    clothes: str
    glasses: bool
    sunglasses: bool
    beard: bool

    def at(self, points: Points) -> Points:
        """From the head's own measure (right, down, from the face's middle) to pixels."""
        cos, sin = np.cos(self.tilt), np.sin(self.tilt)
        turned = points @ np.array([[cos, sin], [-sin, cos]])
        return np.asarray(turned * self.unit + (self.x, self.y))

    @property
    def dark_hair(self) -> bool:
        """Whether hair is drawn as a black mass."""
        return float(self.hair_colour.mean()) < 0.3

    @property
    def dark_cloth(self) -> bool:
        """Whether clothes are."""
        return float(self.cloth.mean()) < 0.25


def someone(size: int, rng: np.random.Generator) -> Person:
    """Anybody, for a picture of that side in pixels."""
    toward = np.array([rng.uniform(-0.8, 0.8), rng.uniform(-0.7, 0.1), 1.0])
    toward /= np.linalg.norm(toward)
    unit = size * rng.uniform(0.17, 0.27)
    glasses = bool(rng.random() < 0.35)
    hair = str(rng.choice(HAIR))
    return Person(
        x=size * rng.uniform(0.42, 0.58),
        y=size * rng.uniform(0.40, 0.50),
        unit=unit,
        tilt=float(rng.normal(0, 0.09)),
        yaw=float(rng.uniform(-0.9, 0.9)),
        wide=float(rng.uniform(0.68, 0.82)),
        jaw=float(rng.uniform(0.15, 0.4)),
        smile=float(rng.uniform(-0.2, 1)),
        gaze=float(rng.uniform(-0.8, 0.8)),
        skin=_near(_SKIN, rng, 0.03),
        hair_colour=_near(_HAIR, rng, 0.02),
        cloth=rng.uniform(0.04, 0.95, 3).astype(np.float32) * np.float32(rng.choice([0.2, 1.0])),
        light=(float(toward[0]), float(toward[1]), float(toward[2])),
        hair=hair,
        clothes=str(rng.choice(CLOTHES)),
        glasses=glasses,
        sunglasses=glasses and bool(rng.random() < 0.25),
        beard=hair != "scarf" and bool(rng.random() < 0.25),
    )


def _near(
    colours: tuple[tuple[float, float, float], ...], rng: np.random.Generator, spread: float
) -> Colour:
    base = np.array(colours[int(rng.integers(len(colours)))])
    return np.asarray(np.clip(base + rng.normal(0, spread, 3), 0.02, 0.98), np.float32)
