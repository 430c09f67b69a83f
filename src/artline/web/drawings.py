"""From upload to ink, and from ink to the bytes of an answer; runs in worker threads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import PurePath
from urllib.parse import quote

from fastapi import Response

from artline import pipeline
from artline.api.artist import Artist
from artline.api.catalogue import FILM_MEDIA_TYPES, StrokeReport, printed_page, report
from artline.nouns import Drawing, Ink, Window
from artline.options import Settings
from artline.web.chosen import Chosen, ChosenFilm, Reading, check_printed, check_size
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
WRITTEN = "Artline-Written"
"""Header that says what was written, as JSON: pixels of a picture; mm, and strokes of a plot."""
FILM_SIDE = 1024
"""Long side in pixels of the drawing that a film is made from, which renders its marks anew."""


@dataclass(frozen=True, slots=True)
class Made:
    """The file of a drawing.

    Attributes:
        data: its bytes.
        notices: one-line remarks for the user.
        written: what it holds: name → number or word.
    """

    data: bytes
    notices: tuple[str, ...]
    written: Mapping[str, object] = field(default_factory=dict)


def see(artist: Artist, form: Form, step: Step, reading: Reading) -> Ink:
    """The ink of an upload; releases the upload's bytes."""
    whole = pipeline.read(
        form.photo, max_pixels=artist.max_pixels, damaged=reading.damaged, name=form.name
    )
    form.photo = None
    photo = artist.framed(whole, reading.frame)
    del whole
    step()
    ink = artist.see(photo)
    step()
    return ink


def drawing(artist: Artist, ink: Ink, wanted: Chosen, limits: Limits, step: Step) -> Made:
    """The file of a drawing."""
    check_size(wanted.settings, ink.photo.height, ink.photo.width, limits)
    settings, picture = wanted.settings, wanted.format.kind == "picture"
    if not picture or wanted.page.page is not None:  # drawn at another size, or at none
        side = min(FILM_SIDE, max(ink.photo.height, ink.photo.width))
        settings = replace(settings, size=max(side, SMALLEST_SIDE))
    if picture:
        check_printed(wanted.page, ink.photo.width, ink.photo.height, limits)
    drawn = replace(artist.finish(ink, settings), settings=wanted.settings)
    step()
    buffer = BytesIO()
    if picture:
        drawn.save(
            buffer,
            format=wanted.format.name,
            page=wanted.page,
            keep_metadata=wanted.keep_metadata,
        )
        return Made(buffer.getvalue(), drawn.notices, _pixels(drawn, wanted))
    plot = pipeline.plotted(drawn, wanted.page, wanted.format.name)
    step()
    plot.save(buffer, format=wanted.format.name)
    said: dict[str, object] = {"width": plot.width, "height": plot.height}
    if wanted.page.svg != "fill":
        said |= _told(report(plot, wanted.format.name))
    return Made(buffer.getvalue(), drawn.notices, said)


def _pixels(drawn: Drawing, wanted: Chosen) -> dict[str, object]:
    if wanted.page.page is None:
        return {"width": drawn.width, "height": drawn.height}
    page = printed_page(wanted.page, drawn.marks.width, drawn.marks.height)
    return {"width": page.width, "height": page.height}


def _told(report: StrokeReport) -> dict[str, object]:
    return {
        "strokes": report.strokes,
        "length": round(report.length),
        "seconds": round(report.seconds),
        "machine": report.machine,
    }


def film(artist: Artist, ink: Ink, wanted: ChosenFilm, step: Step) -> Made:
    """The file of a film in which the drawing is drawn."""
    side = min(FILM_SIDE, max(ink.photo.height, ink.photo.width))
    drawn = artist.finish(ink, replace(wanted.settings, size=max(side, SMALLEST_SIDE)))
    step()
    return Made(pipeline.film(drawn, wanted.film, wanted.format), drawn.notices)


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
    """A drawing as a response; `kind` is the end of its file's name."""
    name = f"{PurePath(ink.photo.name).stem}-{kind}{wanted.format.suffix}"
    return _answer(made, name if wanted.download else None, wanted.format.media_type)


def film_answer(made: Made, ink: Ink, wanted: ChosenFilm) -> Response:
    """A film as a response."""
    name = f"{PurePath(ink.photo.name).stem}-film.{wanted.format}"
    return _answer(made, name if wanted.download else None, FILM_MEDIA_TYPES[wanted.format])


def _answer(made: Made, name: str | None, media_type: str) -> Response:
    headers = {}
    if made.written:
        headers[WRITTEN] = json.dumps(made.written)
    if made.notices:
        headers[NOTICES] = ", ".join(quote(notice, safe=" ") for notice in made.notices)
    if name is not None:
        headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return Response(made.data, media_type=media_type, headers=headers)
