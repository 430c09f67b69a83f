"""Files of other programs read back: what they draw, or one line that says why not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from artline.errors import OutputError
from artline.output.preview import read

SQUARE = [[0.0, 0.0], [25.4, 0.0], [25.4, 25.4], [0.0, 25.4], [0.0, 0.0]]
"""An inch on each side, mm, from the top left: y is turned, the square is not."""
INCHES = "G20 G90\nG0 X0 Y0\nG1 X1 F20\nG1 Y1\nG1 X0\nG1 Y0\n"
RELATIVE = "G21\nG91\nG0 X0 Y0\nG1 X25.4 F600\nY25.4\nX-25.4\nY-25.4\nG90\nG0 X0 Y0\n"
LASER = (
    "G21 G90\nM4 S0\nG1 X40 Y40 S0 F900\nG1 X0 Y0 S0\nG1 X25.4 S200\nY25.4\nX0\nY0\n"
    "G1 X90 Y90 S0\nM5\nG1 X3 Y3\n"
)
LASER_OFF = "G21\nG90\nM5\nG1 X9 Y9 F900\nX0 Y0\nM3 S80\nX25.4\nY25.4\nX0\nY0\nM5\nX70 Y70\n"
HEIGHTS = (
    "G21\nG90\nG1 Z5 F300\nG1 X0 Y0 F900\nG1 Z0\nG1 X25.4\nG1 Y25.4\nG1 X0\nG1 Y0\nG1 Z5\n"
    "G1 X80 Y80\n"
)
DEPTHS = "G0 Z5\nG0 X0 Y0\nG1 Z-1 F99\nG1 X25.4\nG1 Y25.4\nG1 Z-2\nG1 X0\nG1 Y0\nG0 Z5\nG0 X9 Y9\n"
SET_ZERO = "G0 X10 Y10\nG92 X0 Y0\nG1 X25.4 F9\nG1 Y25.4\nG1 X0\nG1 Y0\n"
PRINTER = (
    "M104 S0 ; cold\nN10 G28 X Y*22\nM117 Drawing X50 Y50\nM0 change X9\n"
    "SET_SERVO SERVO=pen ANGLE=30\n$H\n%\nG0 X0 Y0 F3000 (X7)\nG1 X25.4F900\nG4 S1\n"
    "g1y25.4\nG1X0.\nM204 X5 S0\nG1 Y+0.0\nM84 X Y\n"
)
PLOTTER = "IN;SP1;PU0,0;PD1016,0,1016,1016,0,1016,0,0;PU;SP0;"
STEPS = "IN;SP1;PU0,0;PR;PD1016,0,0,1016;PD-1016,0,0,-1016;PU5,5;PA0,0;"
CLOSE = "\x1b.I81;;17:\x1b.(IN SP1PU0 0PA0,0PD1016,0;PA1016,1016,0,1016;PD0,0PU;"
FILES = {
    "inches.gcode": INCHES, "relative.nc": RELATIVE, "laser.gcode": LASER, "off.gcode": LASER_OFF,
    "heights.gcode": HEIGHTS, "depths.nc": DEPTHS, "zero.gcode": SET_ZERO, "printer.gcode": PRINTER,
    "plotter.hpgl": PLOTTER, "steps.plt": STEPS, "close.hpgl": CLOSE,
}  # fmt: skip


def shown(tmp_path: Path, name: str, text: str) -> list[list[list[float]]]:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return [np.round(line, 3).tolist() for line in read(file).lines]


@pytest.mark.parametrize("name", FILES)
def test_the_square_is_a_square_of_an_inch(tmp_path: Path, name: str) -> None:
    """However a program writes it: in inches, in steps, by heights, as a laser, without spaces."""
    file = tmp_path / name
    file.write_text(FILES[name], encoding="utf-8")
    seen = read(file)
    assert len(seen.lines) == 1
    low = seen.lines[0].min(axis=0)
    line = seen.lines[0] - low
    wanted = np.array(SQUARE) * (1, -1) + (0, 25.4)
    assert line == pytest.approx(wanted, abs=0.02)


def test_a_machine_homed_at_its_top_right_has_places_below_zero(tmp_path: Path) -> None:
    """Nothing of them falls off the picture."""
    (tmp_path / "a.gcode").write_text("G0 X-50 Y-40\nG1 X-10 F9\nG1 Y-5\n", encoding="utf-8")
    (tmp_path / "a.hpgl").write_text("PU-400,-400;PD400,400;", encoding="utf-8")
    for name, size in (("a.gcode", (40, 35)), ("a.hpgl", (20, 20))):
        seen = read(tmp_path / name)
        assert (seen.width, seen.height) == pytest.approx(size)
        assert seen.lines[0].min() >= 0 and (seen.lines[0] <= size).all()


def test_a_servo_that_draws_at_s_0_is_no_laser(tmp_path: Path) -> None:
    """Where no line would be bright, S says nothing about light."""
    text = "M3 S90\nG0 X0 Y0\nM3 S0\nG1 X10 F600\nM3 S90\nG0 X20\nM3 S0\nG1 X30\n"
    assert len(shown(tmp_path, "a.gcode", text)) == 2


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.gcode", "G1 X1\nG2 X2 Y2 I1\n", "G2 draws arcs"),
        ("a.gcode", "G5 X1 Y1\n", "G5 draws arcs"),
        ("a.gcode", "G53 G0 X1\nG1 X2\n", "G53 is not known here"),
        ("a.gcode", "G81 X1 Y1 Z-1\n", "G81 is not known here"),
        ("a.gcode", "G18\nG1 X1\n", "G18 is not known here"),
        ("a.gcode", "G1 X#1 Y2\n", "line 1, G1 X#1 Y2, is no G-code"),
        ("a.gcode", "G1 X[3+4]\n", "line 1"),
        ("a.gcode", "M98 P3\nG1 X1\n", "M98 calls a subprogram"),
        ("a.gcode", "X1 Y1\n", "moves before G0 or G1"),
        ("a.gcode", "G1 X Y2\n", "is no number"),
        ("a.gcode", "M5\nG0 X1\n", "draws nothing"),
        ("a.hpgl", "PU0,0;PD9,9;CI40;", "CI draws arcs"),
        ("a.hpgl", "PU0,0;AA9,9,40;", "AA draws arcs"),
        ("a.hpgl", "SC0,100,0,100;PU0,0;PD9,9;", "SC scales by the plotter's own P1 and P2"),
        ("a.hpgl", "RO90;PU0,0;PD9,9;", "RO turns the page"),
        ("a.hpgl", "IW0,0,5,5;PU0,0;PD9,9;", "IW cuts off"),
        ("a.hpgl", "PU0,0;LBX 100 Y\x03;PD9,9;", "LB writes text"),
        ("a.hpgl", "PU0,0;SM*;PD9,9;", "SM draws symbols"),
        ("a.hpgl", "PE<=abc;", "PE is not known here"),
        ("a.hpgl", "PM0;PD9,9;PM2;EP;", "PM is not known here"),
        ("a.hpgl", "PU0,0;PD9,9,9;", "PD has a place without y"),
        ("a.hpgl", "D0,0,100,100\n", "is no HPGL command"),
    ],
)
def test_what_would_be_shown_wrongly_is_refused(
    tmp_path: Path, name: str, text: str, words: str
) -> None:
    """In one line that names the command; never a picture of something else."""
    with pytest.raises(OutputError) as caught:
        shown(tmp_path, name, text)
    assert words in str(caught.value) and "\n" not in str(caught.value)


def test_what_changes_nothing_is_passed_over(tmp_path: Path) -> None:
    """Speeds, forces, papers; scaling and turning that are set back."""
    text = "IN;IP;SC;RO0;IW;SM;PS4;SP1;VS20;FS3;LT;PU0,0;PD400,0;PG;"
    assert shown(tmp_path, "a.hpgl", text) == [[[0, 1], [10, 1]]]
