"""The example photos: their terms are written down, and every one is drawn by the knobs."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

if TYPE_CHECKING:
    from artline import Artist

PHOTOS = Path(__file__).parents[2] / "examples" / "photos"
LARGEST = 120_000


def test_every_photo_has_its_row() -> None:
    """A photo without terms, or another one under its name, does not pass."""
    text = (PHOTOS / "README.md").read_text(encoding="utf-8")
    rows = {line.split("`")[1]: line for line in text.splitlines() if line.startswith("| `")}
    photos = sorted(PHOTOS.glob("*.jpg"))
    assert sorted(rows) == [photo.name for photo in photos]
    for photo in photos:
        assert hashlib.sha256(photo.read_bytes()).hexdigest()[:16] in rows[photo.name], photo.name


def test_photos_stay_small() -> None:
    """A clone stays quick."""
    assert all(photo.stat().st_size <= LARGEST for photo in PHOTOS.glob("*.jpg"))


@pytest.mark.parametrize("name", ["faces-056", "faces-083"])
def test_line_weight_is_seen_in_a_whole_drawing(artist: Artist, name: str) -> None:
    """Half and twice the weight each change a drawing by 2 % of full scale, the right way."""
    ink = artist.see(PHOTOS / f"{name}.jpg", looks=["ink"])
    thin, plain, thick = (
        np.asarray(artist.finish(ink, weight=weight)).astype(float) for weight in (0.5, 1, 2)
    )
    assert np.abs(thin - plain).mean() >= 0.02 * 255
    assert np.abs(thick - plain).mean() >= 0.02 * 255
    assert thin.mean() > plain.mean() > thick.mean()
