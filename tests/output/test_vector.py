"""Files of strokes, read back by other programs and by ourselves."""

from __future__ import annotations

import io
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from artline.errors import Notice, OutputError, SettingError
from artline.nouns import Plot
from artline.options import PageSettings
from artline.output import machines, stroke_files, svg
from artline.output.preview import picture, read
from artline.strokes.page import frame
from made_strokes import made_strokes

SVG = "{http://www.w3.org/2000/svg}"
SUFFIXES = ("svg", "hpgl", "plt", "gcode", "nc")
TRAVERSAL = '"/><script>alert(1)</script><path d="&.jpg'


def test_svg_text_is_small_and_stable() -> None:
    """Protects the file's form: what programs and people's diffs see."""
    golden = Path(__file__).parents[1] / "golden" / "strokes.svg"
    assert svg.encode(made_strokes()).decode() == golden.read_text(encoding="utf-8")


def test_svg_has_a_path_a_stroke_in_a_layer_a_pen() -> None:
    """Protects size in mm, layers and `fill="none"`."""
    root = ET.fromstring(svg.encode(made_strokes()))
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == (
        "60mm", "40mm", "0 0 60 40",
    )  # fmt: skip
    layers = root.findall(f"{SVG}g")
    assert [len(layer.findall(f"{SVG}path")) for layer in layers] == [2, 1]
    assert all(path.get("fill") == "none" for path in root.iter(f"{SVG}path"))
    assert [layer.get("stroke-width") for layer in layers] == ["0.3", "0.5"]


def test_a_file_name_is_no_markup() -> None:
    """Protects viewers from what a photo may be called."""
    for name in (TRAVERSAL, "a\x00\x1b\ud800b.jpg"):
        root = ET.fromstring(svg.encode(made_strokes(name)))
        assert not root.findall(f".//{SVG}script")
        assert len(list(root.iter(f"{SVG}path"))) == 3


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_reading_back_gives_the_same_strokes(tmp_path: Path, suffix: str) -> None:
    """Protects every stroke on its way through a file, and its place on the page."""
    # a plotter whose sheet has its corner at 0, 0 and whose unit is the preview's
    plotter = {"machine": "dxy"} if suffix in ("hpgl", "plt") else {}
    strokes = made_strokes(page="60x40mm", **plotter)
    path = tmp_path / f"a.{suffix}"
    stroke_files.save(strokes, path)
    plot = read(path)
    assert len(plot.lines) == 3
    # plotter files do not say how high their page is: compare from the lowest place
    low = max(float(line[:, 1].max()) for line in plot.lines)
    lift = 0.0 if suffix == "svg" else 30.0 - low
    for line, stroke in zip(plot.lines, strokes.paths, strict=True):
        assert line[0] + (0, lift) == pytest.approx(stroke.points[0], abs=0.03)
        assert line[-1] + (0, lift) == pytest.approx(stroke.points[-1], abs=0.03)
        assert float(np.hypot(*np.diff(line, axis=0).T).sum()) == pytest.approx(
            stroke.length, rel=0.01
        )


