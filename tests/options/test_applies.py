"""Every option in every place: it changes what is drawn, or is refused. Made from the rows."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import numpy as np
import pytest
from PIL import Image

from artline import pipeline
from artline.cli import cli
from artline.errors import OutputError, SettingError
from artline.evaluate.metrics.gray import picture_to_gray
from artline.looks import LOOKS
from artline.nouns import Drawing, Ink, Origin, Photo, Plot
from artline.options import (
    DRAWING,
    FRAMING,
    ON_PAGE,
    OPTIONS,
    READING,
    PageSettings,
    Settings,
    refuse_idle,
)
from artline.options.kinds import Word
from artline.options.option import Option
from artline.options.places import (
    BOOKLET,
    COMPARE,
    DRAW,
    EVALUATE,
    LOOKS_SHEET,
    PICTURES,
    STROKE_FILES,
)
from artline.output import stroke_files
from artline.output.reach import refuse_beyond
from artline.strokes import plot
from made_ink import disc, made_ink, ring

PLAIN: Mapping[str, Any] = {}
BESIDE: tuple[Mapping[str, Any], ...] = (
    {"page": "a6"},
    {"pens": "black:0.3,grey:0.5"},
    {"svg": "variable"},
    {"svg": "fill"},
    {"masses": "none"},
    {"background": "transparent"},
    {"invert": True},
)
"""What one option may do to another is tried beside these"""
TELLING = {
    "look": "stencil",
    "weight": 4.0,
    "detail": 1.0,
    "shade": -1.0,
    "taper": 1.0,
    "strokes": 2,
    "ink_length": "300mm",
    "tolerance": "3mm",
    "machine": "laser",
}
"""Values that change even so small a picture, where the row's example might not."""
NEEDED: Mapping[str, Mapping[str, Any]] = {
    "power": {"machine": "laser", "page": "a6"},
    "beyond_reach": {"page": "500x500mm"},
}
"""What must stand beside an option for it to have something to change."""
TOO_SMALL: Mapping[str, tuple[str, ...]] = {
    "power": ("bold", "stencil", "stipple", "colouring"),
    "masses": ("cartoon",),
    "strokes": ("scribble",),
    "order": ("scribble",),
    "ink_length": ("oneline", "spiral"),
}
"""Looks in which so small a picture has nothing for an option to change: lines of one width, or
one line; or in which it changes the drawing into none."""


def values_of(option: Option[Any]) -> tuple[Any, ...]:
    """Every other word, or one telling value."""
    if isinstance(option.kind, Word) and option.name not in TELLING:
        return tuple(word for word in option.kind.words if word != option.default)
    return (TELLING.get(option.name, option.example),)


ROUNDING = 2
"""Levels of 255 by which colours on nothing, laid on paper, differ from those painted on it."""

