"""The ASGI app: routes, error handlers, middleware. Read it first."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException

import artline
from artline.errors import ArtlineError
from artline.web import about_routes, certificate_route, draw_routes, ink_routes, reference
from artline.web.config import Config
from artline.web.guard import Guard
from artline.web.headers import SecurityHeaders
from artline.web.metrics import Metrics, Watch
from artline.web.page import add_page
from artline.web.problems import ProblemError, answer, of_error, page_or_answer
from artline.web.root_path import RootPath, checked_root_path
from artline.web.studio import Studio
from artline.web.work import AbandonedError

SWEEP_SECONDS = 60
"""Seconds between two searches for inks that have expired."""
GIVE_BACK_SECONDS = 5
"""Seconds between two times that memory is given back to the system, if work was done between."""
CLIENT_CLOSED_REQUEST = 499
"""Status in the metrics for a client that has disconnected (nginx's number); it is not sent."""


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
    for routes in (draw_routes, ink_routes, about_routes, reference, certificate_route):
        app.include_router(routes.router)
    add_page(app)
    app.add_exception_handler(ProblemError, _problem)
    app.add_exception_handler(ArtlineError, _error)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(AbandonedError, _abandoned)
    # middleware that is added later runs earlier
    app.add_middleware(Guard, config=studio.config)
    app.add_middleware(Watch, metrics=app.state.metrics)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(RootPath, root_path=checked_root_path(studio.config.root_path))
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    studio: Studio = app.state.studio
    tasks = [asyncio.create_task(each(studio)) for each in (_sweep, _give_back)]
    yield
    for task in tasks:
        task.cancel()
    studio.close()


async def _sweep(studio: Studio) -> None:
    """Drop expired inks every `SWEEP_SECONDS`."""
    while True:
        await asyncio.sleep(SWEEP_SECONDS)
        studio.inks.drop_old()


async def _give_back(studio: Studio) -> None:
    """Every `GIVE_BACK_SECONDS`, give back the memory of the work that was done meanwhile."""
    before = 0
    while True:
        await asyncio.sleep(GIVE_BACK_SECONDS)
        done = studio.seeing.done + studio.finishing.done
        if done > before:
            before = done
            with suppress(ArtlineError):  # the next request is told, if it still fails
                await asyncio.to_thread(studio.artist.give_back)


async def _problem(_request: Request, problem: Exception) -> Response:
    assert isinstance(problem, ProblemError)
    return answer(problem)


async def _error(_request: Request, error: Exception) -> Response:
    assert isinstance(error, ArtlineError)
    return answer(of_error(error))


async def _http(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, HTTPException)
    details = {404: "no such address; see /docs", 405: "no such method here; see /docs"}
    detail = details.get(fault.status_code, fault.detail)
    problem = ProblemError(fault.status_code, detail, headers=dict(fault.headers or {}))
    return page_or_answer(problem, request.scope)


async def _abandoned(_request: Request, _error: Exception) -> Response:
    return Response(status_code=CLIENT_CLOSED_REQUEST)
