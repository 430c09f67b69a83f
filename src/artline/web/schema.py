"""What OpenAPI says of each route, made from the tables that the command line is made from."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from artline.looks import LOOKS as ALL_LOOKS
from artline.page_settings import MASSES, ORDERS, PAGE_HELP, PAGES, SVG_KINDS, PageSettings
from artline.settings import BACKGROUNDS, HELP, KNOBS, LARGEST_SIZE, Settings
from artline.web.drawings import NOTICES
from artline.web.formats import FORMATS
from artline.web.problems import MEDIA_TYPE as PROBLEM_TYPE

Json = dict[str, Any]

WORDS: dict[str, tuple[str, ...]] = {
    "look": tuple(ALL_LOOKS),
    "background": BACKGROUNDS,
    "svg": SVG_KINDS,
    "masses": MASSES,
    "order": ORDERS,
    "format": tuple(FORMATS),
}
EXAMPLES: Json = {
    "look": "bold", "weight": 1.2, "detail": 0.3, "shade": -0.2, "background": "white",
    "ink": "navy", "paper": "#fffdf5", "invert": False, "size": 640, "page": "a4",
    "margin": "12mm", "landscape": False, "fit": True, "pen": "0.5mm", "pens": "black:0.3,grey:0.5",
    "svg": "strokes", "masses": "hatch", "polyline": False, "tolerance": "0.2mm", "strokes": 400,
    "ink_length": "6m", "order": "travel", "machine": "servo", "plain": False, "animate": False,
}  # fmt: skip
"""A value of each setting that works, by itself and with all the others."""

PROBLEM: Json = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string", "description": "What the status means."},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What is wrong and what to do, in one line."},
    },
}
REFUSALS = {
    400: "The request is not well formed.",
    401: "A token is needed.",
    403: "Another site's page asked.",
    404: "The photo is not here any more.",
    406: "Nothing that is accepted can be sent.",
    408: "The upload came too slowly.",
    413: "Too large.",
    415: "Not a picture, or of a kind that is not read.",
    421: "Asked for under a foreign host name.",
    422: "A setting or a photo that is refused.",
    429: "Too much at a time; Retry-After says when to try again.",
    503: "It took too long, or the server is stopping.",
}


def _value(name: str, default: Any) -> Json:
    """The JSON schema of one setting's value."""
    if name in WORDS:
        return {"type": "string", "enum": list(WORDS[name]), "default": default}
    if name in KNOBS:
        knob = KNOBS[name]
        return {"type": "number", "minimum": knob.low, "maximum": knob.high, "default": default}
    if isinstance(default, bool):
        return {"type": "boolean", "default": default}
    if name == "size":
        return {"type": "integer", "minimum": 16, "maximum": LARGEST_SIZE}
    if name == "strokes":
        return {"type": "integer", "minimum": 1}
    plain: Json = {"type": "string"}
    if name == "page":
        plain["examples"] = [*PAGES, "120x80mm"]
    return plain if default is None else {**plain, "default": str(default)}


def _settings() -> dict[str, tuple[str, Json]]:
    """Name → help and schema, of all that can be chosen of a drawing."""
    found = {s.name: (HELP[s.name], _value(s.name, s.default)) for s in fields(Settings)}
    found |= {s.name: (PAGE_HELP[s.name], _value(s.name, s.default)) for s in fields(PageSettings)}
    found["format"] = (
        "Format of the answer; without it, what Accept prefers.",
        {"type": "string", "enum": list(FORMATS)},
    )
    found["download"] = ("Let browsers save it as a file.", {"type": "boolean", "default": False})
    return found


def _parameter(name: str, about: str, value: Json) -> Json:
    parameter = {"name": name, "in": "query", "description": about, "schema": value}
    return parameter | ({"example": EXAMPLES[name]} if name in EXAMPLES else {})


QUERY = [_parameter(name, about, value) for name, (about, value) in _settings().items()]
SIZE = [parameter for parameter in QUERY if parameter["name"] == "size"]


