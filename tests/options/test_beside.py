"""What a preset says gives way to what the user chose."""

from __future__ import annotations

from artline.options import OPTIONS
from artline.options.beside import fitting


def test_only_what_was_said_in_vain_is_left_out() -> None:
    """Protects presets beside another look: knobs that do nothing there go, others stay."""
    values = {"look": "contour", "shade": 0.4, "weight": 2.0, "flatness": 1.0}
    assert fitting(OPTIONS, values, values.keys(), {}) == {"look": "contour", "weight": 2.0}
    kept = fitting(OPTIONS, values, {"flatness"}, {})
    assert kept.keys() == {"look", "shade", "weight"}  # the user's own is left to be refused


def test_what_leans_on_something_left_out_goes_with_it() -> None:
    """Protects from `power` without a machine: one thing falls after the other."""
    values = {"machine": "laser", "power": "width"}
    assert fitting(OPTIONS, values, values.keys(), {"format": "gcode"}) == values
    assert fitting(OPTIONS, values, values.keys(), {"format": "png"}) == {}
    without = {"landscape": True}
    assert fitting(OPTIONS, without, without.keys(), {"format": "svg"}) == {}
