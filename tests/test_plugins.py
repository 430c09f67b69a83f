"""Looks and formats of installed packages: used like artline's own; a bad one stops nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from skimage import data

import artline

GOOD = '''
"""A look of blots, and pictures as text."""

import numpy as np

from artline.errors import OutputError
from artline.finish.sheet import CutSheet
from artline.finish.traced import traced
from artline.looks import Look
from artline.output import PictureFormat


def blots(ink, settings):
    """Black where the sitter is, whatever it shows."""
    return traced(CutSheet(ink.subject), ink)


def text(picture):
    """A character for every sixth pixel across, twelfth down."""
    grey = picture.pixels if picture.pixels.ndim == 2 else picture.pixels.mean(axis=2)
    rows = grey[::12, ::6] // 64
    return "".join("".join("#+- "[int(v)] for v in row) + "\\n" for row in rows).encode()


BLOTS = Look("blots", "The sitter as one blot.", (), blots, knobs=frozenset())
TEXT = PictureFormat(name="txt", suffixes=(".txt",), media_type="text/plain", encode=text)
'''
ENTRY_POINTS = """
[artline.looks]
blots = artline_blots:BLOTS

[artline.formats]
txt = artline_blots:TEXT
"""
BAD = """
from dataclasses import replace
from artline.looks import LOOKS
from artline.output import FORMATS

INK = replace(LOOKS["ink"], about="Mine instead.")
SVG = replace(FORMATS["png"], name="mine", suffixes=(".mine", ".svg"))
"""
BAD_ENTRY_POINTS = """
[artline.looks]
another-ink = artline_bad:INK
nothing = artline_bad:MISSING
number = artline_bad:__name__

[artline.formats]
mine = artline_bad:SVG
"""

Run = Callable[..., subprocess.CompletedProcess[str]]


def install(site: Path, module: str, code: str, entry_points: str) -> None:
    """What an installer writes: the module, and what its distribution says of it."""
    about = site / f"{module}-1.0.dist-info"
    about.mkdir(parents=True)
    (site / f"{module}.py").write_text(code, encoding="utf-8")
    name = module.replace("_", "-")
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(entry_points)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder of packages, as yet without any."""
    folder = tmp_path / "site"
    folder.mkdir()
    return folder


@pytest.fixture
def run(tmp_path: Path, site: Path) -> Run:
    """Run Python code, or the command line, where the packages in `site` are installed."""
    Image.fromarray(data.astronaut()[0:240, 120:320]).resize((100, 120)).save(tmp_path / "p.jpg")
    found = [str(site), str(Path(artline.__file__).parents[1])]

    def started(*arguments: str, code: str = "") -> subprocess.CompletedProcess[str]:
        code = code or "import sys; from artline.cli import main; sys.exit(main())"
        return subprocess.run(
            [sys.executable, "-c", code, *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(found)},
            capture_output=True,
            text=True,
            check=False,
        )

    return started


def test_a_look_of_a_package_is_drawn(site: Path, run: Run, tmp_path: Path) -> None:
    """It is listed, drawn, and its knobs are refused as its row says."""
    install(site, "artline_blots", GOOD, ENTRY_POINTS)
    listed = run("looks")
    assert listed.stdout.splitlines()[-1].endswith("  The sitter as one blot.")
    assert [line.split()[0] for line in listed.stdout.splitlines()] == [*artline.LOOKS, "blots"]
    drawn = run("p.jpg", "-o", "x.png", "--look", "blots")
    assert drawn.returncode == 0, drawn.stderr
    pixels = np.asarray(Image.open(tmp_path / "x.png"))
    assert pixels.shape == (120, 100) and 0.2 < (pixels < 128).mean() < 0.9
    refused = run("p.jpg", "--look", "blots", "--shade", "0.5")
    assert refused.returncode == 2
    assert "shade: does nothing in look blots" in refused.stderr
    assert "blots" in run("draw", "--help").stdout


def test_a_format_of_a_package_is_written(site: Path, run: Run, tmp_path: Path) -> None:
    """By its suffix, by its name, for many photos by workers, and by HTTP."""
    install(site, "artline_blots", GOOD, ENTRY_POINTS)
    drawn = run("p.jpg", "-o", "x.txt", "--size", "96")
    assert drawn.returncode == 0, drawn.stderr
    lines = (tmp_path / "x.txt").read_text().splitlines()
    assert len(lines) == 8 and {len(line) for line in lines} == {14}
    assert set("".join(lines)) <= set("#+- ") and "#" in "".join(lines)
    many = run("p.jpg", "p.jpg", "-o", "all/", "--format", "txt", "-j", "2", "--look", "blots")
    assert many.returncode == 0, many.stderr
    assert (tmp_path / "all" / "p.txt").exists()
    clear = run("p.jpg", "-o", "y.txt", "--background", "transparent")
    assert "background transparent: does nothing in txt" in clear.stderr
    web = "from artline.web.formats import wanted; print(wanted(None, 'text/plain').name)"
    assert run(code=web).stdout == "txt\n"


def test_a_package_at_fault_is_named_and_left_out(site: Path, run: Run, tmp_path: Path) -> None:
    """One line for each of its rows; artline's own looks and formats are as ever."""
    install(site, "artline_bad", BAD, BAD_ENTRY_POINTS)
    listed = run("looks")
    assert listed.returncode == 0
    assert [line.split()[0] for line in listed.stdout.splitlines()] == list(artline.LOOKS)
    assert "Mine instead" not in listed.stdout
    notes = listed.stderr.splitlines()
    begin = "note: package artline-bad: its look "
    assert len(notes) == 3 and all(note.startswith(begin) for note in notes)
    assert "look ink: already there" in notes[0]
    assert "MISSING" in notes[1] and "it is a str and no Look" in notes[2]
    refused = run("p.jpg", "-o", "x.mine")
    assert refused.returncode == 2
    assert "its format mine is left out (format svg: already there" in refused.stderr
    assert not (tmp_path / "x.mine").exists()


def test_packages_are_left_alone_until_they_are_asked_for(site: Path, run: Run) -> None:
    """Importing and drawing in artline's own looks loads none; then all are loaded once."""
    loud = "import sys; print('loaded', file=sys.stderr); raise ImportError('no such thing')"
    rows = "[artline.looks]\nloud = artline_loud:A\n[artline.formats]\nnone = artline_loud:B\n"
    install(site, "artline_loud", loud, rows)
    assert run("p.jpg", "-o", "x.png", "--look", "bold", "-q").stderr == ""
    assert run("--version").stderr == ""
    code = "import artline; list(artline.LOOKS), 'x' in artline.LOOKS, len(artline.LOOKS)"
    told = run(code=code)
    assert told.returncode == 0
    assert told.stderr.count("loaded\n") == told.stderr.count("PluginWarning") == 1
    assert "package artline-loud: its look loud is left out (ImportError: no such" in told.stderr
