"""See once, draw often: what the page lives on."""

from __future__ import annotations

import io
from urllib.parse import unquote

import numpy as np
import pytest
from PIL import Image

from artline.errors import SettingError
from artline.looks.nobody import NO_SITTER
from artline.options import Settings
from artline.output import FORMATS

from .conftest import encode


@pytest.fixture(scope="module")
def ink_id(studio, jpeg):
    return studio.see(jpeg)


def _drawn(answer):
    assert answer.status_code == 200, answer.text
    image = Image.open(io.BytesIO(answer.content))
    image.load()
    return image


def test_a_photo_is_seen_and_described(studio, jpeg):
    """Name without folders, size upright, faces; and a name that cannot be guessed."""
    answer = studio.client.post("/api/inks", files={"photo": ("C:\\me\\ada.jpg", jpeg)})
    assert answer.status_code == 201
    told = answer.json()
    assert (told["name"], told["width"], told["height"]) == ("ada.jpg", 320, 320)
    assert told["faces"] == 1 and told["notices"] == []
    assert len(told["id"]) >= 20
    assert studio.see(jpeg) != told["id"]


def test_a_drawing_is_what_python_draws(studio, artist, jpeg, ink_id):
    """One way in: the same pixels as from the library, whatever the knobs."""
    knobs = {"look": "bold", "weight": 1.4, "detail": 0.5, "ink": "navy", "invert": True}
    answer = studio.client.get(f"/api/inks/{ink_id}/drawing", params={**knobs, "size": 200})
    expected = np.asarray(artist.draw(jpeg, size=200, **knobs)).astype(int)
    got = np.asarray(_drawn(answer)).astype(int)
    assert got.shape == expected.shape == (200, 200, 3)
    assert np.abs(got - expected).mean() < 1
    assert answer.headers["content-type"] == "image/png"
    assert "no-store" in answer.headers["cache-control"]


def test_what_is_to_be_said_of_a_drawing_comes_with_it(studio):
    """A sky without a sitter is drawn whole, and said so; a drawing as asked for says nothing."""
    ramp = np.tile(np.linspace(90, 220, 128, dtype=np.uint8)[:, None], (1, 160))
    ink = f"/api/inks/{studio.see(encode(Image.fromarray(ramp), 'PNG'), 'sky.png')}"
    for path in ("drawing", "drawing?size=80&format=webp", "pair"):
        answer = studio.client.get(f"{ink}/{path}")
        assert answer.status_code == 200, answer.text
        said = answer.headers["artline-notices"]
        assert said.isascii() and NO_SITTER in [unquote(part) for part in said.split(", ")]
    asked = studio.client.get(f"{ink}/drawing?background=keep")
    assert "artline-notices" not in asked.headers


def test_a_knob_that_moves_changes_the_picture(studio, ink_id):
    """Else the test above could not fail."""
    fine, broad = (
        np.asarray(_drawn(studio.client.get(f"/api/inks/{ink_id}/drawing?weight={weight}")))
        for weight in (0.5, 3)
    )
    assert (broad < 128).mean() > 1.5 * (fine < 128).mean()


def test_a_draft_is_nearly_the_drawing(studio, ink_id):
    """A knob may show it while it is turned; strokes are no draft."""
    path = f"/api/inks/{ink_id}/drawing?size=512&weight=1.3"
    whole, draft = (
        np.asarray(_drawn(studio.client.get(path + more)), float) for more in ("", "&draft=true")
    )
    assert 0 < np.abs(whole - draft).mean() < 6
    again = np.asarray(_drawn(studio.client.get(path)), float)
    assert (again == whole).all()
    refused = studio.client.get(f"/api/inks/{ink_id}/drawing?format=svg&draft=true")
    assert refused.status_code == 422 and refused.json()["detail"].startswith("draft: ")


STARTS = {
    "png": b"\x89PNG", "webp": b"RIFF", "jpeg": b"\xff\xd8", "tiff": b"II", "avif": b"\0\0\0",
    "svg": b"<svg", "pdf": b"%PDF", "dxf": b"  0\n", "hpgl": b"IN;", "gcode": b"",
}  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_comes_as_what_it_says(studio, ink_id, name):
    """By name, and by media type where nothing is named."""
    path = f"/api/inks/{ink_id}/drawing"
    named = studio.client.get(path, params={"format": name, "look": "contour", "download": "1"})
    assert named.status_code == 200, named.text
    kind = FORMATS[name]
    assert named.headers["content-type"].split(";")[0] == kind.media_type
    assert f"photo-line{kind.suffix}" in named.headers["content-disposition"]
    assert named.content.startswith(STARTS[name])
    if kind.kind == "picture":
        accepted = studio.client.get(
            path, params={"look": "contour"}, headers={"Accept": kind.media_type}
        )
        assert accepted.content == named.content
        assert "content-disposition" not in accepted.headers
        assert _drawn(named).size == (320, 320)


