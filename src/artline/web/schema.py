"""What OpenAPI says of each route, made from the rows that the command line is made from."""

from __future__ import annotations

from typing import Any

from artline.api.catalogue import FILM_MEDIA_TYPES, FORMATS
from artline.options import DRAWING, Option
from artline.options.film import FILM_OPTIONS
from artline.options.frame import CROP, FACE, QUARTER_TURNS, BoxOrFace, QuarterTurn
from artline.options.kinds import Length, Number, Switch, Whole, Word, WordOrWhole
from artline.options.page import PAGES, PageSize
from artline.options.places import FILM as FILM_COMMAND
from artline.web.chosen import DRAFT, LARGEST_PLACE, OPTIONS, WINDOW, WITH_PHOTO, WITH_THE_UPLOAD
from artline.web.drawings import NOTICES, WRITTEN
from artline.web.problems import MEDIA_TYPE as PROBLEM_TYPE

Json = dict[str, Any]

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


def value_schema(option: Option[Any]) -> Json:
    """The JSON schema of one option's value."""
    schema = _kind_schema(option.kind)
    if option.default is None:
        return schema
    default = str(option.default) if isinstance(option.kind, Length) else option.default
    return {**schema, "default": default}


def _kind_schema(kind: object) -> Json:
    match kind:
        case Word():
            return {"type": "string", "enum": list(kind.words)}
        case WordOrWhole():
            whole = _kind_schema(Whole(kind.low, kind.high))
            return {"anyOf": [_kind_schema(Word(kind.words)), whole]}
        case Number() | Whole():
            name = "number" if isinstance(kind, Number) else "integer"
            return {"type": name, "minimum": kind.low, "maximum": kind.high}
        case _:
            return _SCHEMAS.get(type(kind), {"type": "string"})


_SCHEMAS: dict[type, Json] = {
    Switch: {"type": "boolean"},
    PageSize: {"type": "string", "examples": [*PAGES, "120x80mm"]},
    QuarterTurn: {"type": "integer", "enum": list(QUARTER_TURNS)},
    BoxOrFace: {"type": "string", "examples": [FACE, CROP.example]},
}
"""Kinds whose schema does not depend on the row."""


READ: Json = {
    name: {**value_schema(option), "description": option.about}
    for name, option in WITH_THE_UPLOAD.items()
}
"""Name → schema, of what a photo is read and framed with."""

SETTINGS: Json = {
    name: {**value_schema(option), "description": option.about} for name, option in OPTIONS.items()
} | {
    "format": {
        "type": "string",
        "enum": list(FORMATS),
        "description": "Format of the answer; without it, what Accept prefers.",
    },
    "preset": {
        "type": "string",
        "description": "Settings by name, of `/api/presets`; whatever else is given wins.",
    },
    "download": {
        "type": "boolean",
        "default": False,
        "description": "Let browsers save it as a file.",
    },
}
"""Name → schema, of all that a drawing is asked for with."""


def _parameter(name: str, schema: Json) -> Json:
    value = {key: said for key, said in schema.items() if key != "description"}
    parameter = {"name": name, "in": "query", "description": schema["description"], "schema": value}
    return parameter | ({"example": WITH_PHOTO[name].example} if name in WITH_PHOTO else {})


QUERY = [_parameter(name, schema) for name, schema in SETTINGS.items()]
READ_QUERY = [_parameter(name, schema) for name, schema in READ.items()]
FILM_QUERY = [
    *(
        _parameter(name, SETTINGS[name])
        for name in DRAWING
        if DRAWING[name].counts({"command": FILM_COMMAND})
    ),
    *(
        _parameter(name, {**value_schema(option), "description": option.about})
        for name, option in FILM_OPTIONS.items()
    ),
    _parameter(
        "format",
        {"type": "string", "enum": list(FILM_MEDIA_TYPES), "description": "Format of the film."},
    ),
    *(_parameter(name, SETTINGS[name]) for name in ("preset", "download")),
]
DRAWN_QUERY = [
    *QUERY,
    _parameter(
        DRAFT,
        {
            "type": "boolean",
            "default": False,
            "description": "Draw a picture less smoothly in half the time, while a knob is turned.",
        },
    ),
]
LOOK = [parameter for parameter in QUERY if parameter["name"] == "look"]
SIZE = [parameter for parameter in QUERY if parameter["name"] == "size"]


