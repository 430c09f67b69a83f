"""What there is: looks, models, health, metrics."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from artline.looks import LOOKS
from artline.settings import BACKGROUNDS, HELP, KNOBS, Settings

router = APIRouter(tags=["about"])


@router.get("/api/looks")
async def looks() -> list[dict[str, Any]]:
    """Every look, with the knobs that turn it and what else can be chosen."""
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
    options = [
        {"name": "background", "about": HELP["background"], "default": plain.background,
         "choices": list(BACKGROUNDS)},
        {"name": "ink", "about": HELP["ink"], "default": plain.ink},
        {"name": "paper", "about": HELP["paper"], "default": plain.paper},
        {"name": "invert", "about": HELP["invert"], "default": plain.invert},
    ]  # fmt: skip
    return [
        {"name": look.name, "about": look.about, "knobs": knobs, "options": options}
        for look in LOOKS.values()
    ]


@router.get("/healthz")
async def health() -> dict[str, str]:
    """Whether the server is up: it answers, so it is."""
    return {"status": "ok"}
