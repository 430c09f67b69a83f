"""`--preset`, as typed: what else is typed wins, and nothing that it says is refused as typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.shell_completion import ShellComplete
from numpy.typing import NDArray
from PIL import Image

import artline
from artline.api import presets as known
from artline.cli import cli
from real_shell import Place, place

Artline = Callable[..., Any]


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "config" / "presets.toml"
    path.parent.mkdir()
    monkeypatch.setattr(known, "own_file", lambda: path)
    return path


@pytest.fixture
def photo(small_photo: Image.Image, tmp_path: Path) -> str:
    small_photo.save(tmp_path / "photo.png")
    return "photo.png"


def pixels(path: Path) -> NDArray[np.uint8]:
    with Image.open(path) as image:
        return np.asarray(image)


def test_the_list_names_all_and_the_users_file(artline_cli: Artline, own: Path) -> None:
    """One line each; what is wrong in the user's file is a note."""
    own.write_text('[mine]\nabout = "Mine."\n[bad]\nweight = 9\n', encoding="utf-8")
    run = artline_cli("presets")
    assert run.code == 0
    assert [line.split()[0] for line in run.out.splitlines()] == [*known._known(), "mine"]
    assert str(own) in run.stderr and run.stderr.count("note: ") == 1 and "bad" in run.stderr


@pytest.mark.usefixtures("own")
def test_bold_is_the_look_of_that_name(artline_cli: Artline, photo: str, tmp_path: Path) -> None:
    """Protects `--look bold` as another name of it, file name included."""
    assert artline_cli(photo, "--preset", "bold").code == 0
    assert artline_cli(photo, "--look", "bold", "-o", "look.png").code == 0
    assert np.array_equal(pixels(tmp_path / "photo-bold.png"), pixels(tmp_path / "look.png"))


@pytest.mark.usefixtures("own")
def test_what_is_typed_wins(
    artline_cli: Artline, artist: artline.Artist, photo: str, tmp_path: Path
) -> None:
    """Even a default that is typed; what the preset says besides stays where it does something."""
    typed = ("--taper", "0", "--weight", "2")
    assert artline_cli(photo, "--preset", "fine", *typed, "-o", "a.png").code == 0
    same = {**artline.preset("fine"), "taper": 0, "weight": 2}
    drawn = np.asarray(artist.draw(str(tmp_path / photo), **same)).astype(int)
    assert np.abs(pixels(tmp_path / "a.png").astype(int) - drawn).mean() < 1
    run = artline_cli(photo, "--preset", "avatar", "--look", "contour", "-o", "b.png")
    assert run.code == 0, run.stderr
    assert max(pixels(tmp_path / "b.png").shape[:2]) == 512  # its palette and ground do nothing


@pytest.mark.usefixtures("own")
def test_the_format_is_the_presets_unless_a_name_says_otherwise(
    artline_cli: Artline, photo: str, tmp_path: Path
) -> None:
    """A page in a preset stops no picture, and is as large as it says in its own format."""
    assert artline_cli(photo, "--preset", "plotter-a4").code == 0
    assert 'width="210mm" height="297mm"' in (tmp_path / "photo-contour.svg").read_text("utf-8")
    for more in (("-o", "a.png"), ("--format", "png", "-o", "b.png")):
        run = artline_cli(photo, "--preset", "plotter-a4", *more)
        assert run.code == 0, run.stderr
        assert (tmp_path / more[-1]).read_bytes()[:4] == b"\x89PNG"
    run = artline_cli(photo, "--preset", "laser-wood", "-o", "c.svg")
    assert run.code == 0, run.stderr  # the laser takes G-code alone, and is left out


@pytest.mark.usefixtures("own")
def test_what_is_typed_is_still_refused_where_it_does_nothing(
    artline_cli: Artline, photo: str
) -> None:
    """Protects from silence: the preset decides look and format, the user typed the rest."""
    for typed, words in (
        (("--shade", "0.5"), "shade: does nothing in look contour"),
        (("--pen", "2mm", "-o", "a.png"), "pen: does nothing in png"),
        (("--weight", "9"), "weight: 9 is not"),
    ):
        run = artline_cli(photo, "--preset", "plotter-a4", *typed)
        assert run.code == 2 and words in run.stderr and run.stderr.count("\n") == 1


def test_a_wrong_name_or_file_is_one_line(artline_cli: Artline, photo: str, own: Path) -> None:
    """Code 2, before anything is drawn; other runs need the file not."""
    own.write_text("[mine]\nlook = 'inc'\n", encoding="utf-8")
    for name, words in (("fien", "did you mean fine?"), ("mine", "look: no inc")):
        run = artline_cli(photo, "--preset", name)
        assert run.code == 2 and words in run.stderr and run.stderr.count("\n") == 1
    own.write_text("[mine", encoding="utf-8")
    assert artline_cli(photo, "-q").code == 0


def test_compare_and_booklet_know_them(artline_cli: Artline, photo: str, own: Path) -> None:
    """Protects sheets and books: what does nothing there is left out."""
    own.write_text(
        '[mine]\nlook = "contour"\nbackground = "transparent"\nformat = "svg"\n'
        'machine = "servo"\npage = "a6"\nanimate = true\n',
        encoding="utf-8",
    )
    run = artline_cli("compare", photo, "--preset", "mine", "-o", "sheet.png")
    assert run.code == 0, run.stderr
    run = artline_cli("booklet", photo, "--preset", "mine", "-o", "book.pdf")
    assert run.code == 0, run.stderr


@pytest.mark.usefixtures("own")
def test_shells_complete_their_names() -> None:
    """Tab after --preset, the user's own among them, and nothing is said of a broken file."""
    known.own_file().write_text("[banner]\nweight = 2\n[bad]\nweight = 9\n", encoding="utf-8")
    shell = ShellComplete(cli, {}, "artline", "_ARTLINE_COMPLETE")
    items = shell.get_completions(["photo.jpg", "--preset"], "ba")
    assert {item.value for item in items} == {"banknote", "banner"}


def test_help_names_it_first(artline_cli: Artline) -> None:
    """Beside the look, above all knobs."""
    assert re.search(
        r"\nDrawing:\n  --preset NAME .*\n.*\n  --look ", artline_cli("draw", "--help").out
    )


@pytest.fixture(scope="module")
def shell(portrait: NDArray[np.uint8]) -> Iterator[Place]:
    with place(Image.fromarray(portrait[0:240, 120:320]).resize((50, 60))) as made:
        yield made


def test_a_users_file_counts_in_a_process_of_its_own(shell: Place) -> None:
    """Protects the place of the file, which `artline presets` says."""
    own = shell.folder / "home/.config/artline/presets.toml"
    own.parent.mkdir(parents=True)
    own.write_text('[mine]\nlike = "bold"\nsize = 120\n', encoding="utf-8")
    ended, said, out = shell.run("artline presets", XDG_CONFIG_HOME="")
    assert ended == 0 and str(own) in said and b"\nmine " in out
    script = "artline photo.jpg --preset mine -o - -q | cat"
    ended, said, out = shell.run(script, XDG_CONFIG_HOME="")
    assert (ended, said) == (0, "") and out[:4] == b"\x89PNG"
