"""Files of strokes: which suffix is which format."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from artline.output import raster

FORMATS: Mapping[str, str] = MappingProxyType(
    {
        ".svg": "svg",
        ".pdf": "pdf",
        ".dxf": "dxf",
        ".hpgl": "hpgl",
        ".plt": "hpgl",
        ".gcode": "gcode",
        ".nc": "gcode",
    }
)
"""File suffix → format."""

NAMES = tuple(dict.fromkeys(FORMATS.values()))
"""Every format of strokes."""


def any_format_of(target: object, format: str | None = None) -> str:  # noqa: A002 - as everywhere
    """Like `raster.format_of`, for files of strokes too."""
    return raster.format_of(target, format, FORMATS)
