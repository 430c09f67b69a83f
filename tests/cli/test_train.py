"""`artline train` and `artline export`: from data to a drawing, and what a user can do wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from artline.cli import main
from made_training import RECIPES, Portraits, save_taught, tiny_recipe

PHOTOS = f'[[data]]\nkind = "photos"\npath = "{RECIPES.parent}/examples/photos"\n'
NO_TORCH = """
import sys
sys.modules["torch"] = None
from artline.cli import main
sys.exit(main(sys.argv[1:]))
"""
STAGE = "[[stages]]\nsize = 32\nbatch = 1\nsteps = 1\nrate = 1e-3\n"


def refusal(capsys: pytest.CaptureFixture[str]) -> str:
    """The one line on stderr."""
    said = capsys.readouterr().err
    assert said.startswith("error: ") and said.count("\n") == 1
    return said


def test_the_tiny_recipe_goes_from_data_to_a_drawing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A training, an export, and a drawing by the model; nobody waits for the teacher."""
    run, model, drawn = (tmp_path / name for name in ("run", "m.onnx", "d.png"))
    data = save_taught(Portraits(4), tmp_path / "data")
    (tmp_path / "tiny.toml").write_text(tiny_recipe("taught", data), encoding="utf-8")
    assert main(["train", str(tmp_path / "tiny.toml"), "-o", str(run)]) == 0
    assert (run / "last.pt").is_file()
    assert len(list((run / "sheets").iterdir())) == 2
    assert main(["export", str(run), "-o", str(model)]) == 0
    assert "artline photo.jpg --model" in capsys.readouterr().err

    photo = str(data / "photos" / "person-0.png")
    arguments = ["draw", photo, "--model", str(model), "-o", str(drawn)]
    assert main([*arguments, "--background", "keep"]) == 0
    with Image.open(drawn) as picture:
        assert picture.size == (192, 192)


def test_the_tiny_recipe_learns_from_the_example_photos() -> None:
    """Protects the newcomer's first training from photos that were moved."""
    from artline.train.data.sets.kinds import open_set
    from artline.train.recipe import read_recipe

    (row,) = read_recipe(RECIPES / "tiny.toml").data
    assert len(open_set(row.kind, row.path, row.options)) == 7


@pytest.mark.parametrize("command", [["train", "a.toml"], ["export", "a", "-o", "a.onnx"]])
def test_without_torch_one_line_says_what_to_install(command: list[str]) -> None:
    run = [sys.executable, "-c", NO_TORCH, *command]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == "error: training needs torch; pip install 'artline[train]'\n"


@pytest.mark.parametrize(
    ("recipe", "code", "said"),
    [
        (STAGE, 2, "no data set"),
        (STAGE + "[netwerk]\n", 2, "did you mean network?"),
        (STAGE + '[[data]]\nkind = "photos"\npath = "gone"\n', 1, "gone"),
        (STAGE + '[[data]]\nkind = "photo"\npath = "gone"\n', 2, "did you mean photos?"),
        (STAGE + '[[data]]\nkind = "pairs"\npath = "gone"\nmissing = "skip"\n', 2, "none of its"),
        (f'warm_start = "gone.pt"\n{STAGE}{PHOTOS}', 2, "gone.pt"),
    ],
)
def test_a_recipe_that_cannot_be_followed_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], recipe: str, code: int, said: str
) -> None:
    path = tmp_path / "a.toml"
    path.write_text(recipe)
    assert main(["train", str(path), "-o", str(tmp_path / "run")]) == code
    assert said in refusal(capsys)
    assert not (tmp_path / "run").exists()


def test_a_run_that_is_not_there_cannot_be_exported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(tmp_path), "-o", str(tmp_path / "a.onnx")]) == 2
    assert "no such checkpoint" in refusal(capsys)
    assert list(tmp_path.iterdir()) == []


def test_two_precisions_at_once_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["export", str(tmp_path), "-o", "a.onnx", "--fp32", "--int8", str(tmp_path)]
    assert main(arguments) == 2
    assert "exclude each other" in refusal(capsys)
