"""Rows, fields and keywords are of one piece; the room's own names are those of the others."""

from __future__ import annotations

import typing
from dataclasses import fields

import pytest

from artline.options import (
    DRAWING,
    FRAMING,
    ON_PAGE,
    OPTIONS,
    Frame,
    PageSettings,
    Settings,
    Table,
)
from artline.options.keywords import DrawingOptions, FramingOptions, PageOptions


@pytest.mark.parametrize(
    ("table", "settings", "keywords"),
    [
        (DRAWING, Settings, DrawingOptions),
        (ON_PAGE, PageSettings, PageOptions),
        (FRAMING, Frame, FramingOptions),
    ],
)
def test_fields_and_keywords_are_the_rows(table: Table, settings: type, keywords: type) -> None:
    """In the rows' order, with their defaults and types."""
    assert [field.name for field in fields(settings)] == list(table)
    accepted = typing.get_type_hints(keywords)
    assert list(accepted) == list(table)
    kept = typing.get_type_hints(settings)
    for field in fields(settings):
        option = table[field.name]
        assert field.default == option.default
        nothing = {type(None)} if option.default is None else set()
        assert parts(accepted[field.name]) == parts(option.kind.accepts) | nothing, field.name
        assert parts(kept[field.name]) - nothing <= parts(option.kind.accepts), field.name


def parts(kind: object) -> set[object]:
    """Members of a union, or the type itself."""
    return set(typing.get_args(kind)) or {kind}


@pytest.mark.parametrize("option", OPTIONS.values(), ids=lambda option: option.name)
def test_a_row_is_whole(option: typing.Any) -> None:
    """Its default and its example are values that it takes, and differ."""
    assert option.check(option.default) == option.default
    assert option.check(option.example) != option.default
    assert option.help.endswith(".")
    named = {name for case in option.applies_to for name in case}
    assert named <= {*OPTIONS, "format", "command"}
