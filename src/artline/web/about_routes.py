"""What the server offers, and how it is: looks, presets and models, health and metrics."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from artline.api.catalogue import (
    BY_FORMAT,
    FILM_MEDIA_TYPES,
    FORMATS,
    film_formats,
    machines,
    models,
)
from artline.api.presets import presets
from artline.looks import LOOKS
from artline.options import DRAWING, ON_PAGE, Option
from artline.options.applies import Case
from artline.options.drawing import LOOK, SIZE
from artline.options.film import FILM_OPTIONS
from artline.options.kinds import Number, Whole, Word, WordOrWhole
from artline.options.page import PAGES
from artline.web import schema
from artline.web.metrics import MEDIA_TYPE, Metrics
from artline.web.studio import studio_of

router = APIRouter(tags=["about"])

STUDIO_OPTIONS = (
    *(DRAWING[name] for name in ("palette", "background", "ink", "paper", "invert")),
    *(ON_PAGE[name] for name in ("page", "pen")),
)
"""What can be chosen in the studio besides look and knobs."""


@router.get("/api/looks", **schema.LOOKS)
async def list_looks(request: Request) -> list[dict[str, Any]]:
    """Every look that this server's model draws, with its knobs and what else can be chosen.

    `applies_to` says where a choice does something: where one of its cases holds, or everywhere
    if there is none. A case holds where the value of each name in it is among `values`, or, if
    `excluded`, is none of them.
    """
    drawn = studio_of(request).artist.looks
    return [
        {
            "name": look.name,
            "about": look.about,
            "knobs": [
                _told(option)
                for option in DRAWING.values()
                if isinstance(option.kind, Number) and not option.idle({"look": look.name})
            ],
            "options": [_told(option) for option in STUDIO_OPTIONS],
        }
        for look in LOOKS.values()
        if look.name in drawn
    ]


@router.get("/api/saving", **schema.SAVING)
def list_saving(request: Request) -> dict[str, Any]:
    """What a drawing can be saved as: formats, films, options of page and pen, machines, limits.

    `applies_to` of an option is as in `/api/looks`.
    """
    return {
        "formats": [
            {
                "name": row.name,
                "suffix": row.suffix,
                "media_type": row.media_type,
                "kind": row.kind,
            }
            for row in FORMATS.values()
        ],
        "films": [
            {"name": name, "suffix": f".{name}", "media_type": FILM_MEDIA_TYPES[name]}
            for name in film_formats()
        ],
        "options": [_told(option) for option in (SIZE, *ON_PAGE.values())],
        "film_options": [_told(option) for option in FILM_OPTIONS.values()],
        "pages": {name: list(size) for name, size in PAGES.items()},
        "machines": [
            {
                "name": machine.name,
                "about": machine.about,
                "bed": list(machine.bed),
                "formats": [name for name in FORMATS if machine.takes(name)],
            }
            for machine in machines().values()
        ],
        "machine_of": dict(BY_FORMAT),
        "pixels": studio_of(request).limits.pixels,
    }


@router.get("/api/presets", **schema.PRESETS)
def list_presets(request: Request) -> list[dict[str, Any]]:
    """Named settings, those of the server's own file among them, and the format they are for."""
    drawn = studio_of(request).artist.looks
    return [
        {
            "name": row.name,
            "about": row.about,
            "format": row.format,
            "settings": {**row.drawing, **row.page},
            "frame": dict(row.frame),
        }
        for row in presets().values()
        if row.values.get(LOOK.name, LOOK.default) in drawn
    ]


def _told(option: Option[Any]) -> dict[str, Any]:
    """An option as the page and other programs read it."""
    told: dict[str, Any] = {
        "name": option.name,
        "about": option.help,
        "default": option.default,
        "applies_to": _cases(option.applies_to),
    }
    if isinstance(option.kind, Number | Whole):
        told |= {"low": option.kind.low, "high": option.kind.high}
    if isinstance(option.kind, Word | WordOrWhole):
        told["choices"] = list(option.kind.words)
        told["choices_apply_to"] = {
            str(value): _cases(cases) for value, cases in option.values_apply_to.items()
        }
    return told


def _cases(cases: tuple[Case, ...]) -> list[dict[str, Any]]:
    return [
        {
            name: {"values": list(must.values), "excluded": must.excluded}
            for name, must in case.items()
        }
        for case in cases
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
