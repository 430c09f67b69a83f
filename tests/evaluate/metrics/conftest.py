"""One drawing made in code, and the same drawing made worse on purpose in six ways."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from scipy.ndimage import gaussian_filter

Gray = NDArray[np.float32]

SIDE = 256
FINER = 4


def portrait(side: int = SIDE) -> Gray:
    """A head in ink: outline, eyes, brows, nose, mouth, hair as a black mass; 1 = paper."""
    canvas = Image.new("L", (side * FINER, side * FINER), 255)
    pen = ImageDraw.Draw(canvas)
    unit = side * FINER / 256
    wide = round(2.5 * unit)

    def box(*numbers: float) -> list[float]:
        return [number * unit for number in numbers]

    pen.ellipse(box(70, 55, 186, 215), outline=0, width=wide)
    pen.chord(box(66, 40, 190, 150), 190, 350, fill=0)
    for x in (105, 151):
        pen.arc(box(x - 14, 118, x + 14, 136), 180, 360, fill=0, width=wide)
        pen.ellipse(box(x - 4, 121, x + 4, 130), fill=0)
        pen.arc(box(x - 16, 104, x + 16, 124), 200, 340, fill=0, width=wide)
    pen.line(box(128, 130, 122, 158, 132, 160), fill=0, width=wide, joint="curve")
    pen.arc(box(105, 165, 151, 190), 20, 160, fill=0, width=wide)
    pen.line(box(84, 200, 40, 254), fill=0, width=wide)
    pen.line(box(172, 200, 216, 254), fill=0, width=wide)
    small = canvas.resize((side, side), Image.Resampling.BOX)
    return np.asarray(small, dtype=np.float32) / np.float32(255)


def blurred(drawing: Gray) -> Gray:
    return np.clip(gaussian_filter(drawing, 2.0), 0, 1)


def specked(drawing: Gray) -> Gray:
    worse = drawing.copy()
    rng = np.random.default_rng(0)
    y, x = rng.integers(0, SIDE - 1, (2, 150))
    for dy in (0, 1):
        worse[y + dy, x] = 0
    return worse


def broken(drawing: Gray) -> Gray:
    """White bars across everything: every line in pieces."""
    worse = drawing.copy()
    for start in range(0, SIDE, 16):
        worse[start : start + 6] = 1
        worse[:, start : start + 6] = 1
    return worse


def shifted(drawing: Gray) -> Gray:
    return np.roll(drawing, (6, 6), axis=(0, 1))


def hazed(drawing: Gray) -> Gray:
    """A grey wash over the paper."""
    return np.minimum(drawing, np.float32(0.6))


def scribbled(drawing: Gray) -> Gray:
    """Lines where the background is."""
    canvas = Image.fromarray((drawing * 255).astype(np.uint8))
    pen = ImageDraw.Draw(canvas)
    rng = np.random.default_rng(1)
    for x in (4, 210):
        points = [(x + float(rng.uniform(0, 40)), float(y)) for y in range(4, 200, 8)]
        pen.line(points, fill=0, width=2)
    return np.asarray(canvas, dtype=np.float32) / np.float32(255)


WORSE: dict[str, Callable[[Gray], Gray]] = {
    "blurred": blurred,
    "specked": specked,
    "broken": broken,
    "shifted": shifted,
    "hazed": hazed,
    "scribbled": scribbled,
}


@pytest.fixture(scope="session")
def drawing() -> Gray:
    return portrait()


@pytest.fixture(scope="session")
def worse(drawing: Gray) -> dict[str, Gray]:
    return {name: harm(drawing) for name, harm in WORSE.items()}


@pytest.fixture(scope="session")
def blank() -> Gray:
    return np.ones((SIDE, SIDE), dtype=np.float32)


@pytest.fixture(scope="session")
def black() -> Gray:
    return np.zeros((SIDE, SIDE), dtype=np.float32)


@pytest.fixture(scope="session")
def sitter() -> Gray:
    """The matte of the drawing: head and shoulders."""
    canvas = Image.new("L", (SIDE, SIDE), 0)
    pen = ImageDraw.Draw(canvas)
    pen.ellipse([64, 36, 192, 218], fill=255)
    pen.rectangle([62, 36, 194, 100], fill=255)
    pen.polygon([(84, 196), (36, 256), (220, 256), (172, 196)], fill=255)
    return np.asarray(canvas, dtype=np.float32) / np.float32(255)
