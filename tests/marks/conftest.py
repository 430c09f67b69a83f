"""Two portraits of combed hair, and where their hair is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from numpy.typing import NDArray

from artline.anatomy import pen
from artline.anatomy.head import OVAL, Head

if TYPE_CHECKING:
    from artline import Artist, Ink

PHOTOS = Path(__file__).parents[2] / "examples" / "photos"


@dataclass(frozen=True)
class Sitter:
    """A portrait as the network saw it.

    Attributes:
        ink: what it saw.
        hair: float32 h×w, 1 where hair is: around the face, darker than skin.
    """

    ink: Ink
    hair: NDArray[np.float32]


def _sitter(artist: Artist, name: str) -> Sitter:
    ink = artist.see(PHOTOS / name, looks=["ink"])
    head = Head.of(ink.meshes[0])
    oval = pen.shape(ink.shape, head.points[OVAL])
    skin = np.median(ink.lightness[oval > 0.5])
    hair = head.disc(0.95, ink.shape) & (oval < 0.5) & (ink.subject > 0.6)
    return Sitter(ink, (hair & (ink.lightness < 0.75 * skin)).astype(np.float32))


@pytest.fixture(scope="session")
def red(artist: Artist) -> Sitter:
    """Long red hair."""
    return _sitter(artist, "faces-083.jpg")


@pytest.fixture(scope="session")
def dark(artist: Artist) -> Sitter:
    """Long black hair."""
    return _sitter(artist, "faces-096.jpg")
