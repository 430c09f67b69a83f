"""Settings: a bad value is refused in one place, in one line that names it."""

import math

import pytest

from artline.errors import SettingError
from artline.looks import LOOKS
from artline.options import DRAWING, Settings, parse_colour
from artline.options.kinds import Number


def test_the_neutral_settings_are_valid():
    settings = Settings()
    assert (settings.weight, settings.detail, settings.shade) == (1, 0, 0)
    assert settings.ink_rgb == (0, 0, 0)
    assert settings.paper_rgb == (255, 255, 255)


KNOBS = [option for option in DRAWING.values() if isinstance(option.kind, Number)]


@pytest.mark.parametrize("knob", KNOBS, ids=lambda knob: knob.name)
def test_a_knob_takes_its_whole_range_and_nothing_more(knob):
    look = next(name for name in LOOKS if not knob.idle({"look": name}))
    for value in (knob.kind.low, knob.default, knob.kind.high):
        assert getattr(Settings.choose(look=look, **{knob.name: value}), knob.name) == value
    for value in (
        knob.kind.low - 0.01,
        knob.kind.high + 0.01,
        math.nan,
        math.inf,
        "much",
        None,
        True,
    ):
        with pytest.raises(SettingError, match=knob.name):
            Settings.choose(**{knob.name: value})


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"look": "inc"}, "did you mean ink"),
        ({"background": "blue"}, "white, keep, transparent"),
        ({"wieght": 1}, "did you mean weight"),
        ({"ink": "blurple"}, "ink: blurple is not a colour"),
        ({"paper": "#12345678"}, "transparency"),
        ({"paper": None}, "paper"),
        ({"size": 15}, "size"),
        ({"size": 10.5}, "size"),
        ({"size": 1 << 40}, "size"),
        ({"size": "large"}, "size"),
        ({"invert": "yes"}, "invert"),
        ({"look": "a\nb"}, r"a\\nb"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(values, words):
    with pytest.raises(SettingError, match=words) as caught:
        Settings.choose(**values)
    assert "\n" not in str(caught.value)


def test_text_from_a_form_is_taken_as_the_number_it_is():
    assert Settings.choose(weight="2", size="1024") == Settings(weight=2, size=1024)


def test_invert_exchanges_ink_and_paper():
    settings = Settings(ink="navy", paper="#fff8e7", invert=True)
    assert settings.ink_rgb == (255, 248, 231)
    assert settings.paper_rgb == (0, 0, 128)


def test_colours_are_css():
    assert parse_colour("ink", "hsl(0, 100%, 50%)") == (255, 0, 0)
    assert parse_colour("ink", "#0f0") == (0, 255, 0)
