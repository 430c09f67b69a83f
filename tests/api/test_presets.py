"""Presets: artline's own, and those that users add."""

from __future__ import annotations

from pathlib import Path

import pytest

import artline
from artline.api import presets as known
from artline.api.presets import beside, find
from artline.errors import Notice, SettingError
from artline.options import PageSettings

NAMES = list(known._known())
PROMISED = (
    *("clean", "fine", "bold", "detailed", "colouring-page"),
    *("plotter-a4", "laser-wood", "tattoo", "avatar", "banknote"),
)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "presets.toml"
    monkeypatch.setattr(known, "own_file", lambda: path)
    return path


@pytest.mark.usefixtures("own")
def test_the_ten_are_there() -> None:
    """Protects the names that the documentation promises, each with a line about it."""
    assert tuple(artline.presets()) == PROMISED
    assert all(row.about.endswith(".") for row in artline.presets().values())


@pytest.mark.usefixtures("own")
@pytest.mark.parametrize("name", NAMES)
def test_every_preset_draws(artist: artline.Artist, small_ink: artline.Ink, name: str) -> None:
    """Its arguments are taken, the sitter is there, and its page is one."""
    row = find(name)
    drawing = artist.finish(small_ink, **artline.preset(name))
    assert drawing.settings.look == row.drawing["look"]
    assert 0.02 < (drawing.at(256).pixels < 128).mean() < 0.75
    assert PageSettings.choose(**row.page).changed == tuple(
        option for option in PageSettings.OPTIONS if option in row.page
    )


@pytest.mark.usefixtures("own")
def test_no_two_draw_the_same() -> None:
    """Protects from presets that are others under another name."""
    said = [(dict(row.drawing), dict(row.page)) for row in artline.presets().values()]
    assert all(one not in said[:place] for place, one in enumerate(said))


@pytest.mark.usefixtures("own")
def test_bold_is_the_look_bold() -> None:
    """`--preset bold` and `--look bold` draw the same picture."""
    assert artline.preset("bold") == {"look": "bold"} and not find("bold").page


@pytest.mark.usefixtures("own")
def test_what_is_given_away_can_be_changed() -> None:
    """Protects the table from whoever changes the arguments that he got."""
    artline.preset("fine")["weight"] = 4.0
    assert artline.preset("fine")["weight"] < 1


def test_a_users_own_is_like_another(own: Path) -> None:
    """Its own values win, - counts as _, and it may replace one of artline's."""
    own.write_text(
        '[mine]\nlike = "fine"\nweight = 0.9\nink-length = "6m"\npage = "a5"\n'
        '[fine]\nlike = "fine"\ntaper = 1\n[mono]\nlike = "avatar"\nlook = "ink"\n',
        encoding="utf-8",
    )
    theirs = known._known()["fine"]
    assert artline.preset("fine") == {**theirs.drawing, "taper": 1.0}
    assert artline.preset("mine") == {**theirs.drawing, "taper": 1.0, "weight": 0.9}
    assert artline.presets()["mine"].page == {"page": "a5", "ink_length": 6000.0}
    assert "flatness" not in artline.preset("mono")  # inherited, and does nothing in ink


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("[mine", "cannot be read as TOML"),
        ("mine = 3", "is no table; write [mine]"),
        ("[Mine]\nweight = 2", "name it in small letters"),
        ("[mine]\nwieght = 2", "no setting wieght, did you mean weight?"),
        ("[mine]\nweight = 9", "weight: 9 is not a number from 0.25 to 4"),
        ("[mine]\nweight = [1]", "weight: [1] is not a number"),
        ('[mine]\nlook = "inc"', "look: no inc, did you mean ink?"),
        ('[mine]\nlook = "contour"\nshade = 1', "shade: does nothing in look contour"),
        ("[mine]\nlandscape = true", "landscape: does nothing without page"),
        ('[mine]\nlook = "contour"\nmasses = "fill"', "masses: does nothing in look contour"),
        ('[mine]\ninvert = "yes"', "invert: yes is neither true nor false"),
        ('[mine]\nformat = "gif"', "format gif: not known"),
        ("[mine]\nabout = 3", "about is a line of text"),
        ('[mine]\nlike = "fien"', "like names no preset: fien, did you mean fine?"),
        ('[mine]\nlike = "a"\n[a]\nlike = "mine"', "like goes in a circle"),
    ],
)
def test_a_mistake_is_one_line_and_stops_nothing_else(own: Path, toml: str, words: str) -> None:
    """The line names file, preset and value; lists go on without it."""
    own.write_text(toml, encoding="utf-8")
    name = "Mine" if "Mine" in toml else "mine"
    with pytest.raises(SettingError) as refused:
        find(name)
    said = str(refused.value)
    assert words in said and said.startswith(str(own)) and "\n" not in said
    with pytest.warns(Notice, match="left out"):
        assert tuple(artline.presets()) == PROMISED


@pytest.mark.usefixtures("own")
def test_an_unknown_name_gets_the_nearest() -> None:
    """One line that names all there are."""
    with pytest.raises(SettingError, match=r"^preset: no fien, did you mean fine\?; there are "):
        artline.preset("fien")


def test_a_machine_of_another_format_is_left_out() -> None:
    """Protects `--preset laser-wood -o portrait.svg`: the laser takes G-code alone."""
    values = dict(find("laser-wood").values)
    assert beside(values, values, format="gcode") == values
    assert beside(values, values, format="svg").keys() == values.keys() - {"machine", "power"}
    assert "machine" in beside(values, (), format="svg")  # typed: it is refused where it is used
