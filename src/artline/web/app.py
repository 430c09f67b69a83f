"""The app: routes, and what stands in front of them. Read it first."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException

import artline
from artline.errors import ArtlineError
from artline.web import about_routes, draw_routes, ink_routes, reference
from artline.web.config import Config
from artline.web.guard import Guard
from artline.web.headers import SecurityHeaders
from artline.web.metrics import Metrics, Watch
from artline.web.page import add_page
from artline.web.problems import ProblemError, answer, of_error
from artline.web.studio import Studio
from artline.web.work import AbandonedError

SWEEP_SECONDS = 60
NOBODY_WAITS = 499
"""What the counts have for a client that hung up; nobody receives it."""


def create_app(config: Config | None = None) -> FastAPI:
    """The studio as an ASGI app; the model is loaded here.

    Raises:
        ModelError: unknown, damaged or missing model.
    """
    studio = Studio(config or Config())
    app = FastAPI(
        title="artline",
        version=artline.__version__,
        summary="A portrait photo becomes line art.",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=_lifespan,
    )
    app.state.studio = studio
    app.state.metrics = Metrics(studio)
    for routes in (draw_routes, ink_routes, about_routes, reference):
        app.include_router(routes.router)
    add_page(app)
    app.add_exception_handler(ProblemError, _problem)
    app.add_exception_handler(ArtlineError, _error)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(AbandonedError, _nobody)
    # the last that is added stands in front
    app.add_middleware(Guard, config=studio.config)
    app.add_middleware(Watch, metrics=app.state.metrics)
    app.add_middleware(SecurityHeaders)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    studio: Studio = app.state.studio
    sweeping = asyncio.create_task(_sweep(studio))
    yield
    sweeping.cancel()
    studio.close()


async def _sweep(studio: Studio) -> None:
    """Forget, now and then, the photos that nobody asks for any more."""
    while True:
        await asyncio.sleep(SWEEP_SECONDS)
        studio.inks.drop_old()


async def _problem(_request: Request, problem: Exception) -> Response:
    assert isinstance(problem, ProblemError)
    return answer(problem)


async def _error(_request: Request, error: Exception) -> Response:
    assert isinstance(error, ArtlineError)
    return answer(of_error(error))


async def _http(_request: Request, fault: Exception) -> Response:
    assert isinstance(fault, HTTPException)
    said = {404: "nothing is here; see /docs", 405: "not that way; see /docs"}
    detail = said.get(fault.status_code, fault.detail)
    return answer(ProblemError(fault.status_code, detail, headers=dict(fault.headers or {})))


async def _nobody(_request: Request, _gone: Exception) -> Response:
    return Response(status_code=NOBODY_WAITS)