_PLACES = {
    "left": "Pixels of the drawing to the left of the region.",
    "top": "Pixels of the drawing above the region.",
    "width": "Columns of the region.",
    "height": "Rows of the region.",
}
PLACE: list[Json] = [
    {
        "name": name,
        "in": "query",
        "required": True,
        "description": _PLACES[name],
        "schema": {
            "type": "integer",
            "minimum": int(name in ("width", "height")),
            "maximum": LARGEST_PLACE,
        },
        "example": 16,
    }
    for name in WINDOW
]
"""Parameters that say which part of a drawing is wanted."""


def _form(*, settings: bool) -> Json:
    photo = {"type": "string", "format": "binary", "description": "The photo's file."}
    schema = {
        "type": "object",
        "required": ["photo"],
        "properties": {"photo": photo, **READ, **(SETTINGS if settings else {})},
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
    "required": ["id", "name", "width", "height", "faces", "face_boxes", "notices"],
    "properties": {
        "id": {"type": "string", "description": "Its unguessable name from now on."},
        "name": {"type": "string", "description": "The file's name."},
        "width": {"type": "integer", "description": "Pixels, upright."},
        "height": {"type": "integer"},
        "faces": {"type": "integer", "description": "How many were found."},
        "face_boxes": {
            "type": "array",
            "items": {"type": "array", "items": {"type": "number"}},
            "description": "Left, top, right, bottom of each, as fractions; the largest first.",
        },
        "notices": {"type": "array", "items": {"type": "string"}},
    },
}
_SEEN_EXAMPLE = {
    "id": "9O2IPPVcgUezDAAqg6_NzA",
    "name": "photo.jpg",
    "width": 768,
    "height": 1024,
    "faces": 1,
    "face_boxes": [[0.31, 0.22, 0.66, 0.58]],
    "notices": [],
}

_NOTICES: Json = {
    NOTICES: {
        "description": "What is to be said of it, if anything; percent-encoded, between commas.",
        "schema": {"type": "string"},
    }
}
_SAID: Json = _NOTICES | {
    WRITTEN: {
        "description": "What the file holds, as JSON: width and height in pixels; or, of strokes, "
        "in mm, with strokes, length in mm, seconds and machine.",
        "schema": {"type": "string"},
    }
}

DRAW = _route(
    "The drawing.", _FILES, (*_UPLOAD, 406),
    query=[*QUERY, *READ_QUERY], body=_form(settings=True), headers=_SAID,
)  # fmt: skip
SEE = _route(
    "What was seen.",
    _json(SEEN, _SEEN_EXAMPLE),
    _UPLOAD,
    status=201,
    query=READ_QUERY,
    body=_form(settings=False),
)
DRAWING_OF_INK = _route("The drawing.", _FILES, (*_WORK, 406), query=DRAWN_QUERY, headers=_SAID)
REGION = _route("The part.", {"image/png": _BINARY}, (*_WORK, 406), query=[*PLACE, *DRAWN_QUERY])
PAIR = _route(
    "Photo and drawing.", {"image/png": _BINARY}, (*_WORK, 406), query=QUERY, headers=_NOTICES
)
FILM = _route(
    "The film.",
    dict.fromkeys(FILM_MEDIA_TYPES.values(), _BINARY),
    _WORK,
    query=FILM_QUERY,
    headers=_NOTICES,
)
PHOTO = _route("The photo.", {"image/jpeg": _BINARY}, _WORK, query=SIZE)
THUMBNAIL = _route("The drawing, small.", {"image/png": _BINARY}, _WORK, query=LOOK)
RETOUCH = _route(
    "Kept, and in every drawing from now on.",
    None,
    (*_UPLOAD, 404),
    status=204,
    body={
        "required": True,
        "description": "Red erases, green restores, yellow adds ink, blue is the sitter's; "
        "1024 pixels a side.",
        "content": {"image/png": _BINARY},
    },
)
FORGET = _route("Forgotten.", None, (422,), status=204)
_LIST: Json = {"type": "array", "items": {"type": "object"}}
LOOKS = _route("The looks.", _json(_LIST, [{"name": "ink", "about": "…", "knobs": []}]))
PRESETS = _route("The presets.", _json(_LIST, [{"name": "fine", "settings": {"weight": 0.6}}]))
SAVING = _route(
    "Formats, options, machines and limits.",
    _json({"type": "object"}, {"formats": [{"name": "png", "suffix": ".png", "kind": "picture"}]}),
)
MODELS = _route("The models.", _json(_LIST, [{"name": "portrait", "used": True}]))
HEALTH = _route("It is up.", _json({"type": "object"}, {"status": "ok"}))
METRICS = _route("The metrics.", {"text/plain": {"schema": {"type": "string"}}})
