"""Options that count when a file is written: of one format, or of one machine."""

from __future__ import annotations

from artline.options.applies import GIVEN, among, other_than, when, within
from artline.options.kinds import Name, Switch, Word
from artline.options.option import Option, Table, table
from artline.options.places import LOOKS_OF_SWELLING_LINES, PICTURES, PLOTTER_FILES

SVG: Option[str] = Option(
    "svg",
    Word(("strokes", "variable", "fill")),
    "strokes",
    "strokes: paths of a constant pen; variable: as wide as drawn; fill: filled areas.",
    "fill",
    (when(format=among("svg", "pdf")),),
    {"variable": (when(format=among("svg")),)},
)
ANIMATE: Option[bool] = Option(
    "animate",
    Switch(),
    False,
    "SVG that draws itself.",
    True,
    (when(format=among("svg"), svg=among("strokes")),),
)
MACHINE: Option[str | None] = Option(
    "machine",
    Name(),
    None,
    "A machine by name (`artline machines`); without it, servo for G-code, hp7475a for HPGL.",
    "servo-a3",
    # in SVG and DXF, strokes are fitted to its reach; areas have no strokes
    (
        when(format=within(PLOTTER_FILES)),
        when(format=among("svg"), svg=other_than("fill")),
        when(format=among("dxf")),
    ),
)
PLAIN: Option[bool] = Option(
    "plain",
    Switch(),
    False,
    "G-code with a command word and all coordinates in every line.",
    True,
    (when(format=among("gcode")),),
)
POWER: Option[str] = Option(
    "power",
    Word(("even", "width")),
    "even",
    "Power of a laser: even; width: more where the line is wider.",
    "width",
    (when(format=among("gcode"), machine=GIVEN, look=within(LOOKS_OF_SWELLING_LINES)),),
)
BEYOND_REACH: Option[bool] = Option(
    "beyond_reach",
    Switch(),
    False,
    "Write strokes that the machine does not reach.",
    True,
    (
        when(format=within(PLOTTER_FILES)),
        when(format=among("svg", "dxf"), machine=GIVEN),
    ),
)

STROKE_FILE_OPTIONS: Table = table(SVG, ANIMATE, MACHINE, PLAIN, POWER, BEYOND_REACH)

KEEP_METADATA: Option[bool] = Option(
    "keep_metadata",
    Switch(),
    False,
    "Keep creator, rights, dates, description and camera model of the photo, and nothing else.",
    True,
    (when(format=within(PICTURES)),),
)

PICTURE_FILE_OPTIONS: Table = table(KEEP_METADATA)
