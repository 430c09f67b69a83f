"""Every machine's file, read as its firmware reads it; and reach, hooks and facts."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import vpype

from artline.errors import Notice, OutputError, SettingError
from artline.nouns import Drawing, Plot, Stroke
from artline.options import PageSettings
from artline.output import machines as known
from artline.output import stroke_files
from artline.output.machine import Machine
from artline.output.machines import machine, machines
from artline.output.preview import read
from artline.output.reach import refuse_beyond
from firmware import Run, grbl, klipper, marlin, plotter
from made_strokes import made_strokes

FIRMWARE: dict[str, Callable[[str], Run]] = {
    "servo": lambda text: grbl(text, laser=False),
    "servo-a3": lambda text: grbl(text, laser=False),
    "laser": lambda text: grbl(text, laser=True),
    "laser-m3": lambda text: grbl(text, laser=True),
    "z": lambda text: marlin(text, laser=False),
    "marlin": lambda text: marlin(text, laser=False),
    "marlin-servo": lambda text: marlin(text, laser=False),
    "marlin-laser": lambda text: marlin(text, laser=True),
    "klipper": klipper,
}
"""The firmware of each machine that takes G-code."""
GCODE = [name for name, row in machines().items() if row.takes("gcode")]
HPGL = [name for name, row in machines().items() if row.takes("hpgl")]
PROGRAMS = [name for name, row in machines().items() if row.takes("svg")]
LIMITS = {
    "hp7475a": (11040, 7721), "hpgl-a4": (11040, 7721), "hp7475a-a3": (16158, 11040),
    "hp7475a-letter": (10365, 7962), "hp7475a-tabloid": (16640, 10365), "hp7440a": (11040, 7721),
    "hp7550a": (10870, 7600), "hp7550a-a3": (15970, 10870), "dxy": (11880, 8400),
    "dxy-a3": (16800, 11880), "roland": (23360, 23360),
}  # fmt: skip
"""Hard-clip limits in units, 0 at the other end."""
IN_VPYPE = {
    "hp7475a": ("hp7475a", "a4"), "hp7475a-a3": ("hp7475a", "a3"),
    "hp7475a-letter": ("hp7475a", "a"), "hp7475a-tabloid": ("hp7475a", "b"),
    "hp7440a": ("hp7440a", "a4"), "hp7550a": ("hp7550", "a4"),
    "hp7550a-a3": ("hp7550", "a3"), "dxy": ("dxy", "a4"), "dxy-a3": ("dxy", "a3"),
}  # fmt: skip


def text_of(strokes: Plot, kind: str) -> str:
    return stroke_files.encode(strokes, kind).decode()


def edged(width: float = 200.0, height: float = 150.0, **options: object) -> Plot:
    """Strokes along all four edges of their page, and one of many points within."""
    turn = np.linspace(0, 2 * np.pi, 200)
    wave = np.stack([np.linspace(0, width, 200), height * (0.5 + 0.5 * np.sin(9 * turn))], 1)
    ring = np.array([[0, 0], [width, 0], [width, height], [0, height], [0, 0]], float)
    paths = (
        Stroke(wave, 0.3 + 0.2 * np.sin(turn)),
        Stroke(ring, np.full(5, 0.4), pen="grey", closed=True),
    )
    pens = made_strokes().pens
    return Plot(paths, pens, width, height, PageSettings(**options))  # type: ignore[arg-type]


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "machines.toml"
    monkeypatch.setattr(known, "own_file", lambda: path)
    return path


@pytest.mark.parametrize("name", GCODE)
def test_the_firmware_knows_every_line_and_reaches_every_place(name: str) -> None:
    """Protects a 3D printer from lines that it drops, and every machine's end stops."""
    bed = machine(name).bed
    for strokes in (made_strokes(machine=name), edged(machine=name), edged(150, 200, machine=name)):
        run = FIRMWARE[name](text_of(strokes, "gcode"))
        assert not run.unknown
        places = np.array(run.places)
        assert places.min() >= 0 and (places <= np.array(bed) + 1e-9).all()
        drawn = sum(float(np.hypot(b[0] - a[0], b[1] - a[1])) for a, b in run.drawn)
        assert drawn == pytest.approx(stroke_files.report(strokes, "gcode").length, rel=1e-4)


