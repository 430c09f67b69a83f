"""Forms as clients write them: text parts, and what the parser itself would let through."""

from __future__ import annotations

import pytest

HEADERS = {"Content-Type": "multipart/form-data; boundary=limit"}


def _text(name: bytes, value: bytes) -> bytes:
    """A part without a file name."""
    return (
        b'--limit\r\nContent-Disposition: form-data; name="' + name + b'"\r\n\r\n' + value + b"\r\n"
    )


@pytest.mark.parametrize(
    ("parts", "status", "word"),
    [
        ((_text(b"photo", b"x"),), 422, "photo: is no file"),
        ((_text(b"photo", bytes(5000)),), 422, "photo: is no file"),
        ((_text(b"image", bytes(5000)),), 422, "image: no field for a photo; send it in the field"),
        ((_text(b"look", bytes(5000)),), 413, "4096"),
        ((_text(b"look", b"ink"), _text(b"look", b"bold")), 422, "twice"),
        (tuple(_text(b"f%d" % k, b"1") for k in range(65)), 400, "64 fields"),
    ],
)
def test_text_parts_have_the_same_bounds_as_files(studio, parts, status, word):
    """Starlette counts text parts and files apart; here one bound holds for all."""
    answer = studio.client.post(
        "/api/draw", content=b"".join(parts) + b"--limit--\r\n", headers=HEADERS
    )
    assert answer.status_code == status
    assert word in answer.json()["detail"]


@pytest.mark.parametrize("route", ["/api/draw", "/api/inks"])
@pytest.mark.parametrize("field", ["file", "image", "Photo", "photos", "photo[]", "", "x" * 999])
def test_a_photo_in_another_field_is_told_the_right_one(studio, jpeg, route, field):
    """Protects the first call of every client: the answer names the field, large file or small."""
    for photo in (jpeg, b"a small one"):
        answer = studio.client.post(route, files={field: ("ada.jpg", photo)})
        assert answer.status_code == 422
        assert answer.json()["detail"].endswith("no field for a photo; send it in the field photo")
        assert len(answer.json()["detail"]) < 400


def test_a_long_setting_is_named(studio, jpeg):
    """Protects who sends a setting as a file, or a photo in a setting's field."""
    for field in ("look", "ink-length", "download"):
        answer = studio.client.post("/api/draw", files={"photo": jpeg, field: ("f", bytes(5000))})
        assert answer.status_code == 413
        assert answer.json()["detail"] == f"{field}: more than 4096 bytes; shorten it"


@pytest.mark.parametrize("charset", ["undefined", "idna", "zlib", "no-such", "utf-16"])
def test_a_charset_is_never_artlines_fault(studio, charset):
    """The client names the codec that decodes names and settings: none leads to status 500."""
    kind = f"{HEADERS['Content-Type']}; charset={charset}"
    body = _text(b"look", b"\xff.\xff" * 30) + b"--limit--\r\n"
    answer = studio.client.post("/api/draw", content=body, headers={"Content-Type": kind})
    assert answer.status_code in (400, 422)


def test_a_file_name_has_no_folders_and_is_not_long(studio, jpeg):
    """Whatever the client's system writes between them."""
    for sent, kept in (
        (r"C:\photos\ada.jpg", "ada.jpg"),
        ("../../ada.jpg", "ada.jpg"),
        ("x" * 400 + ".jpg", "x" * 251 + ".jpg"),
        ("photos/", "photo"),
    ):
        answer = studio.client.post("/api/inks", files={"photo": (sent, jpeg)})
        assert answer.status_code == 201, answer.text
        assert answer.json()["name"] == kept
