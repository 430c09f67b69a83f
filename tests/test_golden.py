"""The golden pictures: every look draws the astronaut as it did, and the comparison can fail."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from artline import Artist, Ink
from artline.looks import LOOKS
from golden import Golden

PHOTOS = Path(__file__).parents[1] / "examples" / "photos"
SITTERS = ("faces-037", "faces-056", "faces-067", "faces-079", "faces-083", "faces-096")
TOLERANCE = {
    **{"stipple": 0.6, "scribble": 0.6, "oneline": 0.5, "cartoon": 0.35, "stencil": 0.2},
    **{"hatch": 0.3, "crosshatch": 0.3, "linocut": 0.25},
}
"""Dots and circles that move by their own width, ways of one line, bridges and patches of colour
that are chosen otherwise, hatching that shifts by a part of its spacing, with the last digits of
another processor's network (noise of 0.0001 moves them so): they are held by `tests/looks`."""
SIZES = (320, 900)
"""Long sides in pixels: below and above that of the network's pass."""


@pytest.fixture(scope="module")
def ink(artist: Artist, portrait: NDArray[np.uint8]) -> Ink:
    """The astronaut, seen at 256×256."""
    return artist.see(np.asarray(Image.fromarray(portrait).resize((256, 256))))


@pytest.mark.parametrize("look", LOOKS)
def test_every_look_draws_the_astronaut_as_before(
    artist: Artist, ink: Ink, golden: Golden, look: str
) -> None:
    """A look that changes does so on purpose: somebody saw the new picture and kept it."""
    drawing = artist.finish(ink, look=look)
    golden.compare(drawing, f"astronaut-{look}", TOLERANCE.get(look, 0.08))


@pytest.fixture(scope="module")
def dark(artist: Artist) -> Ink:
    """A laughing man with dark skin in a busy street, seen at 400×400."""
    photo = Image.open(PHOTOS / "faces-079.jpg").resize((400, 400), Image.Resampling.LANCZOS)
    return artist.see(np.asarray(photo))


@pytest.mark.parametrize("look", LOOKS)
def test_every_look_draws_dark_skin_as_before(
    artist: Artist, dark: Ink, golden: Golden, look: str
) -> None:
    """A second sitter: dark skin must neither whiten nor drown in any look."""
    drawing = artist.finish(dark, look=look)
    golden.compare(drawing, f"dark-{look}", TOLERANCE.get(look, 0.08))


@pytest.mark.parametrize("photo", SITTERS)
def test_every_sitter_is_drawn_as_before(artist: Artist, golden: Golden, photo: str) -> None:
    """Beards, hats, glasses, fair hair, dark skin and small faces, small and large."""
    ink = artist.see(PHOTOS / f"{photo}.jpg", looks=["ink"])
    for size in SIZES:
        golden.compare(artist.finish(ink, look="ink", size=size), f"{photo}-ink-{size}")


def test_the_comparison_can_fail(tmp_path: Path) -> None:
    """A drawing that lost a line is refused, and the picture that shows where is left behind."""
    golden = Golden(pictures=tmp_path / "golden", differences=tmp_path / "differences")
    drawing = np.full((64, 64), 255, np.uint8)
    drawing[20:23, :] = 0
    Golden(update=True, pictures=golden.pictures).compare(drawing, "line")
    golden.compare(drawing, "line")
    with pytest.raises(AssertionError, match=r"line: differs by 0\.1875"):
        golden.compare(np.full_like(drawing, 255), "line")
    shown = np.asarray(Image.open(golden.differences / "line.png"))
    assert shown.shape == (64, 192)
    assert shown[21, 150] == 255


def test_another_size_is_refused(tmp_path: Path) -> None:
    """A drawing of another size never passes as the same."""
    golden = Golden(pictures=tmp_path)
    Golden(update=True, pictures=tmp_path).compare(np.zeros((8, 8), np.uint8), "small")
    with pytest.raises(AssertionError, match="golden picture is"):
        golden.compare(np.zeros((8, 9), np.uint8), "small")


def test_a_missing_golden_picture_is_refused(tmp_path: Path) -> None:
    """A new look without a golden picture does not pass unseen."""
    with pytest.raises(AssertionError, match="--update-golden"):
        Golden(pictures=tmp_path).compare(np.zeros((8, 8), np.uint8), "none")