def test_lines_without_a_command_are_unknown_to_marlin() -> None:
    """The firmware of these tests can refuse: Marlin drops what GRBL's servo is written in."""
    modal = text_of(edged(machine="servo"), "gcode")
    assert len(marlin(modal, laser=False).unknown) > 100
    assert klipper(modal).unknown and grbl("G1 X1\nM280 P0 S1\nG4\n", laser=False).unknown
    assert klipper("G0 X1 F600\n").unknown  # nothing was homed


def test_waits_are_as_long_in_every_firmware() -> None:
    """P of G4 is seconds to GRBL and milliseconds to Marlin; a servo's first way is the longest."""
    for name in ("servo", "marlin-servo"):
        run = FIRMWARE[name](text_of(made_strokes(machine=name), "gcode"))
        assert run.dwells == pytest.approx([0.5, *[0.2] * 6])
    assert not FIRMWARE["laser"](text_of(made_strokes(machine="laser"), "gcode")).dwells


def test_travel_has_the_speed_of_travel() -> None:
    """G0 of Marlin and Klipper runs at the last F, which was that of the lowered pen."""
    for name in ("z", "marlin", "klipper"):
        run = FIRMWARE[name](text_of(made_strokes(machine=name), "gcode"))
        row = machine(name)
        assert {feed for down, feed in run.feeds if down} == {60 * row.draw}
        assert {feed for down, feed in run.feeds if not down} == {60 * row.travel}


def test_travel_has_its_speed_in_modal_lines_too(own: Path) -> None:
    """For firmware that keeps the command, and whose G0 runs at the last F."""
    own.write_text('[mine]\nlike = "servo"\ntravel_feed = true\n')
    lines = text_of(made_strokes(machine="mine"), "gcode").splitlines()
    assert all(line.endswith(" F4800") for line in lines if line.startswith("G0"))
    assert any(line.startswith("X") for line in lines)
    assert not any("F4800" in line for line in text_of(made_strokes(), "gcode").splitlines())


def test_lasers_have_dynamic_power_where_the_firmware_has_it() -> None:
    """M4 for GRBL, M3 else; never bright on the way, dark at the end."""
    words = {name: text_of(made_strokes(machine=name), "gcode") for name in GCODE}
    assert "M4 S200" in words["laser"] and "M3" not in words["laser"]
    assert "M3 S200" in words["laser-m3"] and "M4" not in words["laser-m3"]
    assert "M3 S50" in words["marlin-laser"] and "M4 " not in words["marlin-laser"]
    for name in ("laser", "laser-m3", "marlin-laser"):
        lines = words[name].splitlines()
        bright = False
        for line in lines:
            bright = line[:3] in ("M3 ", "M4 ") or (bright and line != "M5")
            assert not (bright and line.startswith("G0"))
        assert not bright


def test_power_follows_the_width_where_it_is_asked_for() -> None:
    """Along a stroke where S may change on the way, else from stroke to stroke."""
    along = FIRMWARE["laser"](text_of(edged(machine="laser", power="width"), "gcode")).powers
    assert len(set(along)) > 20 and min(along) >= 80 and max(along) == 200
    for name, most in (("laser-m3", 200), ("marlin-laser", 50)):
        powers = FIRMWARE[name](text_of(edged(machine=name, power="width"), "gcode")).powers
        assert len(set(powers)) == 2 and max(powers) <= most
    with pytest.raises(SettingError, match="servo has no laser"):
        refuse_beyond(PageSettings(machine="servo", power="width"), "gcode")


