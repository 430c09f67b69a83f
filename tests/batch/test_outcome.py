"""The JSON object for a photo: one line, complete, whatever the name."""

import json

from artline.batch.outcome import Outcome


def test_any_name_makes_one_ascii_line() -> None:
    """Protects --json readers from newlines, emoji and undecodable bytes in names."""
    outcome = Outcome("a\nb😀\udcff.jpg", "x.png", "drawn", None, 1.23456, 4, 3, ("one",), "trace")
    line = outcome.to_json()
    assert line.isascii()
    assert "\n" not in line
    assert json.loads(line) == {
        "photo": "a\nb😀\udcff.jpg",
        "output": "x.png",
        "status": "drawn",
        "error": None,
        "seconds": 1.235,
        "width": 4,
        "height": 3,
        "notices": ["one"],
    }
