"""What a portrait in one line consists of."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from artline import Artist
from artline.finish.oneline.irises import irises
from artline.finish.oneline.plate import brows, face_mask, masses, plate_of, read
from artline.finish.oneline.telling import telling
from artline.nouns import Ink
from artline.options import Settings

PHOTO = Path(__file__).parents[2] / "examples" / "photos" / "faces-056.jpg"
PLAIN = Settings(look="oneline")


@pytest.fixture(scope="module")
def seen(artist: Artist) -> Ink:
    return artist.see(PHOTO, looks=["oneline"])


def test_irises_are_wound_into(seen: Ink) -> None:
    """Protects the look of eyes: a spiral within each iris, around its middle."""
    plate = plate_of(seen, PLAIN)
    spirals, spots = irises(plate, masses(plate), seen)
    middles = seen.meshes[0].irises[:, 0]
    assert 1 <= len(spirals) <= 2 and spots.any()
    for spiral in spirals:
        away = np.hypot(*(middles - spiral.points[-1]).T).min()
        assert away < 6 * seen.pitch
        turn = np.unwrap(np.arctan2(*(spiral.points - spiral.points[-1])[:-2].T))
        assert abs(turn[-1] - turn[0]) > 2 * np.pi


def test_brows_and_masses_share_no_ink(seen: Ink) -> None:
    """Protects from ink that is drawn twice, as a line and as strands."""
    plate = plate_of(seen, PLAIN)
    black = masses(plate)
    assert black.any()
    assert not (brows(plate, black, seen) & black).any()


def test_the_face_is_told_in_lines(seen: Ink) -> None:
    """Protects the likeness: lines in the face, and none of them outside of the picture."""
    pieces = telling(seen, PLAIN)
    height, width = seen.shape
    points = np.concatenate([piece.points for piece in pieces])
    assert points.min() >= -1 and (points <= np.array([width, height]) + 1).all()
    inside = sum(read(face_mask(seen), piece.points).mean() > 0.5 for piece in pieces)
    assert inside >= 12


def test_knobs_choose_what_is_told(seen: Ink) -> None:
    """Protects detail and shade: more lines, and more strands."""
    counts = {
        name: len(telling(seen, Settings(look="oneline", **{name: 1.0})))
        - len(telling(seen, Settings(look="oneline", **{name: -1.0})))
        for name in ("detail", "shade")
    }
    assert min(counts.values()) > 20