@pytest.mark.parametrize("name", HPGL)
def test_a_plotter_is_sent_nowhere_beyond_its_hard_clip(name: str) -> None:
    """Protects plots from edges that are cut off or drawn along: HP 7475A ends at 11040, 7721."""
    limits = np.array(LIMITS[name])
    for strokes in (made_strokes(machine=name), edged(machine=name), edged(150, 200, machine=name)):
        run = plotter(text_of(strokes, "hpgl"))
        places = np.array(run.places)
        assert not run.unknown
        assert places.min() >= 0 and (places <= limits).all()
    # a drawing of the bed's own shape fills it
    full = np.array(plotter(text_of(edged(*machine(name).bed, machine=name), "hpgl")).places)
    assert full.max(axis=0) == pytest.approx(limits, abs=1)


def test_limits_are_those_of_another_table() -> None:
    """Protects from a wrong number: vpype's table of plotters says the same limits and units."""
    for name, (device, paper) in IN_VPYPE.items():
        row = vpype.config_manager.get_plotter_config(device)
        assert row is not None
        sheet = row.paper_config(paper)
        assert sheet is not None
        assert (sheet.x_range[1], sheet.y_range[1]) in (LIMITS[name], LIMITS[name][::-1])
        px_per_mm = 96 / 25.4
        assert machine(name).unit == pytest.approx(row.plotter_unit_length / px_per_mm, rel=1e-3)
        assert machine(name).holders == row.pen_count


def test_a_page_lies_on_the_sheet() -> None:
    """The corner of a page is that of the sheet in the plotter, where its pen cannot go."""
    strokes = edged(297 - 40, 210 - 40, machine="hp7475a", page="a4", landscape=True)
    moved = tuple(replace(path, points=path.points + 20) for path in strokes.paths)
    text = text_of(replace(strokes, paths=moved, width=297.0, height=210.0), "hpgl")
    lowest = np.array(plotter(text).places)[:-1].min(axis=0) * 0.02488
    # P1 and P2 are around the sheet's middle: the 7475A's manual, page 2-7
    assert lowest == pytest.approx([20 + 139.4 - 148.5, 20 + 102.5 - 105.0], abs=0.1)


@pytest.mark.parametrize(
    ("kind", "options", "words"),
    [
        ("hpgl", {"page": "a3"}, ("hp7475a", "274.67×192.09 mm", "smaller --page")),
        ("hpgl", {"page": "a4", "landscape": True}, ("hp7475a", "use --margin 16mm")),
        ("gcode", {"page": "a3"}, ("servo", "210×297 mm", "another --machine")),
        ("gcode", {"page": "a5", "margin": 0.0, "machine": "z"}, ()),
        ("svg", {"page": "a3", "machine": "axidraw"}, ("axidraw", "300×218 mm", "--beyond-reach")),
        ("svg", {"page": "a4", "machine": "axidraw"}, ()),
        ("svg", {"page": "a3"}, ()),
        ("dxf", {"page": "400x500mm", "machine": "silhouette"}, ("silhouette", "304.8×304.8 mm")),
        ("gcode", {"margin": "120mm"}, ("margin: 120 mm", "servo")),
    ],
)
def test_a_page_beyond_the_reach_is_refused_before_anything_is_drawn(
    kind: str, options: dict[str, object], words: tuple[str, ...]
) -> None:
    """In one line that names machine, reach and remedy; what fits is not refused."""
    settings = PageSettings(**options)  # type: ignore[arg-type]
    if not words:
        refuse_beyond(settings, kind)
        return
    with pytest.raises(SettingError) as caught:
        refuse_beyond(settings, kind)
    assert all(word in str(caught.value) for word in words) and "\n" not in str(caught.value)


def test_the_remedy_is_one() -> None:
    """What a refusal says to use is not refused."""
    refuse_beyond(PageSettings(page="a4", landscape=True, margin="16mm"), "hpgl")
    with pytest.raises(OutputError, match="use --landscape"):
        stroke_files.encode(edged(210, 297, page="a4", margin="16mm"), "hpgl")
    refuse_beyond(PageSettings(page="a4", landscape=True, beyond_reach=True), "hpgl")


