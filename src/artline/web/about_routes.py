"""`/api/looks`, `/api/models`, `/healthz` and `/metrics`: what the server offers, and how it is."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from artline.looks import LOOKS
from artline.pipeline import models
from artline.settings import BACKGROUNDS, HELP, KNOBS, Settings
from artline.web import schema
from artline.web.metrics import MEDIA_TYPE, Metrics
from artline.web.studio import studio_of

router = APIRouter(tags=["about"])


@router.get("/api/looks", **schema.LOOKS)
async def list_looks(request: Request) -> list[dict[str, Any]]:
    """Every look that this server's model can draw, with its knobs and options."""
    knobs = [
        {
            "name": knob.name,
            "about": knob.help,
            "low": knob.low,
            "high": knob.high,
            "default": knob.neutral,
        }
        for knob in KNOBS.values()
    ]
    plain = Settings()
    drawn = studio_of(request).artist.looks
    options: list[dict[str, Any]] = [
        {"name": name, "about": HELP[name], "default": getattr(plain, name)}
        for name in ("background", "ink", "paper", "invert")
    ]
    options[0]["choices"] = list(BACKGROUNDS)
    return [
        {"name": look.name, "about": look.about, "knobs": knobs, "options": options}
        for look in LOOKS.values()
        if look.name in drawn
    ]


@router.get("/api/models", **schema.MODELS)
async def list_models(request: Request) -> list[dict[str, Any]]:
    """The drawing models; `used` marks the one of this server."""
    used = studio_of(request).config.model
    return [
        {
            "name": row.name,
            "about": row.about,
            "licence": row.licence,
            "data": row.data,
            "size": row.size,
            "used": row.name == used,
        }
        for row in models()
        if row.kind == "drawing"
    ]


@router.get("/healthz", **schema.HEALTH)
async def show_health() -> dict[str, str]:
    """Whether the server is up; any answer means that it is."""
    return {"status": "ok"}


@router.get("/metrics", **schema.METRICS)
async def show_metrics(request: Request) -> Response:
    """Counts and times in Prometheus' text format."""
    metrics: Metrics = request.app.state.metrics
    return Response(metrics.text(), media_type=MEDIA_TYPE)
