"""Page, pens and budgets: what is refused, and with which words."""

from __future__ import annotations

import pytest

from artline.errors import SettingError
from artline.options import PageSettings
from artline.options.kinds import millimetres


def test_lengths_have_units() -> None:
    """Protects what people write: mm, cm, m, in and pt, or a number of mm."""
    for text, mm in (("6m", 6000), ("0.35mm", 0.35), ("2 cm", 20), ("1in", 25.4), (5, 5)):
        assert millimetres("pen", text, 0, 1e5) == pytest.approx(mm)


def test_pages_turn_and_have_margins() -> None:
    """Protects page sizes."""
    assert PageSettings(page="A4", landscape=True).page_size == (297, 210)
    assert PageSettings(page="120x80mm").page_size == (120, 80)
    assert PageSettings().edge == 0 and PageSettings(page="a4").edge == 10


def test_pens_have_names_widths_and_colours() -> None:
    """Protects several pens."""
    dark, light = PageSettings(pens="black:0.3,grey:0.5").pen_set
    assert (dark.name, dark.width, light.colour) == ("black", 0.3, "#808080")


@pytest.mark.parametrize(
    "wrong",
    [
        {"page": "a9"}, {"page": "0x10mm"}, {"page": "1e9x9mm"}, {"margin": 200, "page": "a4"},
        {"margin": -1}, {"pen": "nan"}, {"pen": "wide"}, {"pen": 0}, {"pens": "black"},
        {"pens": "black:0.3,black:0.5"}, {"pens": "blak:0.3"}, {"strokes": 0}, {"strokes": 1.5},
        {"ink_length": "inf"}, {"ink_length": "-6m"}, {"svg": "lines"}, {"masses": "hatched"},
        {"order": "random"}, {"tolerance": "1e-9"}, {"fit": "yes"}, {"pen": True},
    ],
)  # fmt: skip
def test_nonsense_is_refused_by_name(wrong: dict[str, object]) -> None:
    """Protects from absurd values: one line that begins with the setting's name."""
    with pytest.raises(SettingError) as refused:
        PageSettings.choose(**wrong)
    assert str(refused.value).startswith(next(iter(wrong))) and "\n" not in str(refused.value)


def test_an_unknown_option_names_the_nearest() -> None:
    """Protects from slips of the pen."""
    with pytest.raises(SettingError, match="did you mean margin"):
        PageSettings.choose(margins=3)