@pytest.mark.parametrize(
    ("kind", "name"), [("gcode", "servo"), ("hpgl", "hp7475a"), ("svg", "axidraw")]
)
def test_strokes_beyond_the_reach_are_written_only_when_asked(kind: str, name: str) -> None:
    """Refused in one line, nothing cut off silently; with permission all of it is written."""
    page = {"page": "500x400mm", "machine": name}
    with pytest.raises(OutputError, match=f"beyond the reach of {name}") as caught:
        stroke_files.encode(edged(500, 400, **page), kind)
    assert "\n" not in str(caught.value)
    allowed = edged(500, 400, **page, beyond_reach=True)
    assert stroke_files.encode(allowed, kind)
    told = str(stroke_files.report(allowed, kind))
    assert f"on {name};" in told and "mm beyond its reach" in told


@pytest.mark.parametrize("name", PROGRAMS)
def test_programs_that_take_svg_get_it_within_reach(name: str, tmp_path: Path) -> None:
    """Protects AxiDraw and its like, whose programs cut off silently; vpype reads the files."""
    bed = machine(name).bed
    for strokes in (edged(machine=name), edged(150, 200, machine=name)):
        path = tmp_path / "a.svg"
        strokes.save(path)
        document = vpype.read_multilayer_svg(str(path), 0.05)
        assert document.page_size is not None
        width, height = document.page_size
        sides = np.array([width, height]) * 25.4 / 96
        if machine(name).turns:  # such programs turn upright pages on their side
            sides = np.sort(sides)[::-1]
        assert (sides <= np.array(bed) + 0.01).all()
        bounds = document.bounds()
        assert bounds is not None
        assert min(bounds) > -0.1 and bounds[2] <= width + 0.1 and bounds[3] <= height + 0.1
        layers = path.read_text(encoding="utf-8").split("inkscape:label=")[1:]
        waits = [layer.startswith('"!') for layer in layers]
        assert waits == ([False, True] if name != "silhouette" else [False, False])


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("servo", "hpgl", "servo takes gcode, not hpgl"),
        ("hp7475a", "gcode", "hp7475a takes hpgl, not gcode"),
        ("axidraw", "gcode", "axidraw takes svg, not gcode"),
        ("silhouette", "hpgl", "silhouette takes dxf or svg, not hpgl"),
        ("servo", "dxf", "servo takes gcode, not dxf"),
    ],
)
def test_a_machine_gets_its_own_language(name: str, kind: str, words: str) -> None:
    """G-code for a plotter of 1983 is refused, with those that take the format."""
    for refused in (
        lambda: stroke_files.encode(made_strokes(machine=name), kind),
        lambda: refuse_beyond(PageSettings(machine=name), kind),
    ):
        with pytest.raises(SettingError, match=words):
            refused()


def test_the_format_chooses_the_machine() -> None:
    """.hpgl an HPGL plotter, .gcode one of G-code."""
    assert stroke_files.report(made_strokes(), "hpgl").machine == "hp7475a"
    assert stroke_files.report(made_strokes(), "gcode").machine == "servo"
    assert text_of(made_strokes(), "hpgl") == text_of(made_strokes(machine="hp7475a"), "hpgl")
    assert text_of(made_strokes(), "gcode") == text_of(made_strokes(machine="servo"), "gcode")


def test_time_and_length_are_those_on_the_machine() -> None:
    """A drawing that fills an A3 bed takes longer than on its own page."""
    small, large = (
        stroke_files.report(made_strokes(machine=n), "gcode") for n in ("servo", "servo-a3")
    )
    assert large.length == pytest.approx(small.length * 297 / 210, rel=1e-6)
    assert large.seconds > small.seconds


