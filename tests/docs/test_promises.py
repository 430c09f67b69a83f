"""Sentences of the README and the docs that a test can refute, and that no other test holds."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import numpy as np
import pytest
from scipy.ndimage import distance_transform_edt, label, maximum_filter
from skimage.morphology import skeletonize

from artline import LOOKS
from artline.evaluate.metrics.edge_width import edge_width
from artline.options import DRAWING
from artline.options.places import COLOUR_KNOBS
from artline.output import FORMATS

ROOT = Path(__file__).parents[2]
PHOTOS = ROOT / "examples" / "photos"
BY_HAND = ("pencil", "brush", "graphite")
"""Looks whose tone is soft on purpose."""
GRAINED = ("pencil",)
"""Looks on paper whose grain breaks edges up."""
BY_LINES = ("hatch", "crosshatch", "engraving", "stipple", "spiral", "scribble", "linocut")
"""Looks whose lines and dots lie closer than two pixels in a small drawing."""

OFFLINE = """
import sys
def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto", "urllib.Request"):
        raise SystemExit(f"asks the network: {event} {arguments}")
sys.addaudithook(refuse)
from artline.cli import main
sys.exit(main(sys.argv[1:]))
"""


IN_COLOUR = ("chalk", "poster")
INKED = [
    name for name, look in LOOKS.items() if name not in IN_COLOUR and not look.knobs & COLOUR_KNOBS
]
"""Looks of ink alone: an edge between two colours is no step from ink to paper."""


def said(page: str) -> str:
    """A page's text."""
    return (ROOT / page).read_text(encoding="utf-8")


@pytest.mark.long
@pytest.mark.parametrize("look", INKED)
@pytest.mark.parametrize("size", [300, 1024, 6000])
def test_edges_are_about_a_pixel_wide_at_any_size(artist, ink, look, size):
    """README and looks.md: "edges about one pixel wide at any size: 300 or 6,000 pixels"."""
    width = edge_width(np.asarray(artist.finish(ink, look=look, size=size)))
    assert width is not None
    assert 0.5 < width.median < (1.2 if look in GRAINED else 0.9)
    if look in GRAINED or (size == 300 and look in BY_LINES):
        return  # an edge has no room of its own
    assert width.percentile_95 < (2.0 if look in BY_HAND else 1.1)


@pytest.mark.long
@pytest.mark.parametrize("name", ["astronaut", "faces-056", "faces-083"])
def test_nothing_falls_out_of_a_stencil(artist, name):
    """README and looks.md: all paper hangs together when the black is cut out of a larger sheet."""
    ink = artist.see(PHOTOS / f"{name}.jpg", looks=["stencil"])
    for knobs in ({}, {"weight": 0.25}, {"weight": 4}, {"detail": 1}, {"shade": 1}, {"shade": -1},
                  {"background": "keep"}):  # fmt: skip
        drawing = artist.finish(ink, look="stencil", size=2400, **knobs)
        paper = np.pad(np.asarray(drawing) >= 128, 1, constant_values=True)
        assert label(paper)[1] == 1, knobs


def test_contour_is_lines_alone(artist, ink):
    """README: "only lines": nothing is broader than where lines meet, 2 % of the long side."""
    broadest = [
        2 * distance_transform_edt(np.asarray(artist.finish(ink, look=look, size=1024)) < 128).max()
        for look in ("contour", "ink")
    ]
    assert broadest[0] < 20 < 60 < broadest[1]


@pytest.mark.long
@pytest.mark.parametrize("look", ["ink", "contour", "bold", "stencil"])
def test_half_the_weight_is_a_fine_pen_and_twice_a_brush(artist, ink, look):
    """looks.md: half to three quarters as wide, twice as wide; ink and bold keep every line."""
    fine, plain, broad = (
        np.asarray(artist.finish(ink, look=look, weight=weight, size=2048)) < 128
        for weight in (0.5, 1, 2)
    )
    away = distance_transform_edt(plain)
    lines = skeletonize(plain) & (away < 14)  # lines, not the middles of black areas
    widths = [maximum_filter(distance_transform_edt(ink), 9)[lines] for ink in (fine, plain, broad)]
    there = widths[0] > 0
    assert 0.45 < np.median(widths[0][there] / widths[1][there]) < 0.8
    assert 1.7 < np.median(widths[2] / widths[1]) < 2.5
    assert there.mean() > (0.98 if look in {"ink", "bold"} else 0.7)