def test_strokes_take_the_page_that_is_asked_for(studio, ink_id):
    """Names of the command line, with - or _; and an SVG that draws itself."""
    from xml.etree import ElementTree

    answer = studio.client.get(
        f"/api/inks/{ink_id}/drawing",
        params={"format": "svg", "page": "a3", "animate": "1", "ink-length": "2m", "fit": "no"},
    )
    root = ElementTree.fromstring(answer.content)
    assert (root.get("width"), root.get("height")) == ("297mm", "420mm")
    assert b"animat" in answer.content


def test_a_thumbnail_is_a_small_drawing(studio, ink_id):
    """One in each look; the person stands in the same place as in the drawing."""
    path = f"/api/inks/{ink_id}"
    ink, bold = (_drawn(studio.client.get(f"{path}/thumbnail?look={n}")) for n in ("ink", "bold"))
    assert ink.size == (192, 192) and ink != bold
    whole = _drawn(studio.client.get(f"{path}/drawing?size=192"))
    near = [np.asarray(each.convert("L").resize((12, 12)), float).ravel() for each in (ink, whole)]
    assert np.corrcoef(*near)[0, 1] > 0.8
    for idle in ("look=sepia", "weight=2", "size=900"):
        assert studio.client.get(f"{path}/thumbnail?{idle}").status_code == 422


def test_thumbnails_are_made_from_one_small_pass(studio, jpeg):
    """Seen once, a third of the full pass and less, and again after a retouch, which it has."""
    ink_id = studio.see(jpeg)
    entry = studio.app.state.studio.inks.find(ink_id)
    before = entry.size

    def thumbnail(look):
        return np.asarray(_drawn(studio.client.get(f"/api/inks/{ink_id}/thumbnail?look={look}")))

    assert (thumbnail("ink")[:90] < 128).any()
    small = entry.small
    assert max(small.shape) < 0.5 * max(entry.ink.shape) and small.photo is entry.ink.photo
    assert entry.size > before
    thumbnail("bold")
    assert entry.small is small
    assert _put(studio, ink_id, _mask(red=(0, 32, 0, 64))).status_code == 204
    assert (thumbnail("ink")[:90] == 255).all()
    assert (thumbnail("stencil")[:84] == 255).all()


def test_the_photo_comes_as_a_browser_shows_it(studio, portrait):
    """Upright, and no larger than asked for."""
    exif = Image.Exif()
    exif[0x0112] = 6
    memory = io.BytesIO()
    Image.fromarray(portrait).resize((200, 100)).save(memory, "TIFF", exif=exif)
    ink_id = studio.see(memory.getvalue(), "scan.tif")
    answer = studio.client.get(f"/api/inks/{ink_id}/photo")
    assert answer.headers["content-type"] == "image/jpeg"
    assert _drawn(answer).size == (100, 200)
    assert _drawn(studio.client.get(f"/api/inks/{ink_id}/photo?size=50")).size == (25, 50)
    assert _drawn(studio.client.get(f"/api/inks/{ink_id}/photo?size=900")).size == (100, 200)


def test_a_framed_photo_is_seen_as_if_it_came_so(studio, portrait, jpeg):
    """Turned, straightened and cropped by the upload; faces are found in what is left."""
    frame = {"turn": "90", "crop": "0,0.25,1,0.5"}
    answer = studio.client.post("/api/inks", files={"photo": ("a.jpg", jpeg)}, data=frame)
    told = answer.json()
    assert (told["width"], told["height"]) == (320, 160)
    told = studio.client.post("/api/inks?straighten=5", files={"photo": ("a.jpg", jpeg)}).json()
    assert told["width"] == told["height"] < 300 and told["faces"] == 1
    ((left, top, right, bottom),) = told["face_boxes"]
    assert 0 <= left < right <= 1 and 0 <= top < bottom <= 1
    drawn = studio.client.post(
        "/api/draw", files={"photo": ("a.jpg", jpeg)}, data={"crop": "0,0,0.5,1", "size": "160"}
    )
    assert _drawn(drawn).size == (80, 160)
    for wrong in ({"turn": "45"}, {"crop": "0,0,2,1"}, {"straighten": "30", "crop": "0,0,1,1"}):
        refused = studio.client.post("/api/inks", files={"photo": ("a.jpg", jpeg)}, data=wrong)
        assert refused.status_code == 422, refused.text
        assert refused.json()["detail"].startswith(("turn: ", "crop: "))


