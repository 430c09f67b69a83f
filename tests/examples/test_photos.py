"""The example photos are those whose terms are written down beside them."""

from __future__ import annotations

import hashlib
from pathlib import Path

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