@pytest.mark.long
def test_no_photo_leaves_the_machine_and_nothing_is_downloaded(tmp_path):
    """README: "offline", "nothing is downloaded later": pixels and strokes without any network."""
    photo = str(PHOTOS / "astronaut.jpg")
    for target in ("a.png", "a.svg"):
        command = [sys.executable, "-c", OFFLINE, photo, "-o", str(tmp_path / target), "-q"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
        assert done.returncode == 0, done.stderr
        assert (tmp_path / target).stat().st_size > 1000
    probe = OFFLINE.replace(
        "from artline", "import socket; socket.getaddrinfo('a', 1)\nfrom artline"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=False
    )
    assert "asks the network" in done.stderr


def test_the_readme_names_every_look_and_no_other():
    """README: a sentence for each look."""
    part = said("README.md").split("### Looks")[1].split("###")[0]
    assert set(re.findall(r"`([a-z]+)`", part)) == set(LOOKS)
    table = re.findall(r"^\| `([a-z]+)` \|", said("docs/looks.md").split("## Knobs")[0], re.M)
    assert table == list(LOOKS)
    listed = re.search(r"# ([a-z, ]+)\nfor look in artline\.LOOKS:", said("docs/python.md"))
    assert listed is not None and listed[1].split(", ") == list(LOOKS)


def test_python_md_names_every_option_of_a_drawing():
    """python.md: "typed, so that an editor completes them"."""
    sentence = re.search(r"a type checker knows them: ([^.]+)\.", said("docs/python.md"))
    assert sentence is not None
    assert set(re.findall(r"`([a-z_]+)`", sentence[1])) == set(DRAWING)


def test_looks_md_gives_the_knobs_ranges():
    """looks.md: from, neutral, to of each knob; beyond them a value is refused."""
    for name in ("weight", "detail", "shade", "hair"):
        row = re.search(
            rf"^\| `--{name}` \| (\S+) \| (\S+) \| (\S+) \|", said("docs/looks.md"), re.M
        )
        assert row is not None
        low, neutral, high = (float(number.replace("−", "-")) for number in row.groups())
        kind = DRAWING[name].kind
        assert (kind.low, DRAWING[name].default, kind.high) == (low, neutral, high)


def test_studio_md_gives_the_limits_and_options_of_the_server():
    """studio.md: what is refused and when, in numbers, and every option of `artline serve`."""
    from artline.cli.serve import serve
    from artline.web.config import MIB, SHORTEST_TOKEN, Limits

    page, limits = said("docs/studio.md"), Limits()
    table = page.split("## Limits")[1].split("##")[0]
    for words in (
        f"{limits.upload // MIB} MB",
        f"{limits.upload_seconds:g} s",
        f"{limits.pixels // 10**6} megapixels",
        f"{limits.fineness:,} pen widths",
        f"{limits.waiting} more wait",
        f"| a request | {limits.work_seconds:g} s",
        f"| kept photos | {limits.inks}, or {limits.ink_bytes // MIB} MB; for an hour",
        f"| connections | {limits.connections};",
        f"for {limits.idle_seconds:g} s is closed",
    ):
        assert words in table
    assert limits.uploads == 4 * limits.upload and limits.ink_seconds == 3600
    assert f"running work ({limits.stop_seconds:g} s at most)" in page
    assert f"{SHORTEST_TOKEN} characters or more" in page
    options = [parameter for parameter in serve.params if isinstance(parameter, click.Option)]
    missing = [option.opts[0] for option in options if f"`{option.opts[0]}" not in page]
    assert missing == []
    listed = re.search(r"`format=` chooses the format \(([a-z, ]+)\)", page)
    assert listed is not None and set(listed[1].split(", ")) == set(FORMATS)
