"""A damaged photo is refused, and drawn where the request says so: by query or by form."""

from __future__ import annotations

import pytest

from artline.photo.jpeg import LEFT


@pytest.mark.parametrize("path", ["/api/draw", "/api/inks"])
def test_damaged_photos(studio, jpeg, path):
    """Protects the remedy that the refusal names."""
    half = {"photo": ("half.jpg", jpeg[: len(jpeg) // 2])}
    refused = studio.client.post(path, files=half)
    assert refused.status_code in (415, 422)
    assert "--damaged" in refused.json()["detail"]
    for way in ({"params": {"damaged": "true"}}, {"data": {"damaged": "true"}}):
        drawn = studio.client.post(path, files=half, **way)
        assert drawn.status_code in (200, 201), drawn.text
        said = drawn.headers.get("Artline-Notices", "") or drawn.text
        assert LEFT.split(";")[1].strip().replace(" ", "%20") in said.replace(" ", "%20")
    wrong = studio.client.post(path, files=half, params={"damaged": "perhaps"})
    assert wrong.status_code == 422


def test_a_photo_that_was_sent_is_no_longer_damaged(studio, jpeg):
    """Nothing is read when an ink is drawn: there the option is refused."""
    ink = studio.see(jpeg)
    answer = studio.client.get(f"/api/inks/{ink}/drawing", params={"damaged": "true"})
    assert answer.status_code == 422
    assert "damaged: no such setting" in answer.json()["detail"]
