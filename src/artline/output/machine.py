"""What is known of a plotter, cutter or laser."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

GCODE = "gcode"
HPGL = "hpgl"
NO_HOOKS: Mapping[str, PenHooks] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class PenHooks:
    """Lines around the strokes of one pen; None leaves those of the machine.

    Attributes:
        start: before its first stroke.
        end: after its last stroke.
        pause: before `start`, while somebody changes pens; not for the first pen.
    """

    start: tuple[str, ...] | None = None
    end: tuple[str, ...] | None = None
    pause: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Machine:
    """A plotter, cutter or laser.

    Attributes:
        name: what the user types.
        about: one line.
        bed: width and height that the pen reaches, mm; nothing is written beyond.
        draw: mm/s with the pen down.
        travel: mm/s with the pen up.
        lift: seconds for lifting and lowering once.
        formats: of the files that it takes; none is G-code and HPGL.
        corner: where the bottom left corner of a sheet lies from the corner of the bed, mm;
            negative where the pen does not reach the sheet's edge.
        turns: whether its program turns an upright page on its side.
        unit: mm of an HPGL unit.
        holders: how many pens it holds; 0 is any number.
        plain: every line has its command word, both places and the speed: for firmware that
            keeps no modal state.
        travel_feed: a move with the pen up has its speed, which G0 takes from the last F there.
        dwell: unit of the P of G4, "s" or "ms".
        settle: seconds to wait after lifting and lowering.
        first: seconds to wait after `start`: a servo may come from anywhere.
        power: S of the finest and of the widest line; () is no laser.
        inline: S may change from line to line of a stroke.
        home: lines that find the machine's corner, before `start`.
        start: lines before anything else; the pen is up after them.
        down: lines that lower the pen.
        up: lines that lift it.
        end: lines after everything else.
        pen_start: lines before the strokes of each pen.
        pen_end: lines after them.
        pause: lines between two pens.
        pens: hooks of single pens by number, from "1", or by colour.
    """

    name: str
    about: str
    bed: tuple[float, float]
    draw: float
    travel: float
    lift: float
    formats: tuple[str, ...] = ()
    corner: tuple[float, float] = (0.0, 0.0)
    turns: bool = False
    unit: float = 0.025
    holders: int = 0
    plain: bool = False
    travel_feed: bool = False
    dwell: str = "s"
    settle: float = 0.0
    first: float = 0.0
    power: tuple[float, ...] = ()
    inline: bool = False
    home: tuple[str, ...] = ()
    start: tuple[str, ...] = ()
    down: tuple[str, ...] = ()
    up: tuple[str, ...] = ()
    end: tuple[str, ...] = ()
    pen_start: tuple[str, ...] = ()
    pen_end: tuple[str, ...] = ()
    pause: tuple[str, ...] = ()
    pens: Mapping[str, PenHooks] = field(default_factory=lambda: NO_HOOKS)

    def takes(self, kind: str) -> bool:
        """Whether it takes files of that format."""
        return kind in (self.formats or (GCODE, HPGL))

    def seconds(self, drawn: float, travel: float, strokes: int) -> float:
        """About how long a drawing takes.

        Args:
            drawn: mm with the pen down.
            travel: mm with the pen up.
            strokes: how often the pen is lowered.
        """
        return drawn / self.draw + travel / self.travel + strokes * self.lift