Place = tuple[str, str, Mapping[str, Any]]
"""Format, look, and what is chosen besides."""
FORMATS = (*PICTURES, *STROKE_FILES)
TELLING_PLACES: list[Place] = [
    *((kind, look, PLAIN) for kind in FORMATS for look in ("ink", "contour")),
    *((kind, "ink", beside) for kind in ("png", "svg") for beside in BESIDE),
    ("gcode", "contour", {"page": "a4"}),
    ("svg", "contour", {"svg": "variable"}),
]
"""Where one rule or another is broken first."""
ALL_PLACES: list[Place] = [
    *((kind, look, PLAIN) for kind in FORMATS for look in LOOKS),
    *((k, look, b) for k in FORMATS for look in ("ink", "contour") for b in BESIDE),
]


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Traced at a size at which a thousand drawings take seconds."""
    monkeypatch.setattr(plot, "TRACED_SIDE", 160)


@cache
def seen() -> Ink:
    """A head of two rings, with combed hair, a tuft, two eyes and a mouth; behind it a tree and a
    bush."""
    line = np.maximum.reduce([ring(50), ring(45), ring(7, (75, 62)), ring(7, (75, 98))])
    line[103:106, 62:98] = 1  # the mouth: a line with two ends
    tone = disc(9, (45, 80))
    hand = np.maximum(0.6 * line, tone)
    hair = disc(28, (50, 80))
    strands = 0.55 + 0.2 * np.sin(np.arange(160) * 1.5) * np.ones((160, 1))
    light = np.where(hair > 0.5, strands, 0.8).astype(np.float32)
    skin = np.where(hair > 0.5, 0, disc(42)).astype(np.float32)
    cloth = np.zeros_like(skin)
    cloth[128:, 40:120] = 1
    tint = np.where(skin[..., None] > 0.5, (1.0, 0.8, 0.7), 1.0)
    tint = np.where(cloth[..., None] > 0.5, (0.3, 0.4, 0.9), tint)
    rgb = np.rint(255 * light[..., None] * tint).astype(np.uint8)
    photo = Photo(rgb, origin=Origin(exif=EXIF))
    made = made_ink(
        line=line,
        scene=np.maximum(line, np.maximum(ring(12, (40, 145)), 0.8 * ring(30))),
        mass=np.maximum(tone, disc(12, (130, 147))),
        pencil=hand,
        brush=hand,
        graphite=hand,
    )
    return Ink(
        channels={**made.channels, "hair": hair, "skin": skin, "cloth": cloth},
        photo=photo,
        model="made",
        subject=made.subject,
        lightness=light,
        faces=made.faces,
    )


def _exif() -> bytes:
    block = Image.Exif()
    block[315] = "Ada"
    return block.tobytes()


EXIF = _exif()


@cache
def drawing(settings: Settings) -> Drawing:
    return pipeline.finish(seen(), settings)


@cache
def strokes(settings: Settings, page: PageSettings) -> Plot:
    return plot.strokes_of(drawing(settings), page)


@cache
def written(kind: str, settings: Settings, page: PageSettings, keep_metadata: bool) -> bytes:
    """The file's bytes, whether or not everything that was chosen counts in it."""
    if kind in STROKE_FILES:
        try:
            data = stroke_files.encode(strokes(settings, page), kind)
        except OutputError as fault:  # a stencil without its masses has no line
            return str(fault).encode()
        # a DXF says when it was made: at its beginning, and after each @
        return re.sub(rb"@ \S+", b"", data.partition(b"TABLES")[2]) if kind == "dxf" else data
    buffer = io.BytesIO()
    printed = {name: page.values[name] for name in ("page", "margin", "landscape", "dpi")}
    if page.page is None:  # else refused before anything is written
        del printed["margin"], printed["landscape"]
    drawing(settings).save(
        buffer, format=kind, keep_metadata=keep_metadata, page=PageSettings(**printed)
    )
    return buffer.getvalue()


def parted(chosen: Mapping[str, Any]) -> tuple[Settings, PageSettings, bool]:
    """What was chosen as settings of drawing, page and file."""
    ours = Settings.choose(**{name: v for name, v in chosen.items() if name in DRAWING})
    page = PageSettings.choose(**{name: v for name, v in chosen.items() if name in ON_PAGE})
    return ours, page, chosen.get("keep_metadata", False)


def refusal(
    kind: str, chosen: Mapping[str, Any], given: tuple[str, ...], command: str = DRAW
) -> str:
    """The line that refuses what was given, or nothing."""
    try:
        settings, page, _ = parted(chosen)
        known = {**settings.values, **page.values, "format": kind, "command": command}
        refuse_idle(OPTIONS, given, known)
        refuse_beyond(page, kind)
    except SettingError as fault:
        return str(fault)
    return ""


WRITTEN = [name for name in OPTIONS if name not in {**READING, **FRAMING}]
"""Options that count when something is drawn or written; those of reading and framing:
`tests/photo` and `tests/cli/test_framing.py`."""


@pytest.mark.parametrize("name", WRITTEN)
def test_an_option_changes_the_file_or_is_refused(name: str) -> None:
    """In every format, with masses and without, beside others; and never refused for nothing."""
    faults = faults_of(name, TELLING_PLACES)
    assert not faults, "\n".join(faults)


@pytest.mark.long
@pytest.mark.parametrize("name", WRITTEN)
def test_an_option_changes_the_file_or_is_refused_everywhere(name: str) -> None:
    """In every format and every look, and in every format beside what it may depend on."""
    faults = faults_of(name, ALL_PLACES)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", [*DRAWING, *ON_PAGE])
