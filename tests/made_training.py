"""What the tests of the workshop train on: rings, drawn in code, and a recipe of a few steps."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import numpy as np

from artline.train.data.sample import Sample
from artline.train.recipe import Recipe, made

CHANNELS = ("line", "mass", "scene")


class Rings:
    """Each sample a ring with a pupil; its outline is `line` and `scene`, its pupil `mass`."""

    def __init__(self, count: int = 6) -> None:
        self.names = [f"ring {k}" for k in range(count)]

    def __len__(self) -> int:
        return len(self.names)

    def __getitem__(self, index: int) -> Sample:
        rng = np.random.default_rng(index)
        centre = tuple(int(c) for c in rng.integers(28, 44, 2))
        radius = int(rng.integers(10, 20))
        photo = np.full((72, 72, 3), 210, np.uint8)
        disc, line, mass = (np.zeros((72, 72), np.uint8) for _ in range(3))
        cv2.circle(disc, centre, radius, 255, -1)
        cv2.circle(line, centre, radius, 255, 2)
        cv2.circle(mass, centre, 4, 255, -1)
        photo[disc > 0] = (190, 150, 130)
        photo[np.maximum(line, mass) > 0] = (30, 25, 20)
        return Sample(photo, np.stack([line, mass, line]), CHANNELS, disc, self.names[index])


def table(**changed: Any) -> dict[str, Any]:
    """A recipe of six steps in two sizes; top-level keys can be changed."""
    return {
        "seed": 3,
        "threads": 1,
        "save_every": 2,
        "sheet_every": 1000,
        "network": {"encoder": "random", "decoder": [16, 16, 8, 8], "head": "shuffle"},
        "optimiser": {"warm_up": 2},
        "stages": [
            {"size": 32, "batch": 2, "steps": 3, "rate": 1e-3},
            {"size": 64, "batch": 2, "steps": 3, "rate": 5e-4},
        ],
        **changed,
    }


def recipe(**changed: Any) -> Recipe:
    """The same as a recipe."""
    return made(table(**changed), Path(), "test.toml")