def test_a_region_is_a_part_of_the_drawing(studio, ink_id):
    """The same pixels as in the whole; and of a drawing far larger than is drawn as a whole."""
    path = f"/api/inks/{ink_id}"
    knobs = {"look": "bold", "size": 900, "ink": "navy"}
    whole = np.asarray(_drawn(studio.client.get(f"{path}/drawing", params=knobs))).astype(int)
    place = {"left": 310, "top": 200, "width": 333, "height": 251}
    answer = studio.client.get(f"{path}/region", params={**knobs, **place})
    part = np.asarray(_drawn(answer)).astype(int)
    assert part.shape == (251, 333, 3) and np.ptp(part) > 100
    assert np.abs(part - whole[200:451, 310:643]).max() <= 1
    huge = {"size": 32000, "left": 12000, "top": 12000, "width": 400, "height": 300}
    assert _drawn(studio.client.get(f"{path}/region", params=huge)).size == (400, 300)


@pytest.mark.parametrize(
    ("query", "status", "word"),
    [
        ("left=0&top=0&width=9", 422, "height: is missing"),
        ("left=-1&top=0&width=9&height=9", 422, "left: -1 is not a whole number from 0"),
        ("left=0&top=0&width=0&height=9", 422, "width: 0 is not a whole number from 1"),
        ("left=312&top=0&width=9&height=9", 422, "not within the drawing's 320×320"),
        ("left=0&top=0&width=5000&height=5000&size=32000", 413, "16,000,000"),
        ("left=0&top=0&width=9&height=9&format=jpeg", 422, "png alone"),
        ("left=0&top=0&width=9&height=9&colour=red", 422, "no such setting"),
    ],
)
def test_a_region_that_is_none_is_refused(studio, ink_id, query, status, word):
    """Beyond the drawing, too large, or of another format."""
    refused = studio.client.get(f"/api/inks/{ink_id}/region?{query}")
    assert refused.status_code == status, refused.text
    assert word in refused.json()["detail"]


def test_photo_and_drawing_side_by_side(studio, ink_id):
    """Both halves are there, the left one coloured."""
    pair = _drawn(studio.client.get(f"/api/inks/{ink_id}/pair", params={"size": 200}))
    assert pair.size == (404, 200)
    pixels = np.asarray(pair).astype(int)
    assert np.ptp(pixels[:, :200], axis=2).max() > 40
    assert np.ptp(pixels[:, 200:], axis=2).max() == 0
    for idle in ("format=svg", "background=transparent"):
        refused = studio.client.get(f"/api/inks/{ink_id}/pair?{idle}")
        assert refused.status_code == 422


def _mask(red=(), green=(), size=(64, 64)):
    pixels = np.zeros((size[1], size[0], 4), np.uint8)
    for channel, box in ((0, red), (1, green)):
        if box:
            top, bottom, left, right = box
            pixels[top:bottom, left:right, (channel, 3)] = 255
    memory = io.BytesIO()
    Image.fromarray(pixels).save(memory, "PNG")
    return memory.getvalue()


def _put(studio, ink_id, data):
    return studio.client.put(
        f"/api/inks/{ink_id}/retouch", content=data, headers={"Content-Type": "image/png"}
    )


def test_a_retouch_is_in_every_drawing_until_another_replaces_it(studio, jpeg):
    """Erase, erase elsewhere instead, and take it all back."""
    ink_id = studio.see(jpeg)

    def drawing(**knobs):
        answer = studio.client.get(f"/api/inks/{ink_id}/drawing", params=knobs)
        return np.asarray(_drawn(answer))

    plain = drawing()
    assert _put(studio, ink_id, _mask(red=(0, 32, 0, 64))).status_code == 204
    above = drawing()
    assert (above[:150] == 255).all() and (above[170:] < 128).any()
    assert (drawing(look="stencil")[:140] == 255).all()
    assert _put(studio, ink_id, _mask(red=(32, 64, 0, 64))).status_code == 204
    below = drawing()
    assert (below[170:] == 255).all() and (below[:150] < 128).any()
    assert _put(studio, ink_id, _mask()).status_code == 204
    np.testing.assert_array_equal(drawing(), plain)
    assert _put(studio, ink_id, _mask(green=(0, 64, 0, 64))).status_code == 204
    assert (drawing() < 128).mean() > (plain < 128).mean()
    assert _put(studio, ink_id, _mask(red=(2, 8, 0, 64), green=(2, 8, 0, 64))).status_code == 204
    assert (drawing()[15:35] < 128).all()  # yellow is ink, neither erased nor restored


