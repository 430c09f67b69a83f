"""The app: routes, and what stands in front of them. Read it first."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request, Response

import artline
from artline.errors import ArtlineError
from artline.web import about_routes, ink_routes
from artline.web.config import Config
from artline.web.headers import SecurityHeaders
from artline.web.page import add_page
from artline.web.problems import ProblemError, answer, of_error
from artline.web.studio import Studio


def create_app(config: Config | None = None) -> FastAPI:
    """The studio as an ASGI app; the model is loaded here.

    Raises:
        ModelError: unknown, damaged or missing model.
    """
    studio = Studio(config or Config())

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        studio.close()

    app = FastAPI(
        title="artline",
        version=artline.__version__,
        summary="A portrait photo becomes line art.",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.studio = studio
    app.include_router(ink_routes.router)
    app.include_router(about_routes.router)
    add_page(app)
    app.add_exception_handler(ProblemError, _problem)
    app.add_exception_handler(ArtlineError, _error)
    app.add_middleware(SecurityHeaders)
    return app


async def _problem(_request: Request, problem: Exception) -> Response:
    assert isinstance(problem, ProblemError)
    return answer(problem)


async def _error(_request: Request, error: Exception) -> Response:
    assert isinstance(error, ArtlineError)
    return answer(of_error(error))
