"""A recipe says everything once, and what it cannot mean is refused in one line that names it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from artline.errors import SettingError
from artline.train.recipe import read_recipe, recipe_from_source, recipe_from_table
from made_training import recipe, table

RECIPES = sorted((Path(__file__).parents[2] / "recipes").glob("*.toml"))


@pytest.mark.parametrize("path", RECIPES, ids=lambda path: path.stem)
def test_every_recipe_of_the_repository_is_read(path: Path) -> None:
    """A key that was renamed must not be forgotten in a recipe."""
    assert read_recipe(path).steps > 0


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"thread": 2}, "no key thread, did you mean threads?"),
        ({"threads": "two"}, "threads: two is not a whole number"),
        ({"seed": True}, "seed: True is not a whole number"),
        ({"precision": "fp16"}, "no fp16"),
        ({"network": {"decoder": [8, 8]}}, "[network]"),
        ({"network": {"heads": "full"}}, "no key heads, did you mean head?"),
        ({"stages": []}, "stages"),
        ({"stages": [{"size": 64, "batch": 1, "steps": 1}]}, "rate is missing"),
        ({"stages": [{"size": 50, "batch": 1, "steps": 1, "rate": 0.1}]}, "multiple of 32"),
        ({"losses": {"ink": {"lines": {}}}}, "no lines, did you mean line?"),
        ({"losses": {"ink": {"line": {"bce": -1}}}}, "bce: -1"),
        ({"augment": {"flip": 2}}, "flip"),
        ({"data": {"kind": "photos"}}, "[[data]]"),
        ({"data": [{"path": "x"}]}, "kind is missing"),
        ({"channels": ["line", "line"]}, "different names"),
    ],
)
def test_what_it_cannot_mean_is_refused(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(SettingError) as fault:
        recipe(**changed)
    message = str(fault.value)
    assert said.strip("[]") in message
    assert message.startswith("test.toml")
    assert "\n" not in message


def test_a_stage_in_which_nobody_teaches_is_refused() -> None:
    """All sets undrawn, and no self-training; one set with targets, or the weight, is enough."""
    undrawn = {"kind": "photos", "path": "x", "targets": "none"}
    stages = [{"size": 32, "batch": 1, "steps": 1, "rate": 0.1, "self_training": 1.0}]
    stages.append({**stages[0], "self_training": 0.0})
    with pytest.raises(SettingError, match=r"test\.toml: stages\[1\]: no data set has targets"):
        recipe(stages=stages, data=[undrawn])
    assert recipe(stages=stages[:1], data=[undrawn]).stages[0].self_training == 1
    assert len(recipe(stages=stages, data=[undrawn, {"kind": "taught", "path": "y"}]).data) == 2


def test_an_override_of_a_stage_is_checked_before_training_begins() -> None:
    stages = [{"size": 32, "batch": 1, "steps": 1, "rate": 0.1, "augment": {"face": 1.0}}]
    with pytest.raises(SettingError, match="did you mean faces"):
        recipe(stages=stages)


def test_an_override_changes_only_what_it_names() -> None:
    stages = [{"size": 32, "batch": 1, "steps": 1, "rate": 0.1, "augment": {"faces": 0.5}}]
    chosen = recipe(stages=stages, augment={"turn": 3.0})
    augment = chosen.augment_of(chosen.stages[0])
    assert (augment.faces, augment.turn) == (0.5, 3.0)


def test_paths_are_seen_from_the_recipe(tmp_path: Path) -> None:
    """So that a recipe works from whatever folder the command is started in."""
    path = tmp_path / "a.toml"
    path.write_text(
        'warm_start = "old.pt"\n'
        "[[stages]]\nsize = 32\nbatch = 1\nsteps = 1\nrate = 1e-3\n"
        '[[data]]\nkind = "photos"\npath = "faces"\nsplit = "test"\n'
    )
    read = read_recipe(path)
    assert read.warm_start == str(tmp_path / "old.pt")
    assert read.data[0].path == tmp_path / "faces"
    assert dict(read.data[0].options) == {"split": "test"}


@pytest.mark.parametrize("text", [b"stages = [", b"\xff\xfe"])
def test_no_toml_is_refused(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(text)
    with pytest.raises(SettingError, match=r"a\.toml"):
        read_recipe(path)


def test_a_missing_recipe_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="no such recipe"):
        read_recipe(tmp_path / "none.toml")


def test_a_checkpoint_keeps_the_recipe() -> None:
    """`artline export` needs nothing but the checkpoint."""
    written = recipe_from_table(table(), Path(), "a")
    assert recipe_from_source(written.source, "b") == written
