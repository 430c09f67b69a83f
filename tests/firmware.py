"""What machines do with a file, as their makers' documents say: three firmwares and a plotter.

Each reads a whole file and gives the places of the pen, what it did not know, and how long it
waited. Nothing of artline's is used, so that a mistake is not made twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

Place = tuple[float, float]


@dataclass
class Run:
    """What a machine did.

    Attributes:
        places: every place that it was sent to, mm (of the plotter: its units).
        drawn: pairs of places between which the tool was down.
        unknown: lines that it refused.
        dwells: seconds of each wait.
        feeds: mm a minute of each straight move, in pairs with whether it drew.
        powers: S while drawing.
    """

    places: list[Place] = field(default_factory=list)
    drawn: list[tuple[Place, Place]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    dwells: list[float] = field(default_factory=list)
    feeds: list[tuple[bool, float]] = field(default_factory=list)
    powers: list[float] = field(default_factory=list)


# GRBL 1.1, "Supported G-codes" of its README; one of each group a line.
GRBL_G = {
    0, 1, 2, 3, 4, 10, 17, 18, 19, 20, 21, 28, 28.1, 30, 30.1, 38.2, 38.3, 38.4, 38.5, 40, 43.1, 49,
    53, 54, 55, 56, 57, 58, 59, 61, 80, 90, 91, 91.1, 92, 92.1, 93, 94,
}  # fmt: skip
GRBL_M = {0, 2, 3, 4, 5, 8, 9, 30}
GRBL_LINE = 79
"""Letters of a line, at most: LINE_BUFFER_SIZE is 80 with the zero at its end."""


def grbl(text: str, *, laser: bool) -> Run:
    """GRBL 1.1: motions are modal, G0 runs at its own speed, P of G4 is seconds.

    Args:
        text: the file.
        laser: whether $32 is 1: then G0 is dark, and M4 with S0 too.
    """
    run, at, motion, feed, tool, power, z = Run(), (0.0, 0.0), 0, 0.0, 0, 0.0, 0.0
    for line in text.splitlines():
        bare = re.sub(r"\(.*?\)|;.*|\s", "", line).upper()
        if not bare or bare == "$H":
            continue
        words = re.findall(r"([A-Z])([-+]?[0-9.]+)", bare)
        if len(line) > GRBL_LINE or "".join(a + b for a, b in words) != bare:
            run.unknown.append(line)
            continue
        codes = [float(value) for letter, value in words if letter == "G"]
        others = [float(value) for letter, value in words if letter == "M"]
        values = {letter: float(value) for letter, value in words if letter not in "GM"}
        if not set(codes) <= GRBL_G or not set(others) <= GRBL_M:
            run.unknown.append(line)
            continue
        feed, power = values.get("F", feed), values.get("S", power)
        tool = next((int(code) for code in others if code in (3, 4, 5)), tool)
        if 4 in codes:
            if "P" not in values:
                run.unknown.append(line)
            run.dwells.append(values.get("P", 0.0))
            continue
        motion = next((int(code) for code in codes if code in (0, 1)), motion)
        if not values.keys() & set("XYZ"):
            continue
        if motion == 1 and not feed:
            run.unknown.append(line)  # error 22: the speed is undefined
            continue
        z = values.get("Z", z)
        there = (values.get("X", at[0]), values.get("Y", at[1]))
        bright = tool in (3, 4) and power > 0
        down = motion == 1 and (bright if laser else True)
        _moved(run, at, there, down, feed if motion == 1 else None)
        if down and there != at:
            run.powers.append(power)
        at = there
    return run


MARLIN_G = {0, 1, 4, 21, 28, 90, 91, 92}
MARLIN_M = {0, 17, 18, 84, 114, 115, 117, 204, 280, 400}
"""What Marlin 2 knows on any printer with a screen, and M280 where it has a servo."""
MARLIN_LASER = {3, 4, 5}


def marlin(text: str, *, laser: bool) -> Run:
    """Marlin 2 without GCODE_MOTION_MODES: a line without command is unknown, G0 takes F as G1."""
    run, at, feed, tool = Run(), (0.0, 0.0), 0.0, 5
    for line in text.splitlines():
        found = re.match(r"\s*([GM])([0-9]+)(?![0-9.])(.*)", line.split(";")[0])
        known = (
            MARLIN_G if found and found[1] == "G" else MARLIN_M | (MARLIN_LASER if laser else set())
        )
        if found is None or int(found[2]) not in known:
            run.unknown.append(line)
            continue
        code, values = (
            (found[1], int(found[2])),
            dict(re.findall(r"([A-Z])([-+]?[0-9.]*)", found[3])),
        )
        if code == ("G", 4):
            run.dwells.append(float(values["P"]) / 1000 if "P" in values else float(values["S"]))
        if code[0] == "M" and code[1] in MARLIN_LASER:
            tool = code[1]
            if tool != 5:
                run.powers.append(float(values["S"]))
        if code in (("G", 0), ("G", 1)):
            feed = float(values.get("F") or feed)
            if not feed:
                run.unknown.append(line)
            there = (float(values.get("X") or at[0]), float(values.get("Y") or at[1]))
            down = code == ("G", 1) and (tool != 5 if laser else True)
            _moved(run, at, there, down, feed)
            at = there
    return run


KLIPPER = {
    "G0", "G1", "G4", "G21", "G28", "G90", "G91", "G92", "M18", "M84", "M82", "M83", "M114", "M115",
    "M204", "M220", "M221", "M400", "PAUSE", "RESUME", "SET_SERVO",
}  # fmt: skip


def klipper(text: str) -> Run:
    """Klipper: what was not homed may not move, P of G4 is milliseconds, there is no M0."""
    run, at, feed, homed = Run(), (0.0, 0.0), 0.0, set[str]()
    for line in text.splitlines():
        command, *rest = line.split(";")[0].split() or [""]
        if command not in KLIPPER:
            run.unknown.append(line)
            continue
        values = {word[0]: word[1:] for word in rest}
        if command == "G28":
            homed |= set(values) or set("XYZ")
        if command == "G4":
            run.dwells.append(float(values["P"]) / 1000)
        if command in ("G0", "G1"):
            feed = float(values.get("F") or feed)
            if not feed or set(values) - {"F"} - homed:
                run.unknown.append(line)  # must home axis first
            there = (float(values.get("X") or at[0]), float(values.get("Y") or at[1]))
            _moved(run, at, there, command == "G1", feed)
            at = there
    return run


def _moved(run: Run, at: Place, there: Place, down: bool, feed: float | None) -> None:
    run.places.append(there)
    if there != at:
        if down:
            run.drawn.append((at, there))
        if feed is not None:
            run.feeds.append((down, feed))


HPGL_7475A = {
    "AA", "AR", "CA", "CI", "CP", "CS", "DC", "DF", "DI", "DP", "DR", "DT", "EA", "ER", "EW",
    "FT", "IM", "IN", "IP", "IW", "LB", "LT", "OA", "OC", "OD", "OE", "OF", "OH", "OI", "OO",
    "OP", "OS", "OW", "PA", "PD", "PR", "PS", "PT", "PU", "RA", "RO", "RR", "SA", "SC", "SI",
    "SL", "SM", "SP", "SR", "SS", "TL", "UC", "VS", "WG", "XT", "YT",
}  # fmt: skip
"""The instructions of an HP 7475A."""


def plotter(text: str, known: set[str] = HPGL_7475A) -> Run:
    """An HP-GL plotter, in its own units: what it is sent to, pen up and down."""
    run, at, down = Run(), (0.0, 0.0), False
    for command in _commands(text):
        letters, numbers = (
            command[:2].upper(),
            [float(n) for n in re.findall(r"[-+0-9.]+", command[2:])],
        )
        if letters not in known:
            run.unknown.append(command)
        if letters in ("PU", "PD"):
            down = letters == "PD"
        if letters in ("PU", "PD", "PA"):
            for there in zip(numbers[::2], numbers[1::2], strict=True):
                _moved(run, at, there, down, None)
                at = there
    return run


def _commands(text: str) -> Iterator[str]:
    yield from (part.strip() for part in text.split(";") if part.strip())
