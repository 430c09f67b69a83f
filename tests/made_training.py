"""What the tests of training learn from: pictures drawn in code, and a recipe of a few steps."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from artline.train.data.sample import DataSet, Sample
from artline.train.recipe import Recipe, recipe_from_table

CHANNELS = ("line", "mass", "scene", "pressure")
RECIPES = Path(__file__).parents[1] / "recipes"


class Rings:
    """Each sample a ring with a pupil: `line` and `scene`, `mass`; all of it is `pressure`."""

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
        ink = np.stack([line, mass, line, np.maximum(line, mass)])
        return Sample(photo, ink, CHANNELS, disc, self.names[index])


class Portraits:
    """People of ellipses, each another: outlines are `line` and `scene`, hair and eyes `mass`.

    Args:
        count: how many.
        size: side of a picture in pixels.
    """

    def __init__(self, count: int = 4, size: int = 192) -> None:
        self._size = size
        self.names = [f"person-{number}" for number in range(count)]

    def __len__(self) -> int:
        return len(self.names)

    def __getitem__(self, index: int) -> Sample:
        rng, size = np.random.default_rng(index), self._size
        light = np.linspace(*rng.uniform(110, 220, 2), size)
        photo = np.repeat(np.tile(light, (size, 1))[..., None], 3, axis=2).astype(np.uint8)
        line, mass, matte = (np.zeros((size, size), np.uint8) for _ in range(3))
        x, wide = rng.uniform(0.35, 0.65), rng.uniform(0.8, 1.2)
        skin, cloth = (tuple(map(float, rng.integers(low, 256, 3))) for low in (150, 60))
        dark = (25.0, 20.0, 20.0)
        for dx, y, across, down, colour in (
            (0, 1.05, 0.36, 0.32, cloth),
            (0, 0.4, 0.19, 0.24, dark),
            (0, 0.46, 0.13, 0.19, skin),
            (-0.06, 0.42, 0.025, 0.015, dark),
            (0.06, 0.42, 0.025, 0.015, dark),
            (0, 0.57, 0.05, 0.01, dark),
        ):
            centre = (round((x + dx * wide) * size), round(y * size))
            axes = (round(across * wide * size), round(down * size))
            ink = 255.0 if colour == dark else 0.0
            for plane, value in ((photo, colour), (matte, 255.0), (mass, ink), (line, 0.0)):
                cv2.ellipse(plane, centre, axes, 0, 0, 360, value, -1)
            cv2.ellipse(line, centre, axes, 0, 0, 360, 255.0, 2)
        planes = np.stack([line, mass, line, np.maximum(line, mass)])
        return Sample(photo, planes, CHANNELS, matte, self.names[index])


def save_taught(dataset: DataSet, folder: Path) -> Path:
    """Write photos, targets and mattes in the layout of `artline.train.data.sets.taught`."""
    for index, name in enumerate(dataset.names):
        sample = dataset[index]
        assert sample.subject is not None
        for kind, pixels in (
            ("photos", sample.photo[..., ::-1]),
            ("targets", sample.targets[:3].transpose(1, 2, 0)[..., ::-1]),
            ("mattes", sample.subject),
        ):
            (folder / kind).mkdir(parents=True, exist_ok=True)
            assert cv2.imwrite(str(folder / kind / f"{name}.png"), pixels)
    return folder


def read_journal(folder: Path) -> list[dict[str, float]]:
    """The complete lines of a run's log, in order; none where there is no log."""
    path = folder / "log.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True) if path.exists() else []
    return [json.loads(line) for line in lines if line.endswith("}\n")]


def tiny_recipe(kind: str, path: Path) -> str:
    """`recipes/tiny.toml` with another data set than the example photos."""
    text = (RECIPES / "tiny.toml").read_text(encoding="utf-8")
    return text[: text.index("[[data]]")] + f'[[data]]\nkind = "{kind}"\npath = "{path}"\n'


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
    return recipe_from_table(table(**changed), Path(), "test.toml")
