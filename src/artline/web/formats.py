"""Formats of answers: by name, or by content negotiation."""

from __future__ import annotations

from artline.api.catalogue import FORMATS, Format
from artline.errors import shown
from artline.options import nearest
from artline.web.problems import ProblemError

PREFERRED = ("png", "webp")
"""Formats without loss, which come first where the client accepts several equally."""


def wanted(name: str | None, accept: str) -> Format:
    """The format to answer in.

    Args:
        name: a format's name or suffix, or None where the request has none.
        accept: the request's header Accept, used where `name` is None.

    Raises:
        ProblemError: 422 no such format; 406 no accepted type is available.
    """
    if name is None:
        return _accepted(accept)
    plain = name.lower().removeprefix(".")
    for kind in FORMATS.values():
        if plain in kind.words:
            return kind
    known = tuple(FORMATS)
    raise ProblemError(
        422,
        f"format: no {shown(name)}{nearest(plain, known)}; there are {', '.join(known)}",
    )


def _accepted(accept: str) -> Format:
    """Content negotiation, RFC 9110 section 12.5.1."""
    ranges = [_range(part) for part in accept.split(",") if part.strip()] or [("*/*", 1.0)]
    kinds = [*(FORMATS[name] for name in PREFERRED), *FORMATS.values()]
    best = max(kinds, key=lambda kind: _quality(kind.media_type, ranges))
    if _quality(best.media_type, ranges) == 0:
        types = ", ".join(kind.media_type for kind in FORMATS.values())
        raise ProblemError(406, f"no accepted type is available; there are {types}")
    return best


def _range(part: str) -> tuple[str, float]:
    kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return kind, min(1.0, max(0.0, float(parameter[2:])))
            except ValueError:
                return kind, 0.0
    return kind, 1.0


def _quality(media_type: str, ranges: list[tuple[str, float]]) -> float:
    """Quality of a media type, 0..1, by the most specific range that matches."""
    group = media_type.split("/", maxsplit=1)[0] + "/*"
    for pattern in (media_type, group, "*/*"):
        found = [quality for kind, quality in ranges if kind == pattern]
        if found:
            return max(found)
    return 0.0
