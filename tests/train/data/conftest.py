"""Small data sets made in code."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray


@pytest.fixture
def sitter() -> tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8]]:
    """A photo 120×90, targets for it 60×45 and a matte 30×22: a light disc on a dark ground."""
    photo = np.full((120, 90, 3), (40, 60, 90), np.uint8)
    cv2.circle(photo, (45, 60), 30, (220, 180, 150), -1)
    cv2.circle(photo, (36, 54), 4, (20, 20, 20), -1)
    targets = np.zeros((60, 45, 3), np.uint8)
    cv2.circle(targets, (22, 30), 15, (255, 0, 255), 1)
    cv2.circle(targets, (18, 27), 2, (0, 255, 0), -1)
    targets[3] = (255, 0, 255)
    matte = np.zeros((30, 22), np.uint8)
    cv2.circle(matte, (11, 15), 8, 255, -1)
    return photo, targets, matte


def save(path: Path, pixels: NDArray[np.uint8]) -> Path:
    """Write a picture whose planes are red, green, blue, its folder made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    bgr = pixels[..., ::-1] if pixels.ndim == 3 else pixels
    assert cv2.imwrite(str(path), bgr)
    return path


@pytest.fixture
def taught(
    tmp_path: Path, sitter: tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8]]
) -> Path:
    """Four taught photos, one of them for testing."""
    photo, targets, matte = sitter
    rows = ["file,split"]
    for number, name in enumerate(("ada", "bob", "eva", "zoe")):
        save(tmp_path / f"set/photos/{name}.png", np.roll(photo, number, axis=2))
        save(tmp_path / f"set/targets/{name}.png", targets)
        save(tmp_path / f"set/mattes/{name}.png", matte)
        rows.append(f"{name}.png,{'test' if name == 'zoe' else 'train'}")
    (tmp_path / "set/photos.csv").write_text("\n".join(rows) + "\n")
    return tmp_path / "set"
