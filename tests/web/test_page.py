"""The page's own files, as they are sent."""

from __future__ import annotations

from artline.web.page import STATIC

HEAVIEST = 200_000
"""Bytes of the page and all of its files on the way, in one language, but for the photo to try."""
LONGEST_LANGUAGE = "ja.js"


def test_the_page_is_sent_compressed(studio):
    """Every file arrives whole, scripts and styles in less than half of their bytes."""
    sent = 0
    for path in sorted(each for each in STATIC.rglob("*") if each.is_file()):
        answer = studio.client.get(f"/static/{path.relative_to(STATIC)}")
        assert answer.content == path.read_bytes()
        if path.name == "try-it.webp":
            continue
        if path.parent.name != "texts" or path.name == LONGEST_LANGUAGE:
            sent += answer.num_bytes_downloaded
    assert 40_000 < sent <= HEAVIEST
