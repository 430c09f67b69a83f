"""What many tests share: one portrait, one artist, and the golden pictures."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from skimage import data

from golden import Golden

if TYPE_CHECKING:
    from artline import Artist, Drawing, Ink


def pytest_configure() -> None:
    """Let each of several workers keep to one core: more threads would wait for each other."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        os.environ.setdefault("OMP_NUM_THREADS", "1")  # torch, and processes that tests start
        cv2.setNumThreads(1)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write the golden pictures anew instead of comparing with them",
    )


@pytest.fixture(scope="session")
def artist() -> Artist:
    """The bundled model, loaded once for the whole run."""
    import artline

    return artline.Artist(threads=1)


@pytest.fixture(scope="session")
def portrait() -> NDArray[np.uint8]:
    """The astronaut Eileen Collins, uint8 512×512×3: NASA's portrait, in the public domain."""
    photo: NDArray[np.uint8] = data.astronaut()
    photo.flags.writeable = False
    return photo


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a drawing with the golden picture of a name."""
    return Golden(update=request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def ink(artist: Artist, portrait: NDArray[np.uint8]) -> Ink:
    """What the bundled model sees in the portrait."""
    return artist.see(portrait)


@pytest.fixture(scope="session")
def small_ink(artist: Artist, portrait: NDArray[np.uint8]) -> Ink:
    """The portrait seen small, for what is tried in every look: finishing takes a seventh."""
    return artist.see(portrait, side=288)


@pytest.fixture(scope="session")
def drawing(artist: Artist, ink: Ink) -> Drawing:
    """The portrait in the default look."""
    return artist.finish(ink)
