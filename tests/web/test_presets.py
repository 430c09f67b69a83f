"""Presets over HTTP: `/api/presets`, and the field `preset`."""

from __future__ import annotations

import numpy as np
import pytest

from artline.api.presets import presets
from artline.errors import SettingError
from artline.options.places import PAIR
from artline.web.chosen import chosen
from artline.web.config import Limits

from .conftest import opened


def asked(text, accept="*/*", **more):
    """What a query means."""
    return chosen([part.split("=") for part in text.split("&")], accept, Limits(), **more)


def test_the_list_is_the_tables(studio):
    """Protects the page's row: name, line, format and values."""
    told = studio.client.get("/api/presets").json()
    assert [row["name"] for row in told] == list(presets())
    for row in told:
        preset = presets()[row["name"]]
        assert row["settings"] == {**preset.drawing, **preset.page} and row["about"]
    assert {row["name"]: row["format"] for row in told}["plotter-a4"] == "svg"


def test_a_photo_is_drawn_with_one(studio, artist, jpeg):
    """As field of the form and in the query; the same pixels as from Python."""
    files = {"photo": ("a.jpg", jpeg)}
    answer = studio.client.post("/api/draw", files=files, data={"preset": "bold", "size": 128})
    assert answer.status_code == 200, answer.text
    expected = np.asarray(artist.draw(jpeg, look="bold", size=128)).astype(int)
    assert np.abs(np.asarray(opened(answer.content)).astype(int) - expected).mean() < 1
    answer = studio.client.post("/api/draw?preset=plotter-a4", files=files)
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert b'width="210mm"' in answer.content


def test_what_is_given_wins():
    """And what is empty is not given, by the preset neither: the page can take its page back."""
    wanted = asked("preset=fine&weight=2&taper=0")
    assert (wanted.settings.weight, wanted.settings.taper) == (2, 0) and wanted.settings.hair > 0
    other = asked("preset=avatar&look=contour").settings
    assert other.changed == ("look", "weight", "detail", "size")
    assert asked("preset=plotter-a4").page.page == "a4"
    assert asked("preset=plotter-a4&page=").page.page is None
    with pytest.raises(SettingError, match="shade: does nothing in look contour"):
        asked("preset=plotter-a4&shade=0.5")


def test_its_format_counts_where_the_client_leaves_it_open():
    """`format` wins, then an Accept that names types; a pair is PNG."""
    assert asked("preset=plotter-a4").format.name == "svg"
    assert asked("preset=plotter-a4", "").format.name == "svg"
    assert asked("preset=plotter-a4", "image/png").format.name == "png"
    assert asked("preset=plotter-a4&format=pdf").format.name == "pdf"
    assert asked("preset=plotter-a4", command=PAIR).format.name == "png"
    laser = asked("preset=laser-wood&format=svg").page
    assert laser.machine is None and asked("preset=laser-wood").page.machine == "laser"


def test_an_unknown_name_is_refused_in_one_line(studio, jpeg):
    """422 with the nearest, before the upload is read."""
    answer = studio.client.post("/api/draw?preset=fien", files={"photo": ("a.jpg", jpeg)})
    assert answer.status_code == 422
    assert answer.json()["detail"].startswith("preset: no fien, did you mean fine?")
