"""Registries of looks and formats: rows are checked, no two alike, and read-only for readers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from artline import LOOKS, Look, Settings
from artline.errors import PluginError, SettingError
from artline.looks import register
from artline.options.places import PICTURES, STROKE_FILES
from artline.output import FORMATS, PictureFormat, StrokeFormat, register_format
from artline.plugins.registry import Registry

INK, PNG, HPGL = LOOKS["ink"], FORMATS["png"], FORMATS["hpgl"]


@pytest.mark.parametrize(
    ("refused", "words"),
    [
        (lambda: register(replace(INK, about="Mine.")), "look ink: already there"),
        (lambda: register_format(PNG), "format png: already there"),
        (lambda: register_format(replace(PNG, name="mine", suffixes=(".plt",))), "plt"),
        (lambda: register_format(replace(PNG, name="jpg", suffixes=(".mine",))), "jpg: already"),
        (lambda: replace(INK, name="Ink 2"), "look Ink 2: name it in small letters"),
        (lambda: replace(INK, about="One\ntwo"), "look ink: say what it is about in one line"),
        (lambda: replace(INK, knobs=frozenset({"weigth"})), "look ink: no knob weigth; there are"),
        (lambda: replace(PNG, name="p/n"), "format p/n: name it in small letters"),
        (lambda: replace(PNG, suffixes=("png",)), "format png: give suffixes such as .png"),
        (lambda: replace(PNG, suffixes=()), "format png: give suffixes such as .png"),
    ],
)
def test_a_row_that_cannot_be_is_refused(refused: Callable[[], object], words: str) -> None:
    """In one line, before it replaces another or cannot be typed."""
    before = list(LOOKS.values()), list(FORMATS.values())
    with pytest.raises(PluginError) as caught:
        refused()
    assert words in str(caught.value) and "\n" not in str(caught.value)
    assert before == (list(LOOKS.values()), list(FORMATS.values()))


def test_rows_are_read_only() -> None:
    """Whoever reads them can add none but by `register`."""
    for rows in (LOOKS, FORMATS):
        with pytest.raises(TypeError):
            rows["mine"] = None  # type: ignore[index]
        assert "mine" not in rows


def test_what_is_registered_is_found_by_every_word() -> None:
    """By its name, and a format by its suffixes too."""
    registry: Registry[PictureFormat | StrokeFormat] = Registry(
        "format", "artline.none", PictureFormat, StrokeFormat
    )
    assert registry.find("plt") is None and not registry.rows
    assert registry.register(HPGL) is HPGL
    assert registry.find("plt") is registry.find("hpgl") is registry.rows["hpgl"] is HPGL
    assert list(registry.rows) == ["hpgl"]


def test_options_know_the_formats_as_they_are() -> None:
    """What a format's row says of itself decides what counts in it."""
    kinds = {name: row.kind for name, row in FORMATS.items()}
    assert tuple(PICTURES) == tuple(name for name, kind in kinds.items() if kind == "picture")
    assert tuple(STROKE_FILES) == tuple(name for name, kind in kinds.items() if kind == "strokes")
    assert tuple(PICTURES) == ("png", "jpeg", "webp", "tiff", "avif")
    assert tuple(STROKE_FILES) == ("svg", "pdf", "dxf", "hpgl", "gcode")
    assert None not in PICTURES and ["png"] not in PICTURES and "svg" not in PICTURES


@pytest.mark.parametrize("look", LOOKS.values(), ids=lambda look: look.name)
def test_a_knob_that_a_look_leaves_out_is_refused(look: Look) -> None:
    """The row's own word, without a list elsewhere."""
    for knob, value in {"weight": 2, "detail": 0.5, "shade": 0.5}.items():
        if knob in look.knobs:
            assert Settings.choose(look=look.name, **{knob: value}).changed
        else:
            with pytest.raises(SettingError, match=f"{knob}: does nothing in look {look.name}"):
                Settings.choose(look=look.name, **{knob: value})
