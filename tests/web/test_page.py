"""The page's own files, as they are sent."""

from __future__ import annotations

from artline.web.page import STATIC

HEAVIEST = 120_000
"""Bytes of the page and all of its files on the way, but for the photo to try."""


def test_the_page_is_sent_compressed(studio):
    """Every file arrives whole, scripts and styles in less than half of their bytes."""
    sent = 0
    for path in sorted(each for each in STATIC.iterdir() if each.is_file()):
        answer = studio.client.get(f"/static/{path.name}")
        assert answer.content == path.read_bytes()
        if path.name != "try-it.webp":
            sent += answer.num_bytes_downloaded
    assert 40_000 < sent <= HEAVIEST
