"""What a drawing can be saved as, over HTTP: every option of strokes, prints and films."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from PIL import Image

from artline import pipeline
from artline.looks import LOOKS
from artline.options import ON_PAGE, PageSettings, Settings
from artline.output.machines import machines

from .conftest import Served, opened

STROKES: tuple[tuple[str, dict[str, Any], dict[str, Any]], ...] = (
    (
        "svg",
        {"look": "contour"},
        {"page": "a3", "margin": "12mm", "landscape": True, "pens": "navy:0.3", "polyline": True}
        | {"strokes": 60, "order": "artist", "animate": True, "fit": False},
    ),
    ("svg", {}, {"svg": "fill", "page": "120x80mm"}),
    (
        "gcode",
        {"look": "engraving"},
        {"machine": "laser", "power": "width", "plain": True, "beyond_reach": True},
    ),
    ("pdf", {}, {"pen": "0.8mm", "masses": "outline", "tolerance": "0.3mm", "ink_length": "4m"}),
    ("png", {}, {"page": "a6", "dpi": 100}),
)
"""Format, settings of the drawing, and of its page: each option once at least."""


@pytest.fixture(scope="module")
def ink(studio: Served, jpeg: bytes) -> str:
    """A photo that the server keeps."""
    return studio.see(jpeg)


def test_every_option_of_strokes_is_tried_here() -> None:
    """One that is added later, too."""
    assert {name for _, _, page in STROKES for name in page} == set(ON_PAGE)


@pytest.mark.parametrize(("kind", "drawing", "page"), STROKES, ids=lambda part: str(part)[:40])
def test_options_do_over_http_what_they_do_in_python(
    studio: Served,
    ink: str,
    jpeg: bytes,
    artist: Any,
    kind: str,
    drawing: dict[str, Any],
    page: dict[str, Any],
) -> None:
    """The same file to the last byte, and the answer says what is in it."""
    query = {name: str(v).lower() for name, v in {**drawing, **page, "format": kind}.items()}
    answer = studio.client.get(f"/api/inks/{ink}/drawing", params=query)
    assert answer.status_code == 200, answer.text
    buffer = io.BytesIO()
    made = artist.draw(pipeline.read(jpeg, name="photo.jpg"), Settings(**drawing))
    made.save(buffer, format=kind, page=PageSettings(**page))
    assert answer.content == buffer.getvalue()
    written = json.loads(answer.headers["Artline-Written"])
    if kind == "png":
        assert (opened(answer.content).size, written) == ((413, 583), {"width": 413, "height": 583})
        return
    if page.get("svg") != "fill":
        assert written["strokes"] > 3 and written["machine"] in machines()


@pytest.mark.long
def test_every_look_can_be_asked_for(studio: Served, ink: str) -> None:
    """In a size of its own."""
    for look in LOOKS:
        answer = studio.client.get(f"/api/inks/{ink}/drawing", params={"look": look, "size": 64})
        assert answer.status_code == 200 and max(opened(answer.content).size) == 64, look


def test_a_film_and_what_is_refused_of_it(studio: Served, ink: str) -> None:
    """A GIF of the shape and length that were asked for, under a name of its own."""
    where = f"/api/inks/{ink}/film"
    chosen = {"look": "contour", "shape": "square", "seconds": 2, "download": 1}
    answer = studio.client.get(where, params=chosen)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"] == "image/gif"
    assert "photo-film.gif" in answer.headers["Content-Disposition"]
    with Image.open(io.BytesIO(answer.content)) as film:
        assert film.size == (540, 540)
    for wrong, words in (
        ({"format": "png"}, "no film"),
        ({"background": "transparent"}, "does nothing"),
        ({"page": "a4"}, "no such setting"),
        ({"seconds": "90"}, "from 2 to 60"),
    ):
        refused = studio.client.get(where, params=wrong)
        assert refused.status_code == 422 and words in refused.json()["detail"]


def test_what_can_be_saved_is_told(studio: Served) -> None:
    """Formats, machines and papers from the registries that the command line has them from."""
    told = studio.client.get("/api/saving").json()
    assert [row["name"] for row in told["formats"]][:2] == ["png", "jpeg"]
    assert {row["name"] for row in told["machines"]} == set(machines())
    assert {row["name"] for row in told["options"]} == {"size", *ON_PAGE}
    assert told["pages"]["a4"] == [210, 297] and told["machine_of"]["gcode"] == "servo"
    assert [row["name"] for row in told["films"]] == ["gif", "mp4", "svg"]


def test_a_print_of_too_many_pixels_is_refused(studio: Served, ink: str) -> None:
    """With the resolution that is still possible."""
    query = {"page": "a3", "dpi": 1200, "format": "png"}
    answer = studio.client.get(f"/api/inks/{ink}/drawing", params=query)
    assert answer.status_code == 413 and "goes up to" in answer.json()["detail"]
