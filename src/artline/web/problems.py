"""Errors as problem documents (RFC 9457), with the messages of the command line."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi import Response
from fastapi.responses import JSONResponse

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
