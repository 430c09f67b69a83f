"""Strokes from the command line: suffixes, refusals, booklet, preview, machines."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

Run = Callable[..., Any]
CONTOUR = ("--look", "contour")
"""What most people plot, and traced in half the time: no masses are hatched."""


@pytest.fixture
def photo(tmp_path: Path, small_photo: Image.Image) -> Path:
    path = tmp_path / "photo.jpg"
    small_photo.save(path, quality=95)
    return path


@pytest.mark.parametrize("suffix", ["svg", "pdf", "dxf", "hpgl", "plt", "gcode", "nc"])
def test_the_suffix_chooses(artline_cli: Run, photo: Path, suffix: str) -> None:
    """Protects every suffix, and the line that says what drawing takes."""
    run = artline_cli("photo.jpg", "-o", f"a.{suffix}", "--strokes", "30", *CONTOUR)
    assert run.code == 0
    assert "note: photo.jpg: 30 strokes, " in run.stderr
    machine = "hp7475a" if suffix in ("hpgl", "plt") else "servo"
    assert f"min on {machine}" in run.stderr
    assert Path(f"a.{suffix}").stat().st_size > 500


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (("--page", "a9"), "page: no a9"),
        (("--machine", "srvo"), "did you mean servo"),
        (("--page", "a4", "--margin", "150"), "margin: 150 mm"),
        (("--strokes", "0"), "strokes: 0"),
        (("--ink-length", "NaNm"), "ink_length"),
    ],
)
def test_nonsense_is_wrong_usage(
    artline_cli: Run, photo: Path, options: tuple[str, ...], word: str
) -> None:
    """Protects users from a half-understood wish: one line, code 2, no file."""
    run = artline_cli("photo.jpg", "-o", "a.svg", *options)
    assert run.code == 2 and word in run.stderr and run.stderr.count("\n") == 1
    assert not Path("a.svg").exists()


def test_landscape_is_named_where_it_is_meant(artline_cli: Run, photo: Path) -> None:
    """Protects from advice that does not help: turning the page makes room, or it does not."""
    with Image.open(photo) as image:
        image.rotate(90, expand=True).save("wide.jpg")
    for options, words in (
        (("-o", "a.svg", "--page", "a4", "--no-fit"), "use --landscape, or a larger page"),
        (("-o", "a.svg", "--page", "a6", "--no-fit"), "use --fit, or a larger page"),
        (("-o", "a.svg", "--page", "297x210mm", "--no-fit", "--margin", "40"), "use --fit"),
    ):
        run = artline_cli("wide.jpg", *options, *CONTOUR)
        assert run.code > 0 and words in run.stderr, options


def test_an_empty_drawing_is_refused(artline_cli: Run, tmp_path: Path) -> None:
    """Protects plotters from files without a line."""
    Image.new("RGB", (80, 80), "white").save(tmp_path / "white.png")
    run = artline_cli("white.png", "-o", "a.svg", "--ink-length", "1mm")
    assert run.code == 1 and "no line to draw" in run.stderr
    assert not Path("a.svg").exists()


@pytest.mark.long
def test_a_booklet_is_looked_at_and_plotted(artline_cli: Run, photo: Path) -> None:
    """Protects the colouring book and the look before plotting."""
    Path("bad.jpg").write_bytes(b"no photo")
    run = artline_cli("booklet", "photo.jpg", "bad.jpg", "-o", "b.pdf", "--page", "a4")
    assert run.code == 1 and "bad.jpg" in run.stderr and "2 photos → b.pdf (1 page)\n" in run.stderr
    assert "[1/2] photo.jpg → b.pdf, page 1 (100×120, " in run.stderr
    assert artline_cli("booklet", "photo.jpg", "-o", "b.pdf").code == 1
    assert artline_cli("booklet", "photo.jpg", "-o", "b.png").code == 2
    assert artline_cli("photo.jpg", "-o", "a.nc", "-q").code == 0
    assert artline_cli("preview", "a.nc", "--size", "120").code == 0
    with Image.open("a-nc.png") as image:
        assert max(image.size) == 120
    assert artline_cli("preview", "a.nc").code == 1
    assert artline_cli("preview", "a.nc", "-o", "a.gif").code == 2
    assert artline_cli("photo.jpg", "-o", "a.svg", "-q").code == 0
    run = artline_cli("preview", "a.svg", "--size", "120")
    assert (run.code, run.stderr) == (0, "a.svg → a-svg.png (120 pixels)\n")
    run = artline_cli(".", "-q", "--skip-existing")
    assert not Path("a-svg-line.png").exists()


def test_machines_are_listed(artline_cli: Run) -> None:
    """Protects finding the names that `--machine` takes, and what each takes and reaches."""
    run = artline_cli("machines")
    assert "servo " in run.out and "machines.toml" in run.stderr
    line = next(line for line in run.out.splitlines() if line.startswith("axidraw "))
    assert line.split()[1:3] == ["svg", "300×218"]


@pytest.mark.parametrize(
    ("target", "options", "words"),
    [
        ("a.hpgl", ("--page", "a3"), ("hp7475a", "274.67×192.09 mm", "--page")),
        ("a.gcode", ("--page", "a3"), ("servo", "210×297 mm")),
        ("a.svg", ("--page", "a3", "--machine", "axidraw"), ("axidraw", "300×218 mm")),
        ("a.hpgl", ("--machine", "servo"), ("servo takes gcode",)),
        ("a.gcode", ("--power", "width", "--machine", "servo"), ("servo has no laser",)),
        ("a.gcode", ("--power", "width"), ("power: does nothing without machine",)),
        ("a.svg", ("--beyond-reach",), ("beyond_reach: does nothing without machine",)),
        ("a.svg", ("--machine", "axidraw", "--svg", "fill"), ("machine: does nothing with svg",)),
    ],
)
def test_what_a_machine_cannot_do_is_refused_before_the_photo_is_read(
    artline_cli: Run, target: str, options: tuple[str, ...], words: tuple[str, ...]
) -> None:
    """One line, code 2, no file; no photo is there, which would be said first otherwise."""
    Path("photo.jpg").write_bytes(b"no photo")
    run = artline_cli("photo.jpg", "-o", target, *options)
    assert run.code == 2 and run.stderr.count("\n") == 1
    assert all(word in run.stderr for word in words), run.stderr
    assert not Path(target).exists()


def test_a_machine_is_sent_beyond_its_reach_by_its_own_option_alone(
    artline_cli: Run, photo: Path
) -> None:
    """Protects plotters from `--force`, which people give to replace a file."""
    page = ("photo.jpg", "-o", "a.hpgl", "--strokes", "30", "--page", "a3", *CONTOUR)
    assert artline_cli(*page).code == 2 and not Path("a.hpgl").exists()
    assert artline_cli(*page, "--force").code == 2 and not Path("a.hpgl").exists()
    run = artline_cli(*page, "--beyond-reach")
    assert run.code == 0 and "mm beyond its reach" in run.stderr