def test_lengths_are_those_of_the_pen_on_the_machine(drawing: Drawing) -> None:
    """Traced at the size of the bed: a length of ink is that length, and hatching has its pen."""
    for name, width in (("servo-a3", 297.0), ("axidraw-a3", 430.0)):
        strokes = drawing.strokes(machine=name, ink_length="2m", fit=True)
        kind = machine(name).formats[0]
        assert (
            max(strokes.width, strokes.height) == max(machine(name).bed) and strokes.width == width
        )
        assert stroke_files.report(strokes, kind).length == pytest.approx(strokes.length)
        assert 1500 < strokes.length <= 2000
    target = io.BytesIO()
    drawing.save(target, format="gcode", page=PageSettings(ink_length="2m"))
    run = FIRMWARE["servo"](target.getvalue().decode())
    assert sum(float(np.hypot(b[0] - a[0], b[1] - a[1])) for a, b in run.drawn) <= 2001


def test_old_names_are_still_machines() -> None:
    """`servo`, `servo-a3`, `z`, `laser` and `hpgl-a4` stand in people's scripts."""
    for name, kind in (
        ("servo", "gcode"),
        ("servo-a3", "gcode"),
        ("z", "gcode"),
        ("laser", "gcode"),
        ("hpgl-a4", "hpgl"),
    ):
        assert stroke_files.encode(made_strokes(machine=name), kind)


def test_a_file_of_before_still_works(own: Path) -> None:
    """Own machines without `formats` take G-code and HPGL, as they did, each in its own words."""
    own.write_text(
        "[mine]\nbed=[100.0, 50.0]\ndraw=10\ntravel=20\nlift=1\n"
        'down=["M3 S9", "G4 P0.2"]\nup=["M5"]\n'
    )
    assert "M3 S9\nG4 P0.2\nG1" in text_of(made_strokes(machine="mine"), "gcode")
    run = plotter(text_of(made_strokes(machine="mine"), "hpgl"))
    assert not run.unknown and (np.array(run.places) <= [4000, 2000]).all()


def test_a_broken_file_stops_only_what_is_for_a_machine(own: Path) -> None:
    """SVG without a machine needs nothing of it; G-code might."""
    own.write_text("[mine")
    assert stroke_files.report(made_strokes(), "svg").machine == "servo"
    with pytest.raises(SettingError, match="cannot be read as TOML"):
        stroke_files.encode(made_strokes(), "gcode")


def test_machines_are_like_others(own: Path) -> None:
    """Only what differs is written down; also under the name of the one that is meant."""
    own.write_text(
        '[desk]\nlike = "klipper"\nbed = [300.0, 300.0]\n[servo]\nlike = "servo"\nsettle = 0.3\n'
    )
    desk = machine("desk")
    assert desk.bed == (300, 300) and desk.pause == ("PAUSE",) and desk.plain
    assert machine("servo").settle == 0.3 and machine("servo").first == 0.5
    assert machine("servo-a3").settle == 0.2
    for text, words in (
        ('[a]\nlike = "klippr"\n', "names no machine: klippr, did you mean klipper"),
        ('[a]\nlike = "b"\n[b]\nlike = "a"\n', "in a circle"),
        ('[a]\nlike = "a"\n', "names no machine"),
    ):
        own.write_text(text)
        with pytest.raises(SettingError, match=words):
            machine("a")
        with pytest.warns(Notice, match=words):
            assert "servo" in machines()