def test_vpype_reads_sorts_and_writes_it(tmp_path: Path) -> None:
    """Protects the way into the plotter people's own tool, run for real."""
    (tmp_path / "x.svg").write_bytes(svg.encode(made_strokes()))
    program = Path(sys.executable).with_name("vpype")
    command = [program, "read", "x.svg", "linesort", "write", "y.svg"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    there = read(tmp_path / "y.svg")
    assert len(there.lines) == 3
    length = sum(float(np.hypot(*np.diff(line, axis=0).T).sum()) for line in there.lines)
    assert length * 60 / there.width == pytest.approx(made_strokes().length, rel=0.02)


def test_variable_draws_the_width_and_animation_respects_stillness() -> None:
    """Protects `--svg variable` (filled, no stroke) and `--animate` (reduced motion)."""
    root = ET.fromstring(svg.encode(made_strokes(svg="variable")))
    assert all(path.get("fill") is None for path in root.iter(f"{SVG}path"))
    text = svg.encode(made_strokes(animate=True)).decode()
    assert "prefers-reduced-motion" in text and text.count("animation-delay") == 3
    with pytest.raises(SettingError, match="animate"):
        PageSettings(animate=True, svg="fill")


def test_pdf_has_true_size_and_a_page_each(tmp_path: Path) -> None:
    """Protects print: pages as large as asked for, read by another library."""
    from pypdf import PdfReader

    stroke_files.save_booklet([made_strokes(), made_strokes()], tmp_path / "b.pdf")
    pages = PdfReader(tmp_path / "b.pdf").pages
    assert len(pages) == 2
    assert float(pages[0].mediabox.width) == pytest.approx(60 * 72 / 25.4, abs=0.01)
    assert float(pages[0].mediabox.height) == pytest.approx(40 * 72 / 25.4, abs=0.01)
    with pytest.raises(OutputError, match="no drawing"):
        stroke_files.save_booklet([], tmp_path / "none.pdf")


def test_dxf_is_read_by_ezdxf(tmp_path: Path) -> None:
    """Protects cutters: a polyline a stroke, y upwards, loops closed, layers in colours."""
    import ezdxf

    stroke_files.save(made_strokes(), tmp_path / "a.dxf")
    document = ezdxf.readfile(tmp_path / "a.dxf")
    assert not document.audit().errors
    lines = list(document.modelspace().query("LWPOLYLINE"))
    assert [line.closed for line in lines] == [False, False, True]
    assert [line.dxf.layer for line in lines] == ["PEN1", "PEN1", "PEN2"]
    assert lines[0][0][:2] == pytest.approx((5, 35))
    assert [document.layers.get(name).color for name in ("PEN1", "PEN2")] == [7, 8]
    assert all(line.dxf.color == ezdxf.colors.BYLAYER for line in lines)


def test_dxf_says_its_unit_and_how_far_it_goes(tmp_path: Path) -> None:
    """Protects size: without $INSUNITS a drawing of 60 mm is opened as 60 inches, or asks."""
    import ezdxf
    from ezdxf import bbox

    stroke_files.save(made_strokes(shift=3), tmp_path / "a.dxf")
    document = ezdxf.readfile(tmp_path / "a.dxf")
    header = document.header
    assert (document.units, header["$INSUNITS"], header["$MEASUREMENT"]) == (ezdxf.units.MM, 4, 1)
    there = bbox.extents(document.modelspace())
    for corner, said in ((there.extmin, "$EXTMIN"), (there.extmax, "$EXTMAX")):
        assert header[said] == pytest.approx(tuple(corner), abs=1e-6)
    assert tuple(header["$LIMMAX"][:2]) == (60, 40)


@pytest.mark.parametrize("suffix", ["svg", "pdf", "dxf", "hpgl", "gcode"])
def test_outside_the_page_or_no_number_is_never_written(tmp_path: Path, suffix: str) -> None:
    """Protects machines: refused in one line before a file is there."""
    path = tmp_path / f"a.{suffix}"
    broken = made_strokes()
    points = np.array([[1.0, 1], [np.nan, 2]])
    nan = replace(broken, paths=(replace(broken.paths[1], points=points, widths=np.ones(2)),))
    empty = replace(broken, paths=())
    for strokes, word in ((made_strokes(shift=20), "outside"), (nan, "no number"), (empty, "no l")):
        with pytest.raises(OutputError, match=word):
            stroke_files.save(strokes, path)
    assert not path.exists()


def test_a_page_larger_than_the_bed_is_refused(tmp_path: Path) -> None:
    """Protects the machine from a page that is not fitted to it."""
    strokes = made_strokes(page="60x40mm")
    away = np.array([500, 0])
    paths = tuple(replace(p, points=p.points + away, curve=None) for p in strokes.paths)
    far = replace(strokes, width=600.0, paths=paths)
    with pytest.raises(
        OutputError, match="beyond the reach of servo, 210×297 mm; use a smaller --page"
    ):
        stroke_files.save(far, tmp_path / "a.gcode")


def test_without_a_page_the_drawing_fills_the_bed(tmp_path: Path) -> None:
    """Protects the default of plotter files."""
    stroke_files.save(made_strokes(), tmp_path / "a.gcode")
    places = np.concatenate(read(tmp_path / "a.gcode").lines)
    assert float(np.ptp(places[:, 0])) == pytest.approx(45 * 210 / 60, abs=0.1)


def test_plain_gcode_keeps_no_state(tmp_path: Path) -> None:
    """Protects simple controllers: word, X, Y and speed in every move."""
    stroke_files.save(made_strokes(plain=True), tmp_path / "a.gcode")
    rows = [r for r in (tmp_path / "a.gcode").read_text().splitlines() if "X" in r]
    assert all(row.startswith(("G0 X", "G1 X")) and "Y" in row for row in rows)
    assert all("F" in row for row in rows)


def test_users_add_machines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Protects own machines, and what is said where their file is wrong."""
    own = tmp_path / "machines.toml"
    monkeypatch.setattr(machines, "own_file", lambda: own)
    own.write_text("[mine]\nbed=[100.0, 50.0]\ndraw=10\ntravel=20\nlift=1\n")
    mine = machines.machine("mine")
    assert mine.bed == (100, 50) and mine.seconds(100, 100, 3) == pytest.approx(18)
    for text, word in (
        ("[mine", "TOML"),
        ("mine=3", "no table"),
        ("[mine]\nbed=[1]\ndraw=1\ntravel=1\nlift=0\n", "bed"),
        ("[mine]\nbed=[100, nan]\ndraw=1\ntravel=1\nlift=0\n", "bed"),
        ("[mine]\nbed=[100, 50]\ndraw=0\ntravel=1\nlift=0\n", "draw"),
        ("[mine]\nbed=[100, 50]\ncolour=1\n", "no fact colour"),
        ("[mine]\nbed=[100, 50]\ndraw=1\ntravel=1\nlift=0\nup=3\n", "list of lines"),
    ):
        own.write_text(text)
        with pytest.raises(SettingError, match=word):
            machines.machine("mine")
        with pytest.warns(Notice, match=word):
            assert "servo" in machines.machines()
        if word != "TOML":
            assert machines.machine("servo").name == "servo"
    own.write_text("[mine")
    with pytest.raises(SettingError, match="TOML"):
        machines.machine("servo")  # it may be in there, under the same name
    assert machines.machine_of(None, "svg").name == "servo"


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("a.gcode", b"", "draws nothing"),
        ("a.gcode", b"G2 X1 Y1", "arcs"),
        ("a.gcode", b"G1 X1.2.3 Y1", "no number"),
        ("a.hpgl", b"PU0,0;PDx,1;", "no HPGL command"),
        ("a.hpgl", b"PU0,0;PD1.1.1,1;", "no number"),
        ("a.svg", b"<svg", "no SVG"),
        ("a.svg", b"<!DOCTYPE x [<!ENTITY a 'b'>]><svg/>", "entities"),
        ("a.png", b"", "cannot be shown"),
        ("missing/a.svg", None, "cannot be read"),
    ],
)
def test_what_cannot_be_shown_is_refused(
    tmp_path: Path, name: str, data: bytes | None, word: str
) -> None:
    """Protects `artline preview` from files of strangers."""
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(OutputError, match=word):
        read(tmp_path / name)


def test_preview_is_a_picture_and_a_film(tmp_path: Path) -> None:
    """Protects looking before plotting."""
    stroke_files.save(made_strokes(), tmp_path / "a.gcode")
    for kind in ("png", "gif"):
        data = io.BytesIO()
        stroke_files.preview(tmp_path / "a.gcode", data, kind=kind, side=200)
        with Image.open(data) as image:
            assert max(image.size) == 200
            assert (getattr(image, "n_frames", 1) > 1) == (kind == "gif")
            assert np.asarray(image.convert("L")).min() < 200


def test_the_frame_of_the_photo_is_the_page() -> None:
    """Protects the default: long side 200 mm, no margin; and pages with theirs."""
    assert frame(1000, 500, PageSettings()) == (200, 100, (0.2, 0, 0))
    across, down, (scale, x, y) = frame(1000, 500, PageSettings(page="a4"))
    assert (across, down) == (210, 297)
    assert (scale, x, y) == pytest.approx((0.19, 10, 101))
    with pytest.raises(OutputError, match="does not fit"):
        frame(1000, 500, PageSettings(page="a5", fit=False))


def test_strokes_are_no_pictures(tmp_path: Path) -> None:
    """Protects from a PNG where strokes were meant."""
    strokes: Plot = made_strokes()
    with pytest.raises(OutputError, match="a picture, no strokes"):
        strokes.save(tmp_path / "a.png")


def test_a_preview_leaves_the_holes_of_filled_areas_open(tmp_path: Path) -> None:
    """A filled head is not a black disc: what lies in a hole, and an island in that, is seen."""
    file = tmp_path / "ring.svg"
    squares = "M1 1H9V9H1ZM3 3V7H7V3ZM4.5 4.5H5.5V5.5H4.5Z"
    shape = f'<path d="{squares}"/><path d="M-5 -5H0.5V0.5H-5Z"/><path d="M11 11H13V13Z"/>'
    root = 'xmlns="http://www.w3.org/2000/svg" width="10mm" height="10mm" viewBox="0 0 10 10"'
    text = f'<svg {root}><g fill="#000">{shape}</g></svg>'
    file.write_text(text, encoding="utf-8")
    seen = np.asarray(picture(read(file), 100).convert("L"))
    assert [int(seen[k, k]) for k in (2, 8, 20, 40, 50, 80, 95)] == [0, 255, 0, 255, 0, 0, 255]
