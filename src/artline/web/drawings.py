"""From upload to ink, and from ink to the bytes of an answer; runs in worker threads."""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import PurePath
from urllib.parse import quote

from fastapi import Response

from artline.api.artist import Artist
from artline.nouns import Ink, Window
from artline.options import Settings
from artline.pipeline import framed, read
from artline.web.chosen import Chosen, Reading, check_size
from artline.web.config import Limits
from artline.web.pictures import pair_picture, region_picture
from artline.web.uploads import Form
from artline.web.work import Step

PAIR_SIDE = 1600
"""Long side in pixels of photo and drawing in a pair, where no size was chosen."""
THUMBNAIL_SIDE = 192
"""Long side of a thumbnail, in pixels: 92 in the page's panel, twice as many on most phones."""
THUMBNAIL_PASS = 288
"""Long side of the network's pass for thumbnails, in pixels. Finishing one takes a seventh of the
time that it takes at the full pass, and its lines are broad enough to be seen so small."""
SMALLEST_SIDE = 16
"""Smallest size in pixels that settings accept."""
NOTICES = "Artline-Notices"
"""Header with a drawing's notices, each percent-encoded, separated by commas."""


@dataclass(frozen=True, slots=True)
class Made:
    """The file of a drawing, and its notices."""

    data: bytes
    notices: tuple[str, ...]


def see(artist: Artist, form: Form, step: Step, reading: Reading) -> Ink:
    """The ink of an upload; releases the upload's bytes."""
    whole = read(form.photo, max_pixels=artist.max_pixels, damaged=reading.damaged, name=form.name)
    form.photo = None
    photo = framed(whole, reading.frame)
    del whole
    step()
    ink = artist.see(photo)
    step()
    return ink


def drawing(artist: Artist, ink: Ink, wanted: Chosen, limits: Limits, step: Step) -> Made:
    """The file of a drawing."""
    check_size(wanted.settings, ink.photo.height, ink.photo.width, limits)
    drawn = artist.finish(ink, wanted.settings)
    step()
    buffer = BytesIO()
    page = wanted.page if wanted.format.kind == "strokes" else None
    drawn.save(buffer, format=wanted.format.name, page=page)
    return Made(buffer.getvalue(), drawn.notices)


def pair(artist: Artist, ink: Ink, wanted: Chosen, limits: Limits, step: Step) -> Made:
    """Photo and drawing side by side as PNG; without a size, at most `PAIR_SIDE` pixels each."""
    settings = wanted.settings
    if settings.size is None:
        side = min(PAIR_SIDE, max(ink.photo.height, ink.photo.width))
        settings = replace(settings, size=max(side, SMALLEST_SIDE))
    check_size(settings, 2 * ink.photo.height, ink.photo.width, limits)
    drawn = artist.finish(ink, settings)
    step()
    return Made(pair_picture(drawn), drawn.notices)


def region(artist: Artist, ink: Ink, wanted: Chosen, window: Window, step: Step) -> Made:
    """A part of a drawing as PNG; only what is in it is rendered."""
    pixels = artist.region(ink, window, wanted.settings)
    step()
    return Made(region_picture(pixels), ())


def small_ink(artist: Artist, ink: Ink) -> Ink:
    """The photo of an ink in a small pass of the network, its eraser, sitter and added ink kept."""
    small = artist.see(ink.photo, side=THUMBNAIL_PASS)
    return artist.retouch(small, erase=ink.erased, sitter=ink.claimed, add=ink.added)


def thumbnail(artist: Artist, small: Ink, look: str) -> bytes:
    """A drawing in one look, as a small PNG."""
    buffer = BytesIO()
    artist.finish(small, Settings(look=look, size=THUMBNAIL_SIDE)).save(buffer, format="png")
    return buffer.getvalue()


def answer(made: Made, ink: Ink, wanted: Chosen, kind: str = "line") -> Response:
    """A drawing as a response; `kind` is the suffix of its file name."""
    headers = {}
    if made.notices:
        headers[NOTICES] = ", ".join(quote(notice, safe=" ") for notice in made.notices)
    if wanted.download:
        name = f"{PurePath(ink.photo.name).stem}-{kind}{wanted.format.suffix}"
        headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return Response(made.data, media_type=wanted.format.media_type, headers=headers)
