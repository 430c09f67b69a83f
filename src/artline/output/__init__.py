"""Drawings and strokes become files; a row of the registry for each format."""

from artline.output.pictures import PICTURE_FORMATS
from artline.output.registry import (
    FORMATS,
    Format,
    Picture,
    PictureFormat,
    StrokeFormat,
    register_format,
)
from artline.output.vector import STROKE_FORMATS

for _row in (*PICTURE_FORMATS, *STROKE_FORMATS):
    register_format(_row)

__all__ = ["FORMATS", "Format", "Picture", "PictureFormat", "StrokeFormat", "register_format"]
