"""`/api/inks`: run the network once for a photo, then draw it with any settings."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from artline.api.catalogue import FORMATS
from artline.nouns import Ink
from artline.options.places import DRAW, PAIR
from artline.web import schema
from artline.web.chosen import (
    Chosen,
    chosen_draft,
    chosen_film,
    chosen_look,
    chosen_of_ink,
    chosen_reading,
    chosen_region,
    chosen_size,
)
from artline.web.drawings import (
    answer,
    drawing,
    film,
    film_answer,
    pair,
    region,
    see,
    small_ink,
    thumbnail,
)
from artline.web.masks import LARGEST_FILE, Masks, masks
from artline.web.pictures import photo_picture
from artline.web.problems import ProblemError
from artline.web.studio import studio_of
from artline.web.uploads import read_body, read_form
from artline.web.work import Step

router = APIRouter(prefix="/api/inks", tags=["inks"])


@router.post("", status_code=201, **schema.SEE)
async def see_photo(request: Request) -> dict[str, Any]:
    """Send a photo: the network runs once, and its result is kept in memory for a limited time."""
    studio = studio_of(request)
    asked = request.query_params.multi_items()
    chosen_reading(asked)  # refuse a wrong query before the upload is read
    studio.seeing.refuse_if_full()
    with studio.allowance.share() as share:
        form = await read_form(request, studio.limits, share)
        reading = chosen_reading([*asked, *form.fields.items()])
        ink = await studio.seeing.run(request, lambda step: see(studio.artist, form, step, reading))
    return {
        "id": studio.inks.keep(ink),
        "name": ink.photo.name,
        "width": ink.photo.width,
        "height": ink.photo.height,
        "faces": len(ink.faces),
        "face_boxes": [[face.left, face.top, face.right, face.bottom] for face in ink.faces],
        "notices": [*ink.photo.notices, *ink.notices],
    }


@router.get("/{ink_id}/drawing", **schema.DRAWING_OF_INK)
async def draw_ink(ink_id: str, request: Request) -> Response:
    """A drawing of a photo that was sent before, with its retouch."""
    studio = studio_of(request)
    draft, asked = chosen_draft(request.query_params.multi_items())
    entry, wanted = studio.inks.find(ink_id), _chosen(request, values=asked)
    if draft and wanted.format.kind == "strokes":
        raise ProblemError(422, "draft: is for pictures; leave it out")
    ink = entry.drafted() if draft else entry.drawn
    queue = studio.seeing if wanted.format.kind == "strokes" else studio.finishing
    made = await queue.run(
        request, lambda step: drawing(studio.artist, ink, wanted, studio.limits, step)
    )
    return answer(made, ink, wanted)


@router.get("/{ink_id}/region", **schema.REGION)
async def draw_region(ink_id: str, request: Request) -> Response:
    """A part of a drawing, as PNG: sharp however large the whole drawing would be.

    `size` is the long side of the whole drawing in pixels, without it the photo's; `left`, `top`,
    `width` and `height` are pixels of that drawing.
    """
    studio = studio_of(request)
    draft, asked = chosen_draft(request.query_params.multi_items())
    entry = studio.inks.find(ink_id)
    ink = entry.drafted() if draft else entry.drawn
    wanted, window = chosen_region(asked, request.headers.get("accept", ""), studio.limits)
    if wanted.format.name != "png":
        raise ProblemError(422, "format: a region of a drawing comes as png alone")
    made = await studio.finishing.run(
        request, lambda step: region(studio.artist, ink, wanted, window, step)
    )
    return answer(made, ink, wanted, "region")


@router.get("/{ink_id}/pair", **schema.PAIR)
async def pair_with_ink(ink_id: str, request: Request) -> Response:
    """Photo and drawing side by side, as PNG."""
    studio = studio_of(request)
    ink, wanted = studio.inks.find(ink_id).drawn, _chosen(request, PAIR)
    if wanted.format.name != "png":
        raise ProblemError(422, "format: photo and drawing side by side come as png alone")
    made = await studio.finishing.run(
        request, lambda step: pair(studio.artist, ink, wanted, studio.limits, step)
    )
    return answer(made, ink, wanted, "pair")


@router.get("/{ink_id}/film", **schema.FILM)
async def film_ink(ink_id: str, request: Request) -> Response:
    """A film in which the photo is drawn, stroke by stroke: GIF, MP4 or SVG."""
    studio = studio_of(request)
    ink, wanted = studio.inks.find(ink_id).drawn, chosen_film(request.query_params.multi_items())
    made = await studio.seeing.run(request, lambda step: film(studio.artist, ink, wanted, step))
    return film_answer(made, ink, wanted)


@router.get("/{ink_id}/thumbnail", **schema.THUMBNAIL)
async def draw_thumbnail(ink_id: str, request: Request) -> Response:
    """A small drawing in one look, with its retouch, as PNG; from a smaller pass, seen once."""
    studio = studio_of(request)
    entry = studio.inks.find(ink_id)
    drawn, small = entry.drawn, entry.small
    look = chosen_look(request.query_params.multi_items())

    def work(step: Step) -> tuple[Ink, bytes]:
        seen = small or small_ink(studio.artist, drawn)
        step()
        return seen, thumbnail(studio.artist, seen, look)

    seen, data = await studio.finishing.run(request, work)
    studio.inks.keep_small(ink_id, drawn, seen)
    return Response(data, media_type=FORMATS["png"].media_type)


@router.get("/{ink_id}/photo", **schema.PHOTO)
async def show_photo(ink_id: str, request: Request) -> Response:
    """The photo itself, upright, in sRGB, as JPEG, which every browser can show."""
    studio = studio_of(request)
    photo = studio.inks.find(ink_id).ink.photo
    size = chosen_size(request.query_params.multi_items())
    data = await studio.finishing.run(request, lambda _step: photo_picture(photo, size))
    return Response(data, media_type=FORMATS["jpeg"].media_type)


@router.put("/{ink_id}/retouch", status_code=204, **schema.RETOUCH)
async def retouch_ink(ink_id: str, request: Request) -> Response:
    """Retouch a photo by hand; replaces an earlier retouch, and an all-black mask removes it."""
    studio = studio_of(request)
    ink = studio.inks.find(ink_id).ink
    with studio.allowance.share() as share:
        most, seconds = LARGEST_FILE, studio.limits.upload_seconds
        data = await read_body(request, most, seconds, share)
        drawn = await studio.finishing.run(
            request, lambda _step: _retouched(studio.artist.retouch, ink, masks(data, ink.photo))
        )
    studio.inks.retouch(ink_id, drawn)
    return Response(status_code=204)


@router.delete("/{ink_id}", status_code=204, **schema.FORGET)
async def forget_ink(ink_id: str, request: Request) -> Response:
    """Forget a photo and its ink."""
    studio_of(request).inks.drop(ink_id)
    return Response(status_code=204)


def _chosen(
    request: Request, command: str = DRAW, values: list[tuple[str, str]] | None = None
) -> Chosen:
    return chosen_of_ink(
        request.query_params.multi_items() if values is None else values,
        request.headers.get("accept", ""),
        studio_of(request).limits,
        command,
    )


def _retouched(retouch: Any, ink: Ink, wanted: Masks) -> Ink:
    if wanted.empty:
        return ink
    corrected: Ink = retouch(
        ink, erase=wanted.erase, restore=wanted.restore, sitter=wanted.sitter, add=wanted.add
    )
    return corrected