def _form(*, settings: bool) -> Json:
    photo = {"type": "string", "format": "binary", "description": "The photo's file."}
    more = {name: {**value, "description": about} for name, (about, value) in _settings().items()}
    schema = {
        "type": "object",
        "required": ["photo"],
        "properties": {"photo": photo, **(more if settings else {})},
        "additionalProperties": False,
    }
    return {"required": True, "content": {"multipart/form-data": {"schema": schema}}}


def _route(
    about: str,
    content: Json | None,
    refusals: tuple[int, ...] = (),
    *,
    status: int = 200,
    query: list[Json] | None = None,
    body: Json | None = None,
    headers: Json | None = None,
) -> Json:
    """Keyword arguments of a FastAPI route: answers, parameters, body."""
    problem = {"content": {PROBLEM_TYPE: {"schema": PROBLEM}}}
    answers: dict[int, Json] = {
        number: {"description": REFUSALS[number], **problem}
        for number in sorted({401, 403, 421, *refusals})
    }
    answers[status] = {"description": about, **({"content": content} if content else {})}
    if headers:
        answers[status]["headers"] = headers
    extra: Json = {"parameters": query} if query else {}
    if body:
        extra["requestBody"] = body
    return {"responses": answers, "openapi_extra": extra}


def _json(schema: Json, example: Any) -> Json:
    return {"application/json": {"schema": schema, "example": example}}


_BINARY: Json = {"schema": {"type": "string", "format": "binary"}}
_FILES = {kind.media_type: _BINARY for kind in FORMATS.values()}
_UPLOAD = (400, 408, 413, 415, 422, 429, 503)
_WORK = (404, 413, 422, 429, 503)

SEEN: Json = {
    "type": "object",
    "required": ["id", "name", "width", "height", "faces", "notices"],
    "properties": {
        "id": {"type": "string", "description": "Its unguessable name from now on."},
        "name": {"type": "string", "description": "The file's name."},
        "width": {"type": "integer", "description": "Pixels, upright."},
        "height": {"type": "integer"},
        "faces": {"type": "integer", "description": "How many were found."},
        "notices": {"type": "array", "items": {"type": "string"}},
    },
}
_SEEN_EXAMPLE = {
    "id": "9O2IPPVcgUezDAAqg6_NzA",
    "name": "photo.jpg",
    "width": 768,
    "height": 1024,
    "faces": 1,
    "notices": [],
}

_NOTICES: Json = {
    NOTICES: {
        "description": "What is to be said of it, if anything; percent-encoded, between commas.",
        "schema": {"type": "string"},
    }
}

DRAW = _route(
    "The drawing.", _FILES, (*_UPLOAD, 406),
    query=QUERY, body=_form(settings=True), headers=_NOTICES,
)  # fmt: skip
SEE = _route(
    "What was seen.", _json(SEEN, _SEEN_EXAMPLE), _UPLOAD, status=201, body=_form(settings=False)
)
DRAWING = _route("The drawing.", _FILES, (*_WORK, 406), query=QUERY, headers=_NOTICES)
PAIR = _route(
    "Photo and drawing.", {"image/png": _BINARY}, (*_WORK, 406), query=QUERY, headers=_NOTICES
)
PHOTO = _route("The photo.", {"image/jpeg": _BINARY}, _WORK, query=SIZE)
RETOUCH = _route(
    "Kept, and in every drawing from now on.",
    None,
    (*_UPLOAD, 404),
    status=204,
    body={
        "required": True,
        "description": "Red erases, green restores, blue is the sitter's; 1024 pixels a side.",
        "content": {"image/png": _BINARY},
    },
)
FORGET = _route("Forgotten.", None, (422,), status=204)
_LIST: Json = {"type": "array", "items": {"type": "object"}}
LOOKS = _route("The looks.", _json(_LIST, [{"name": "ink", "about": "…", "knobs": []}]))
MODELS = _route("The models.", _json(_LIST, [{"name": "portrait", "used": True}]))
HEALTH = _route("It is up.", _json({"type": "object"}, {"status": "ok"}))
METRICS = _route("The metrics.", {"text/plain": {"schema": {"type": "string"}}})