def test_hooks_are_around_the_strokes_of_each_pen(own: Path) -> None:
    """Of every pen, and of one by number or colour; names cannot end a comment."""
    own.write_text(
        '[mine]\nlike = "servo"\npen_start = ["T{number} ({pen})"]\npen_end = ["(done)"]\n'
        'pause = ["M0 (pen {number})"]\n[mine.pens.grey]\nend = []\npause = ["G4 P9"]\n'
    )
    lines = text_of(made_strokes(machine="mine"), "gcode").splitlines()
    said = [
        line for line in lines if line[0] == "T" or "done" in line or "P9" in line or "M0" in line
    ]
    assert said == ["T1 (black)", "(done)", "G4 P9", "T2 (grey)"]
    assert lines.index("G4 P9") > lines.index("(done)")
    strokes = made_strokes(machine="mine")
    odd = replace(strokes.pens[0], name="rgb(1) \n;\udcff]]>")
    paths = tuple(replace(p, pen=odd.name) if p.pen == "black" else p for p in strokes.paths)
    text = text_of(replace(strokes, pens=(odd, strokes.pens[1]), paths=paths), "gcode")
    assert "T1 (rgb_1_)" in text and not grbl(text, laser=False).unknown


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        ("plain = 1", "plain is true or false"),
        ('dwell = "min"', 'dwell is "s" or "ms"'),
        ("settle = -1", "settle is not a number of seconds"),
        ("power = [1]", "power is S of"),
        ('up = ["M5\\n"]', "up is a list of lines"),
        ('up = ["Stift hoch: \\u00fc"]', "up is a list of lines"),
        ("holders = 1.5", "holders is not a whole number"),
        ("[mine.pens.1]\nbegin = []", "pens has a table"),
        ("corner = [1]", "corner is x and y"),
        ("unit = 0", "unit is not a number"),
        ("beds = 3", "no fact beds, did you mean bed"),
        ('down = ["M3 S{power}"]', "down has {power}; add the fact power"),
        ("unit = 0.02", "unit does nothing there; it is for hpgl"),
        ('formats = ["hpgl"]', "dwell does nothing there; it is for gcode"),
        ("turns = true", "turns is for machines whose program takes svg alone"),
    ],
)
def test_a_wrong_fact_is_named(own: Path, fact: str, words: str) -> None:
    """File, machine, fact and what it must be, in one line."""
    own.write_text(f'[mine]\nlike = "servo"\n{fact}\n')
    with pytest.raises(SettingError) as caught:
        machine("mine")
    assert f"machine mine: {words}" in str(caught.value) and "\n" not in str(caught.value)


def test_more_pens_than_the_plotter_holds_are_refused() -> None:
    """SP7 on a carousel of six would draw with none."""
    strokes = made_strokes(machine="hp7475a")
    many = tuple(replace(strokes.pens[0], name=f"pen {k}") for k in range(7))
    with pytest.raises(OutputError, match="pens: 7 are more than the 6 that hp7475a holds"):
        stroke_files.encode(replace(strokes, pens=many), "hpgl")


def test_every_machine_can_be_looked_at(tmp_path: Path) -> None:
    """The preview reads every file that is written: as many strokes, at their places."""
    for name, row in machines().items():
        kind = (row.formats or ("gcode",))[0]
        if kind == "dxf":
            continue
        strokes = made_strokes(machine=name)
        strokes.save(tmp_path / f"a.{kind}")
        seen = read(tmp_path / f"a.{kind}")
        assert len(seen.lines) == 3, name
        length = sum(float(np.hypot(*np.diff(line, axis=0).T).sum()) for line in seen.lines)
        assert length == pytest.approx(stroke_files.report(strokes, kind).length, rel=0.01)


def test_the_example_in_the_documents_is_a_machine(own: Path) -> None:
    """What people copy into their file loads, and every machine that is named there exists."""
    text = (Path(__file__).parents[2] / "docs" / "strokes.md").read_text(encoding="utf-8")
    own.write_text(text.partition("```toml\n")[2].partition("```")[0])
    mine = machine("mine")
    assert mine.bed == (300, 420) and mine.pens["2"].start == ("S40",)
    assert not grbl(text_of(made_strokes(machine="mine"), "gcode"), laser=False).unknown
    rows = text.partition("| machines | take |")[2].partition("\n\n")[0].splitlines()[2:]
    names = [name for row in rows for name in re.findall(r"`([a-z0-9-]+)`", row.split("|")[1])]
    assert len(names) > 10 and set(names) - {"-a3"} <= set(machines())


def test_facts_stand_in_the_docstring() -> None:
    """Protects the one place where the facts of a machine are explained."""
    from artline.output.machine_rows import FACTS

    for name in FACTS:
        assert f"\n        {name}: " in (Machine.__doc__ or "")
