"""Options as keyword arguments, for editors and type checkers; a test holds them to the rows."""

from __future__ import annotations

from typing import TypedDict


class DrawingOptions(TypedDict, total=False):
    """Options of `DRAWING`, in its order."""

    look: str
    weight: float
    detail: float
    shade: float
    taper: float
    hair: float
    palette: str | int
    flatness: float
    shading: float
    saturation: float
    borders: str
    inks: int
    background: str
    ink: str
    paper: str
    invert: bool
    size: int | None


class FramingOptions(TypedDict, total=False):
    """Options of `FRAMING`, in its order."""

    turn: int
    straighten: float
    crop: str | tuple[float, float, float, float] | None


class PhotoOptions(DrawingOptions, FramingOptions, total=False):
    """What may be said of a photo and its drawing."""


class PageOptions(TypedDict, total=False):
    """Options of `ON_PAGE`, in its order."""

    page: str | None
    margin: float | str | None
    landscape: bool
    fit: bool
    dpi: int | None
    pen: float | str
    pens: str | None
    masses: str
    polyline: bool
    tolerance: float | str
    strokes: int | None
    ink_length: float | str | None
    order: str
    svg: str
    animate: bool
    machine: str | None
    plain: bool
    power: str
    beyond_reach: bool