def test_an_option_of_a_booklet_changes_it_or_is_refused(name: str) -> None:
    """Its pages are PDF, on paper of one kind; nothing is refused for nothing there either."""
    faults = faults_of(name, [("pdf", look, PLAIN) for look in ("ink", "contour")], BOOKLET)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", [name for name in DRAWING if name != "look"])
def test_what_is_measured_changes_with_what_is_offered(name: str) -> None:
    """In one of the looks at least; drawings are measured black on white."""
    option = DRAWING[name]
    for value in values_of(option):
        if option.idle({"command": EVALUATE, name: value}):
            continue
        looks = [look for look in LOOKS if not option.idle({"look": look, name: value})]
        assert any(
            np.ptp(measured(Settings(look=n, **{name: value})) - measured(Settings(look=n)))
            > 1 / 255
            for n in looks
        ), f"{name}={value}"


def measured(settings: Settings) -> np.ndarray:
    """A drawing as metrics see it."""
    return picture_to_gray(drawing(settings).pixels)


def faults_of(name: str, places: list[Place], command: str = DRAW) -> list[str]:
    """Where an option changes nothing and is taken, or changes something and is refused."""
    option = OPTIONS[name]
    faults = []
    for kind, look, beside in places:
        if look in TOO_SMALL.get(name, ()):
            continue
        before = {"look": look, **beside, **NEEDED.get(name, {})}
        if name in before.keys() - {"look"} or refusal(kind, before, tuple(beside), command):
            continue
        for value in values_of(option):
            if value == before.get(name):
                continue
            chosen = {**before, name: value}
            said = refusal(kind, chosen, (name, *beside), command)
            if said and not said.startswith(name):
                continue  # what stands beside it is refused
            try:
                changed = written(kind, *parted(chosen)) != written(kind, *parted(before))
            except (SettingError, OutputError):
                changed = False  # such settings cannot be made, nor such a file
            if changed is bool(said) or "\n" in said:
                faults.append(f"{name}={value} in {kind}, {before}: {said or 'changes nothing'}")
    return faults


@pytest.mark.parametrize("command", [LOOKS_SHEET, COMPARE])
def test_what_a_sheet_of_pictures_offers_changes_it(command: str) -> None:
    """In one of its looks at least; what is not offered would change none."""
    for name, option in DRAWING.items():
        if name == "look":
            continue
        for value in values_of(option):
            place = {"command": command, name: value}
            idle = bool(option.idle(place))
            chosen = Settings.in_looks(LOOKS, **{name: value})
            changed = any(
                differ(on_paper(one), on_paper(Settings(look=one.look))) for one in chosen
            )
            if name == "size":  # the sheet's own
                assert idle
            else:
                assert changed is not idle, f"{name}={value} in {command}"


