"""A small set of photos on disk, made from one portrait."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image


@pytest.fixture
def photos(tmp_path: Path, portrait: NDArray[np.uint8]) -> Path:
    """Three photos of 128 px, one in a subfolder."""
    folder = tmp_path / "photos"
    (folder / "more").mkdir(parents=True)
    face = Image.fromarray(portrait[0:320, 80:400])
    for number, name in enumerate(("ada.jpg", "bob.png", "more/eva.webp")):
        face.rotate(3 * number).resize((128, 128)).save(folder / name)
    return folder
