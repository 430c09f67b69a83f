"""`POST /api/draw`: the drawing of a photo; nothing is kept."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from artline.web import schema
from artline.web.chosen import chosen, refuse_nonsense
from artline.web.drawings import answer, drawing, see
from artline.web.studio import studio_of
from artline.web.uploads import read_form
from artline.web.work import Step

router = APIRouter(tags=["draw"])


@router.post("/api/draw", **schema.DRAW)
async def draw_photo(request: Request) -> Response:
    """Draw a photo in one step; settings are fields of the form or parameters of the query."""
    studio = studio_of(request)
    studio.seeing.refuse_if_full()
    asked, accept = request.query_params.multi_items(), request.headers.get("accept", "")
    refuse_nonsense(asked)  # refuse a wrong query before the upload is read
    with studio.allowance.share() as share:
        form = await read_form(request, studio.limits, share)
        wanted = chosen([*asked, *form.fields.items()], accept, studio.limits)

        def work(step: Step) -> Response:
            ink = see(studio.artist, form, step, wanted.reading)
            made = drawing(studio.artist, ink, wanted, studio.limits, step)
            return answer(made, ink, wanted)

        return await studio.seeing.run(request, work)
