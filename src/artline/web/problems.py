"""Errors as problem documents (RFC 9457), with the messages of the command line."""

from __future__ import annotations

from html import escape
from http import HTTPStatus
from typing import Any

from fastapi import Response
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.datastructures import Headers
from starlette.types import Scope

from artline.errors import (
    ArtlineError,
    MemoryShortError,
    ModelError,
    OutputError,
    PhotoError,
    PhotoNotAnImageError,
    PhotoTooLargeError,
    PhotoUnsupportedError,
    SettingError,
)
from artline.web.root_path import path_below_root

MEDIA_TYPE = "application/problem+json"
AT_FAULT = "artline is at fault; please report it"

STATUSES: tuple[tuple[type[ArtlineError], int], ...] = (
    (PhotoTooLargeError, 413),
    (PhotoNotAnImageError, 415),
    (PhotoUnsupportedError, 415),
    (PhotoError, 422),
    (SettingError, 422),
    (OutputError, 422),
    (ModelError, 422),
    (MemoryShortError, 503),
)
"""HTTP status by error class; the entry that matches earliest counts."""


class ProblemError(Exception):
    """A request is refused or has failed.

    Args:
        status: HTTP status.
        detail: one line: what is wrong and what to do.
        retry_after: seconds after which the client may try again.
        headers: additional headers of the answer.
    """

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        retry_after: int | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = dict(headers or {})
        if retry_after is not None:
            self.headers["Retry-After"] = str(retry_after)


def of_error(error: ArtlineError) -> ProblemError:
    """The problem for one of artline's own errors."""
    status = next((number for kind, number in STATUSES if isinstance(error, kind)), 500)
    return ProblemError(status, str(error), retry_after=30 if status == 503 else None)


def document(problem: ProblemError) -> dict[str, Any]:
    """The members of RFC 9457; `about:blank` because the status says what kind it is."""
    return {
        "type": "about:blank",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail,
    }


def answer(problem: ProblemError) -> Response:
    """The problem as a response."""
    return JSONResponse(
        document(problem),
        status_code=problem.status,
        headers=problem.headers,
        media_type=MEDIA_TYPE,
    )


def page_or_answer(problem: ProblemError, scope: Scope) -> Response:
    """The problem as a page for a browser that goes to an address, else as a document.

    Scripts and programs accept anything, or JSON; only the address line and links ask for HTML.
    """
    if scope["method"] != "GET" or "text/html" not in Headers(scope=scope).get("accept", ""):
        return answer(problem)
    title = escape(HTTPStatus(problem.status).phrase)
    text = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="color-scheme" content="light dark"><title>artline: {title}</title></head>'
        f"<body><h1>{title}</h1><p>{escape(problem.detail)}</p>"
        f'<p><a href="{_way_up(scope)}">The studio</a></p></body></html>'
    )
    return HTMLResponse(text, status_code=problem.status, headers=problem.headers)


def _way_up(scope: Scope) -> str:
    """The studio's own address, relative to the one that is asked for."""
    return "../" * (path_below_root(scope).count("/") - 1) or "./"