def differ(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether two pictures do, by more than rounding."""
    return one.shape != other.shape or bool(np.abs(one - other).max() > ROUNDING)


def on_paper(settings: Settings) -> np.ndarray:
    """A drawing as a sheet shows it: one on nothing lies on the look's paper, which may be dark."""
    image = drawing(settings).to_pil().convert("RGBA")
    paper = Image.new("RGBA", image.size, settings.paper_rgb)
    paper.alpha_composite(image)
    return np.asarray(paper.convert("RGB")).astype(int)


@pytest.mark.parametrize(
    ("command", "table", "place"),
    [
        ("draw", OPTIONS, {"command": "draw"}),
        ("looks", {**FRAMING, **DRAWING, **READING}, {"command": "looks"}),
        ("compare", {**FRAMING, **DRAWING, **READING}, {"command": "compare"}),
        (
            "booklet",
            {**FRAMING, **DRAWING, **ON_PAGE, **READING},
            {"command": "booklet", "format": "pdf"},
        ),
        ("info", READING, {"command": "info"}),
    ],
)
def test_a_command_offers_what_does_something_there(
    command: str, table: Mapping[str, Option[Any]], place: dict[str, str]
) -> None:
    """No more and no less; the help of `artline looks` has no --look."""
    offered = {parameter.name for parameter in cli.commands[command].params} & OPTIONS.keys()
    assert offered == {name for name, option in table.items() if not option.idle(place)}


def test_a_setting_counts_in_the_looks_in_which_it_does_something() -> None:
    """`artline looks photo.jpg --shade .5`: darker where there are masses, contour as it is."""
    darker = Settings(shade=0.5, weight=2)
    assert darker.in_look("contour") == Settings(look="contour", weight=2)
    assert darker.in_look("bold") == Settings(look="bold", shade=0.5, weight=2)


@pytest.mark.parametrize(
    ("refused", "words"),
    [
        (lambda: Settings(look="contour", shade=0.5), "shade: does nothing in look contour; it is"),
        (lambda: Settings(background="transparent", paper="linen"), "paper: does nothing with"),
        (lambda: PageSettings(landscape=True), "landscape: does nothing without page; give both"),
        (
            lambda: idle("background", "transparent", format="svg", look="ink", invert=False),
            "without invert",
        ),
        (
            lambda: idle("fit", False, format="svg", page=None, machine=None),
            "fit: does nothing without page",
        ),
        (lambda: PageSettings(pen=1, pens="black:1"), "pen: does nothing with pens; give one"),
        (lambda: PageSettings(svg="fill", order="artist"), "order: does nothing with svg fill"),
        (lambda: drawing(Settings(look="contour")).strokes(masses="fill"), "masses: does nothing"),
        (
            lambda: drawing(Settings(look="spiral")).strokes(strokes=9),
            "strokes: does nothing",
        ),
        (
            lambda: drawing(Settings(look="spiral")).strokes(order="artist"),
            "order: does nothing",
        ),
        (lambda: save("png", page=PageSettings(margin=5)), "margin: does nothing without page; gi"),
        (lambda: save("png", page=PageSettings(pen=5)), "does nothing in png; it is for svg"),
        (lambda: save("svg", keep_metadata=True), "keep_metadata: does nothing in svg; it is for"),
        (
            lambda: save("pdf", page=PageSettings(svg="variable")),
            "svg variable: does nothing in pdf",
        ),
        (lambda: lines(plain=True).save(io.BytesIO(), format="svg"), "plain: does nothing in svg"),
    ],
)
def test_python_refuses_where_it_is_given(refused: Callable[[], object], words: str) -> None:
    """In one line that says what it is for."""
    with pytest.raises(SettingError) as caught:
        refused()
    assert words in str(caught.value) and "\n" not in str(caught.value)


def idle(name: str, value: object, **known: object) -> None:
    refuse_idle(OPTIONS, [name], {name: value, **known})


def save(kind: str, **options: Any) -> None:
    drawing(Settings()).save(io.BytesIO(), format=kind, **options)


def lines(**options: Any) -> Plot:
    return drawing(Settings()).strokes(**options)


def test_a_drawing_may_be_saved_as_everything() -> None:
    """What its settings did for the pixels is no reason to refuse its strokes."""
    made = pipeline.finish(seen(), Settings(ink="navy", size=200, background="transparent"))
    for kind in ("png", "svg", "gcode"):
        made.save(io.BytesIO(), format=kind)


def test_strokes_have_the_colours_of_the_drawing() -> None:
    """In SVG and PDF ink and paper, in DXF the ink; a pen with a colour of its own keeps it."""
    svg = written("svg", Settings(ink="navy", paper="linen"), PageSettings(), False).decode()
    assert 'stroke="#000080"' in svg and 'fill="#faf0e6"' in svg and "1 navy" in svg
    inverted = written("svg", Settings(invert=True), PageSettings(svg="fill"), False).decode()
    assert 'fill="#ffffff"' in inverted and 'id="paper"' in inverted
    own = written("svg", Settings(invert=True), PageSettings(pens="red:0.3"), False).decode()
    assert 'stroke="#ff0000"' in own and 'fill="#000000"' in own
    plain = written("svg", Settings(), PageSettings(), False).decode()
    assert 'stroke="#000000"' in plain and "<rect" not in plain
    red = written("dxf", Settings(ink="red"), PageSettings(), False)
    assert re.search(rb"PEN1\s+70\s+0\s+62\s+1\s", red)
