"""Sets that a recipe may do without are left out with a word; all others are refused as ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from artline.errors import SettingError
from artline.train.missing import without_missing
from made_training import recipe

OPTIONAL = {"kind": "apdrawing", "path": "gone", "missing": "skip"}


def test_a_set_that_is_not_here_is_left_out_with_a_line(tmp_path: Path) -> None:
    """Its weight goes with it; a row without `missing` stays and is refused when it is opened."""
    here = {"kind": "pairs", "path": str(tmp_path), "missing": "skip", "weight": 2}
    needed = {"kind": "fs2k", "path": "also gone", "weight": 1}
    whole = recipe(data=[{**OPTIONAL, "weight": 3}, here, needed])
    kept, said = without_missing(whole, "r.toml")
    assert [row.weight for row in kept.data] == [2, 1]
    assert [dict(row.options) for row in kept.data] == [{}, {}]
    assert said == ["left out: gone: no such folder; training without it"]
    assert kept.source == whole.source


def test_none_here_is_refused() -> None:
    with pytest.raises(SettingError, match=r"r\.toml: none of its data sets is here.*gone"):
        without_missing(recipe(data=[OPTIONAL]), "r.toml")


def test_what_is_left_must_have_targets(tmp_path: Path) -> None:
    undrawn = {"kind": "photos", "path": str(tmp_path), "targets": "none"}
    with pytest.raises(SettingError, match="no data set has targets"):
        without_missing(recipe(data=[OPTIONAL, undrawn]), "r.toml")


def test_another_word_is_refused() -> None:
    with pytest.raises(SettingError, match=r"data\[0\]: missing: no skp, did you mean skip\?"):
        recipe(data=[{**OPTIONAL, "missing": "skp"}])
