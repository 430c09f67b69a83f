"""Options that count when a file is written: of one format, or of one machine."""

from __future__ import annotations

from artline.options.applies import among, when, within
from artline.options.kinds import Name, Switch, Word
from artline.options.option import Option, Table, table
from artline.options.places import PICTURES, PLOTTER_FILES

SVG: Option[str] = Option(
    "svg",
    Word(("strokes", "variable", "fill")),
    "strokes",
    "strokes: paths of a constant pen; variable: as wide as drawn; fill: filled areas.",
    "variable",
    (when(format=among("svg")),),
)
ANIMATE: Option[bool] = Option(
    "animate",
    Switch(),
    False,
    "SVG that draws itself.",
    True,
    (when(format=among("svg"), svg=among("strokes")),),
)
MACHINE: Option[str] = Option(
    "machine",
    Name(),
    "servo",
    "A machine by name, for HPGL and G-code (`artline machines`).",
    "servo-a3",
    (when(format=within(PLOTTER_FILES)),),
)
PLAIN: Option[bool] = Option(
    "plain",
    Switch(),
    False,
    "G-code with a command word and all coordinates in every line.",
    True,
    (when(format=among("gcode")),),
)

STROKE_FILE_OPTIONS: Table = table(SVG, ANIMATE, MACHINE, PLAIN)

KEEP_METADATA: Option[bool] = Option(
    "keep_metadata",
    Switch(),
    False,
    "Keep creator, rights, dates, description and camera model of the photo, and nothing else.",
    True,
    (when(format=within(PICTURES)),),
)

PICTURE_FILE_OPTIONS: Table = table(KEEP_METADATA)
