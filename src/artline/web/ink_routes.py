"""`/api/inks`: see a photo once, then draw it as often as knobs are turned."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from artline.web.chosen import chosen
from artline.web.drawings import answer, drawing, see
from artline.web.studio import studio_of
from artline.web.uploads import read_form

router = APIRouter(prefix="/api/inks", tags=["inks"])


@router.post("", status_code=201)
async def see_photo(request: Request) -> dict[str, Any]:
    """See a photo, and keep what was seen in memory for a while."""
    studio = studio_of(request)
    studio.seeing.refuse_if_full()
    with studio.allowance.share() as share:
        form = await read_form(request, studio.limits, share)
        ink = await studio.seeing.run(request, lambda step: see(studio.artist, form, step))
    return {
        "id": studio.inks.keep(ink),
        "name": ink.photo.name,
        "width": ink.photo.width,
        "height": ink.photo.height,
        "faces": len(ink.faces),
        "notices": [*ink.photo.notices, *ink.notices],
    }


@router.get("/{name}/drawing")
async def draw_ink(name: str, request: Request) -> Response:
    """A drawing of a photo that was seen."""
    studio = studio_of(request)
    ink = studio.inks.find(name).drawn
    wanted = chosen(
        request.query_params.multi_items(), request.headers.get("accept", ""), studio.limits
    )
    queue = studio.seeing if wanted.format.strokes else studio.finishing
    data = await queue.run(
        request, lambda step: drawing(studio.artist, ink, wanted, studio.limits, step)
    )
    return answer(data, ink, wanted)


@router.delete("/{name}", status_code=204)
async def forget_ink(name: str, request: Request) -> Response:
    """Forget a photo."""
    studio_of(request).inks.drop(name)
    return Response(status_code=204)
