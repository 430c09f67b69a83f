"""Options of how a drawing is traced: what becomes strokes, how many, in which order."""

from __future__ import annotations

from artline.options.applies import among, other_than, when, within
from artline.options.kinds import Length, Switch, Whole, Word
from artline.options.option import Option, Table, table
from artline.options.places import LOOKS_OF_SEVERAL_LINES, LOOKS_WITH_MASSES, STROKE_FILES

_TRACED = when(format=within(STROKE_FILES), svg=other_than("fill"))
"""Every file of strokes but `--svg fill`, which has the drawing's own outlines."""

_CHOSEN = when(**_TRACED, look=within(LOOKS_OF_SEVERAL_LINES))
"""Every such file of a look in which lines can be left out and have an order."""

MASSES: Option[str] = Option(
    "masses",
    Word(("hatch", "outline", "fill", "none")),
    "hatch",
    "What becomes of black areas.",
    "outline",
    (when(**_TRACED, look=within(LOOKS_WITH_MASSES)),),
)
POLYLINE: Option[bool] = Option(
    "polyline",
    Switch(),
    False,
    "Straight pieces instead of Bézier curves.",
    True,
    (when(format=among("svg", "pdf"), svg=among("strokes")),),
)
TOLERANCE: Option[float] = Option(
    "tolerance",
    Length(0.001, 5),
    0.1,
    "How far a curve may be from the traced line, mm.",
    "0.2mm",
    (_TRACED,),
)
STROKES: Option[int | None] = Option(
    "strokes",
    Whole(1, 1_000_000),
    None,
    "Most strokes to draw; those of the face come first.",
    400,
    (_CHOSEN,),
)
INK_LENGTH: Option[float | None] = Option(
    "ink_length",
    Length(1, 10_000_000),
    None,
    "Most line to draw, as 6m; that of the face comes first.",
    "6m",
    (_CHOSEN,),
)
ORDER: Option[str] = Option(
    "order",
    Word(("travel", "artist")),
    "travel",
    "travel: short ways between strokes; artist: face, hair, body, background.",
    "artist",
    (_CHOSEN,),
)

TRACING_OPTIONS: Table = table(MASSES, POLYLINE, TOLERANCE, STROKES, INK_LENGTH, ORDER)