def test_transparent_parts_of_a_retouch_ask_for_nothing(studio, jpeg):
    """A canvas keeps colours under what is all but transparent."""
    ink_id = studio.see(jpeg)
    plain = studio.client.get(f"/api/inks/{ink_id}/drawing").content
    pixels = np.full((64, 64, 4), (255, 255, 255, 20), np.uint8)
    memory = io.BytesIO()
    Image.fromarray(pixels).save(memory, "PNG")
    assert _put(studio, ink_id, memory.getvalue()).status_code == 204
    assert studio.client.get(f"/api/inks/{ink_id}/drawing").content == plain


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (_mask(size=(64, 20)), 422),
        (_mask(size=(1200, 1200)), 413),
        (b"GIF89a" + bytes(40), 415),
        (b"", 415),
        (_mask()[:60], 422),
        (bytes(5 << 20), 413),
    ],
    ids=["shape", "size", "gif", "empty", "cut", "bytes"],
)
def test_a_retouch_that_is_none_is_refused(studio, ink_id, data, status):
    """And the ink stays as it was."""
    assert _put(studio, ink_id, data).status_code == status
    assert studio.client.get(f"/api/inks/{ink_id}/drawing").status_code == 200


def test_what_was_forgotten_is_not_there(studio, jpeg):
    """DELETE forgets at once; every way of asking says 404 then, and once more is no fault."""
    ink_id = studio.see(jpeg)
    for _ in range(2):
        assert studio.client.delete(f"/api/inks/{ink_id}").status_code == 204
    for path in ("drawing", "photo", "pair"):
        answer = studio.client.get(f"/api/inks/{ink_id}/{path}")
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"
        assert "send it again" in answer.json()["detail"]
    assert _put(studio, ink_id, _mask()).status_code == 404


@pytest.mark.parametrize(
    "knobs", [{"weight": "9"}, {"look": "inkk"}, {"ink": "blau"}, {"size": "3"}, {"shade": "x"}]
)
def test_a_setting_is_refused_with_the_command_lines_sentence(studio, ink_id, knobs):
    """Problem documents hold the very sentence."""
    answer = studio.client.get(f"/api/inks/{ink_id}/drawing", params=knobs)
    with pytest.raises(SettingError) as refusal:
        Settings.choose(**knobs)
    assert answer.status_code == 422
    assert answer.json() == {
        "type": "about:blank",
        "title": answer.json()["title"],
        "status": 422,
        "detail": str(refusal.value),
    }


@pytest.mark.parametrize(
    ("query", "status", "word"),
    [
        ("weigth=2", 422, "did you mean weight?"),
        ("look=ink&look=bold", 422, "twice"),
        ("ink-length=2m&ink_length=2m", 422, "twice"),
        ("invert=perhaps", 422, "neither true nor false"),
        ("format=gif", 422, "there are png"),
        ("format=jpeg&background=transparent", 422, "it is for png, webp, tiff, avif"),
        ("size=30000", 413, "goes up to 8000"),
        ("format=svg&pen=0.01mm", 422, "0.05 mm or more"),
        ("format=svg&page=5000x5000mm", 422, "too fine"),
        ("format=svg&machine=nothing", 422, "machine"),
        ("format=svg&svg=fill&animate=1", 422, "animate"),
    ],
)
def test_what_cannot_be_drawn_is_refused(studio, ink_id, query, status, word):
    """With a status and a reason, before any work."""
    answer = studio.client.get(f"/api/inks/{ink_id}/drawing?{query}")
    assert answer.status_code == status
    assert word in answer.json()["detail"]


def test_empty_values_count_as_not_given(studio, ink_id):
    """As forms send them."""
    plain = studio.client.get(f"/api/inks/{ink_id}/drawing")
    empty = studio.client.get(f"/api/inks/{ink_id}/drawing?look=&page=&size=&format=")
    assert empty.content == plain.content


def test_nothing_acceptable_is_said(studio, ink_id):
    """406 lists what there is."""
    path = f"/api/inks/{ink_id}/drawing"
    answer = studio.client.get(path, headers={"Accept": "video/mp4, image/png;q=0"})
    assert answer.status_code == 406
    assert "image/webp" in answer.json()["detail"]
