"""Names of photos in files: whatever they are, no file is broken by them."""

from __future__ import annotations

import io
import os
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

import artline
from artline.output import stroke_files
from artline.output.contact import contact_sheet
from artline.output.registry import FORMATS
from artline.output.titles import printable
from made_strokes import made_strokes

NAMES = (
    os.fsdecode(b"caf\xe9.jpg"), "\ud800.jpg", "a\nb\r\tc.jpg", "nul\0esc\x1b[31m.jpg", "]]>.jpg",
    "(a) b) G28 (.jpg", "a;M3 S1000\nG28.jpg", "\\) /OpenAction (.jpg", "<b>&amp;\"'.jpg",
    "%PDF\x7f\x85",
    "\u202egnp.exe.jpg", "\ufffe\uffff.jpg", "日本語.jpg", "😀.jpg", "", "x" * 5000,
)  # fmt: skip
STROKES = [name for name, row in FORMATS.items() if row.kind == "strokes"]


@pytest.mark.parametrize("name", NAMES, ids=ascii)
@pytest.mark.parametrize("kind", STROKES)
def test_every_name_can_be_written(kind: str, name: str) -> None:
    """SVG, PDF, DXF, HPGL and G-code have the same lines whatever the photo is called."""
    for options in ({}, {"svg": "variable"} if kind == "svg" else {}):
        data = stroke_files.encode(made_strokes(name, **options), kind)
        plain = stroke_files.encode(made_strokes("photo.jpg", **options), kind)
        if kind in ("hpgl", "gcode"):
            assert data == plain
        elif kind == "svg":
            root = ET.fromstring(data)
            title = root.find("{http://www.w3.org/2000/svg}title")
            assert title is not None and (title.text or "") == printable(name)
            assert ET.tostring(root[1]) == ET.tostring(ET.fromstring(plain)[1])
        elif kind == "pdf":
            from pypdf import PdfReader

            read = PdfReader(io.BytesIO(data))
            assert read.metadata is not None
            assert (read.metadata.title or "") == printable(name)
            assert read.pages[0].get_contents().get_data() == (  # type: ignore[union-attr]
                PdfReader(io.BytesIO(plain)).pages[0].get_contents().get_data()  # type: ignore[union-attr]
            )
            assert "/OpenAction" not in read.trailer["/Root"]
        else:
            import ezdxf

            assert not ezdxf.read(io.StringIO(data.decode("cp1252"))).audit().errors


@pytest.mark.parametrize("kind", STROKES)
def test_a_pen_is_no_markup_and_no_command(kind: str) -> None:
    """A pen has the name of its colour as it was typed, which may be `rgb(1, 2, 3)`."""
    strokes = made_strokes()
    for name in ("rgb(0, 0, 0)", 'a"><script>', "a\n;)G28", os.fsdecode(b"\xe9")):
        pens = (replace(strokes.pens[0], name=name), strokes.pens[1])
        paths = tuple(replace(p, pen=name) if p.pen == "black" else p for p in strokes.paths)
        data = stroke_files.encode(replace(strokes, pens=pens, paths=paths), kind)
        assert b"<script" not in data
        if kind in ("hpgl", "gcode"):
            assert data == stroke_files.encode(strokes, kind)


def test_labels_of_sheets_may_be_file_names() -> None:
    """Pillow's font knows no halves of surrogate pairs and no line ends here."""
    for name in NAMES:
        sheet = contact_sheet([(name[:50], np.zeros((40, 60, 3), np.uint8))], panel=60)
        assert sheet.ndim == 3


@pytest.mark.skipif(os.name == "nt", reason="names are UTF-16 there")
def test_a_photo_whose_name_is_not_utf_8_becomes_every_format(
    tmp_path: Path, portrait: NDArray[np.uint8], artist: artline.Artist
) -> None:
    """Through the whole pipeline, into a folder and a file whose names are not UTF-8 either."""
    folder = tmp_path / os.fsdecode(b"\xfcbung")
    path = str(folder / os.fsdecode(b"caf\xe9.jpg"))
    try:
        folder.mkdir()
        Image.fromarray(portrait).save(path)
    except (OSError, UnicodeError):
        pytest.skip("this file system has no such names")
    drawing = artist.draw(path, look="contour")
    for kind, row in FORMATS.items():
        target = f"{path}.{kind}{row.suffix}"
        drawing.save(target)
        assert Path(target).stat().st_size > 0


def test_printable_keeps_what_can_be_read() -> None:
    """Letters of every script stay, and the text stays on its line."""
    assert printable("Ärger – 日本.jpg") == "Ärger – 日本.jpg"
    assert (
        printable("a\nb\ud800\0c")
        == "a\N{REPLACEMENT CHARACTER}b" + 2 * "\N{REPLACEMENT CHARACTER}" + "c"
    )
