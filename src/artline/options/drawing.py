"""Options of a drawing, and the settings that hold what was chosen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from artline.options.applies import (
    NOT_GIVEN,
    SWITCHED_OFF,
    SWITCHED_ON,
    Case,
    among,
    other_than,
    when,
    within,
)
from artline.options.checked import Checked
from artline.options.kinds import (
    Colour,
    Number,
    Switch,
    Whole,
    Word,
    WordOrWhole,
    parse_colour,
)
from artline.options.offered import Names
from artline.options.option import Option, Table, table
from artline.options.places import (
    ALL_LOOKS,
    BOOKLET,
    DARK_PAPER,
    DRAW,
    EVALUATE,
    INKS,
    LOOKS,
    LOOKS_IN_COLOUR,
    LOOKS_OF_SWELLING_LINES,
    LOOKS_SHEET,
    PAIR,
    PICTURES,
    STROKES_IN_COLOUR,
    STROKES_ON_PAPER,
    TRANSPARENT_PICTURES,
)

_ON_PAPER = other_than("transparent")
SMALLEST_SIZE = 16
"""Shortest long side of a drawing, pixels."""
LARGEST_SIZE = 32_000
"""Longest long side of a drawing, pixels."""
CHALK_ON_SLATE = ("#f4f0e6", "#26292d")
"""Ink and paper of looks on dark paper."""
_NOT_JUDGED = other_than(EVALUATE)
"""Drawings are measured black on white."""


def _painted(looks: Names) -> tuple[Case, ...]:
    """In these looks, where areas are painted: in pictures and in filled files."""
    return (
        when(look=within(looks), format=within(PICTURES)),
        when(look=within(looks), svg=among("fill")),
    )


LOOK: Option[str] = Option(
    "look",
    Word(ALL_LOOKS),
    "ink",
    "How the ink is finished; `artline looks` lists them.",
    "bold",
    (when(command=other_than(LOOKS_SHEET)),),
)
WEIGHT: Option[float] = Option(
    "weight",
    Number(0.25, 4.0),
    1.0,
    "Line weight: 0.5 is a fine pen, 2 a brush.",
    1.2,
    # a pen draws lines of one width as wide as it is
    (*_painted(Names(LOOKS, "weight")), when(look=within(LOOKS_OF_SWELLING_LINES))),
)
DETAIL: Option[float] = Option(
    "detail",
    Number(-1.0, 1.0),
    0.0,
    "Fewer lines (below 0) or more of them (above 0).",
    0.3,
    (when(look=within(Names(LOOKS, "detail"))),),
)
SHADE: Option[float] = Option(
    "shade",
    Number(-1.0, 1.0),
    0.0,
    "How much goes black: less (below 0) or more (above 0).",
    -0.2,
    (when(look=within(Names(LOOKS, "shade"))),),
)
TAPER: Option[float] = Option(
    "taper",
    Number(0.0, 1.0),
    0.0,
    "How much lines narrow towards their ends: 0 not at all, 1 to points.",
    0.5,
    (when(look=within(Names(LOOKS, "taper"))),),
)
HAIR: Option[float] = Option(
    "hair",
    Number(0.0, 1.0),
    0.0,
    "Combed hair in fine strands: 0 none, 0.4 fair hair, 1 all.",
    1.0,
    (when(look=within(Names(LOOKS, "hair"))),),
)
PALETTE: Option[str] = Option(
    "palette",
    WordOrWhole(("natural", "warm", "print", "pastel", "noir"), 2, 32),
    "natural",
    "Colours of a look in colour: natural, warm, print, pastel, noir, or how many, 2 to 32.",
    "warm",
    _painted(Names(LOOKS, "palette")),
)
FLATNESS: Option[float] = Option(
    "flatness",
    Number(0.0, 1.0),
    0.5,
    "How flat colour is: 0 many small patches, 1 few large ones.",
    1.0,
    _painted(Names(LOOKS, "flatness")),
)
SHADING: Option[float] = Option(
    "shading",
    Number(0.0, 1.0),
    0.5,
    "How far light and shade are apart: 0 not at all, 1 as on a stage.",
    1.0,
    _painted(Names(LOOKS, "shading")),
)
SATURATION: Option[float] = Option(
    "saturation",
    Number(0.0, 2.0),
    1.0,
    "How strong colours are: 0 grey, 2 twice as strong.",
    0.0,
    _painted(Names(LOOKS, "saturation")),
)
BORDERS: Option[str] = Option(
    "borders",
    Word(("hard", "soft")),
    "hard",
    "Borders between the tones of skin and hair in a look in colour: hard, or soft in fine bands.",
    "soft",
    _painted(LOOKS_IN_COLOUR),
)
INKS_USED: Option[int] = Option(
    "inks",
    Whole(2, 4, "inks"),
    3,
    "Inks of a poster: 2 to 4, the darkest among them.",
    2,
    (when(look=within(Names(LOOKS, INKS))),),
)
BACKGROUND: Option[str] = Option(
    "background",
    Word(("white", "keep", "transparent", "gradient", "burst")),
    "white",
    "white: the sitter alone; keep: the whole scene, background lighter; "
    "transparent: ink on nothing; gradient, burst: a colour, or rays of two, behind a look in "
    "colour.",
    "keep",
    values_apply_to={
        "gradient": _painted(LOOKS_IN_COLOUR),
        "burst": _painted(LOOKS_IN_COLOUR),
        "transparent": (
            when(command=among(DRAW), format=within(TRANSPARENT_PICTURES)),
            # strokes lie on nothing, unless their paper has a colour
            when(command=among(DRAW, BOOKLET), format=within(STROKES_ON_PAPER), invert=SWITCHED_ON),
            when(
                command=among(DRAW, BOOKLET),
                format=within(STROKES_ON_PAPER),
                look=within(Names(LOOKS, DARK_PAPER)),
            ),
        ),
    },
)
INK: Option[str] = Option(
    "ink",
    Colour(),
    "black",
    "Colour of the ink: a name, #rgb, #rrggbb, rgb(…) or hsl(…).",
    "navy",
    (
        when(command=_NOT_JUDGED, format=within(PICTURES), background=_ON_PAPER),
        when(command=_NOT_JUDGED, format=within(PICTURES), invert=SWITCHED_OFF),
        when(command=_NOT_JUDGED, format=within(STROKES_IN_COLOUR), pens=NOT_GIVEN),
        when(command=_NOT_JUDGED, format=within(STROKES_ON_PAPER), invert=SWITCHED_ON),
    ),
)
PAPER: Option[str] = Option(
    "paper",
    Colour(),
    "white",
    "Colour of the paper.",
    "#fffdf5",
    (
        when(command=_NOT_JUDGED, format=within(PICTURES), background=_ON_PAPER),
        when(command=_NOT_JUDGED, format=within(PICTURES), invert=SWITCHED_ON),
        when(
            command=_NOT_JUDGED,
            format=within(STROKES_ON_PAPER),
            background=_ON_PAPER,
            invert=SWITCHED_OFF,
        ),
        when(
            command=_NOT_JUDGED,
            format=within(STROKES_ON_PAPER),
            background=_ON_PAPER,
            pens=NOT_GIVEN,
        ),
    ),
)
INVERT: Option[bool] = Option(
    "invert",
    Switch(),
    False,
    "Exchange ink and paper: white lines on black.",
    True,
    (
        when(command=_NOT_JUDGED, format=within(PICTURES)),
        when(command=_NOT_JUDGED, format=within(STROKES_ON_PAPER)),
        # without a paper, the lines alone change colour, where they are not black
        when(
            command=_NOT_JUDGED,
            format=within(STROKES_IN_COLOUR),
            look=within(Names(LOOKS, DARK_PAPER)),
        ),
    ),
)
SIZE: Option[int | None] = Option(
    "size",
    Whole(SMALLEST_SIZE, LARGEST_SIZE, "pixels"),
    None,
    "Long side of the drawing in pixels; without it, exactly the photo's pixels.",
    640,
    # on a page, the resolution says how many pixels there are
    (when(command=among(DRAW, PAIR), format=within(PICTURES), page=NOT_GIVEN),),
)

DRAWING: Table = table(
    LOOK,
    WEIGHT,
    DETAIL,
    SHADE,
    TAPER,
    HAIR,
    PALETTE,
    FLATNESS,
    SHADING,
    SATURATION,
    BORDERS,
    INKS_USED,
    BACKGROUND,
    INK,
    PAPER,
    INVERT,
    SIZE,
)


@dataclass(frozen=True, slots=True)
class Settings(Checked):
    """How a drawing is finished; each field is an option of `DRAWING`.

    Every value is checked when the object is made, and so is that it does something: `shade` in
    a look without masses is refused.

    Raises:
        SettingError: names the setting, what is wrong and what is allowed.
    """

    OPTIONS: ClassVar[Table] = DRAWING

    look: str = LOOK.default
    weight: float = WEIGHT.default
    detail: float = DETAIL.default
    shade: float = SHADE.default
    taper: float = TAPER.default
    hair: float = HAIR.default
    palette: str = PALETTE.default
    flatness: float = FLATNESS.default
    shading: float = SHADING.default
    saturation: float = SATURATION.default
    borders: str = BORDERS.default
    inks: int = INKS_USED.default
    background: str = BACKGROUND.default
    ink: str = INK.default
    paper: str = PAPER.default
    invert: bool = INVERT.default
    size: int | None = SIZE.default

    @property
    def colours(self) -> tuple[str, str]:
        """Ink and paper by name, before `invert`: the look's own where none was chosen."""
        chosen = (self.ink, self.paper)
        if chosen == (INK.default, PAPER.default) and LOOKS.has(self.look, DARK_PAPER):
            return CHALK_ON_SLATE
        return chosen

    @property
    def ink_rgb(self) -> tuple[int, int, int]:
        """Colour of what is drawn, after `invert`."""
        return parse_colour("ink", self.colours[self.invert])

    @property
    def paper_rgb(self) -> tuple[int, int, int]:
        """Colour of what is left, after `invert`."""
        return parse_colour("paper", self.colours[not self.invert])

    def in_look(self, look: str) -> Settings:
        """The same in another look; what does nothing there is left neutral."""
        return self.in_looks((look,), **self.values)[0]

    @classmethod
    def in_looks(cls, looks: Iterable[str], **values: Any) -> list[Settings]:
        """Settings for each of some looks; what does nothing in one is left neutral there.

        Raises:
            SettingError: a value is refused.
        """
        found = []
        for look in looks:
            known = {**values, "look": look}
            kept = {n: v for n, v in known.items() if not DRAWING[n].idle(known)}
            found.append(cls.choose(**kept))
        return found
