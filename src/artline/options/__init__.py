"""Options: one row each, from which come check, command line, HTTP, studio and documentation.

A row says what an option is called, what its values are, what it does, and where it does
something. Knows `errors` alone; looks and formats are opened to it by their rooms.
"""

from types import MappingProxyType

from artline.options.drawing import DRAWING, Settings
from artline.options.files import PICTURE_FILE_OPTIONS
from artline.options.frame import FRAMING, Frame
from artline.options.kinds import nearest, one_of, parse_colour
from artline.options.option import Option, Table, refuse_idle
from artline.options.page_settings import ON_PAGE, PageSettings
from artline.options.pens import Pen
from artline.options.reading import READING

OPTIONS: Table = MappingProxyType(
    {**DRAWING, **ON_PAGE, **PICTURE_FILE_OPTIONS, **READING, **FRAMING}
)
"""Every option, by name."""

__all__ = [
    "DRAWING",
    "FRAMING",
    "ON_PAGE",
    "OPTIONS",
    "READING",
    "Frame",
    "Option",
    "PageSettings",
    "Pen",
    "Settings",
    "Table",
    "nearest",
    "one_of",
    "parse_colour",
    "refuse_idle",
]
