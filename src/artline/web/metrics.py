"""Prometheus metrics and the log. Neither holds anything of a photo."""

from __future__ import annotations

import asyncio
import logging
import time
import traceback
from pathlib import PurePath

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from artline.web.problems import AT_FAULT, ProblemError, answer
from artline.web.studio import Studio
from artline.web.work import STOPPING

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
LOG = logging.getLogger("artline.web")
BUCKETS = (0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 1, 2, 5, 10, 30, 60)
"""Upper bounds of the histogram of request times, in seconds."""


class Metrics:
    """One server's metrics, in a registry of its own.

    Args:
        studio: whose queues, inks and uploads the gauges read.
    """

    def __init__(self, studio: Studio) -> None:
        self._registry = CollectorRegistry()
        labels = ("method", "route")
        self._requests = Counter(
            "artline_requests", "Requests answered.", (*labels, "status"), registry=self._registry
        )
        self._seconds = Histogram(
            "artline_request_seconds", "From request to answer.", labels, buckets=BUCKETS,
            registry=self._registry,
        )  # fmt: skip
        for name, about, value in (
            (
                "artline_seeing",
                "Photos and strokes in work or waiting.",
                lambda: studio.seeing.held,
            ),
            ("artline_finishing", "Drawings in work or waiting.", lambda: studio.finishing.held),
            ("artline_inks", "Photos kept in memory.", lambda: len(studio.inks)),
            ("artline_ink_bytes", "Memory that they take.", lambda: studio.inks.size),
            ("artline_upload_bytes", "Uploads in memory.", lambda: studio.allowance.held),
        ):
            Gauge(name, about, registry=self._registry).set_function(value)
        ProcessCollector(registry=self._registry)
        PlatformCollector(registry=self._registry)

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one answered request."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(seconds)

    def text(self) -> bytes:
        """All metrics in Prometheus' text format."""
        return generate_latest(self._registry)


class Watch:
    """ASGI middleware that counts, logs, and answers unexpected errors with status 500."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics) -> None:
        self.app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and record its status and time."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status = 0

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        begun = time.perf_counter()
        try:
            await self.app(scope, receive, watched)
        except asyncio.CancelledError:  # the server stops and cancels what still runs
            if not status:
                await answer(ProblemError(503, STOPPING, retry_after=5))(scope, receive, watched)
            raise
        except Exception as fault:
            LOG.error("artline is at fault: %s", _where(fault))
            if not status:
                await answer(ProblemError(500, AT_FAULT))(scope, receive, watched)
        finally:
            seconds = time.perf_counter() - begun
            method, route = _method(scope), _route(scope)
            self._metrics.count(method, route, status, seconds)
            LOG.info("%s %s %d %.0f ms", method, route, status, 1000 * seconds)


def _method(scope: Scope) -> str:
    known = ("GET", "HEAD", "POST", "PUT", "DELETE")
    return scope["method"] if scope["method"] in known else "other"


def _route(scope: Scope) -> str:
    """The route's pattern; the full path may contain a secret."""
    pattern = getattr(scope.get("route"), "path", None)
    if isinstance(pattern, str):
        return pattern
    return "/static" if scope["path"].startswith("/static/") else "none"


def _where(fault: BaseException) -> str:
    """Type and place of an error, without its message, which may quote the request."""
    frames = traceback.extract_tb(fault.__traceback__)
    places = [f"{PurePath(frame.filename).name}:{frame.lineno}" for frame in frames[-4:]]
    return f"{type(fault).__name__} at {' > '.join(places)}"
