"""What a JPEG is made of: its frame, its scans and their tables (ITU-T T.81, annex B)."""

from __future__ import annotations

from dataclasses import dataclass, field

SEQUENTIAL = frozenset((0xC0, 0xC1))
"""Frames whose scans each hold whole coefficients, Huffman-coded."""

PROGRESSIVE = 0xC2
"""Marker of the progressive frame, Huffman-coded."""

END = b"\xff\xd9"
"""The end marker."""


@dataclass(frozen=True, slots=True)
class Component:
    """One colour of a frame: how often it is sampled beside the others, along each axis."""

    across: int
    down: int


@dataclass(frozen=True, slots=True)
class Frame:
    """What the frame says: its marker, bits a sample, size, and its components by their number."""

    marker: int
    bits: int
    height: int
    width: int
    components: dict[int, Component]


@dataclass(frozen=True, slots=True)
class Scan:
    """One scan.

    Attributes:
        start: offset of its data in the file.
        end: offset behind it.
        zeros: of each of its components, the symbols that a code of zeros alone means, as (DC,
            AC); None where the scan has no such table, or one with codes for runs of empty
            blocks: then such a run is never many codes.
        first, last: coefficients that it holds, 0..63.
        high, low: bits known before, and bits left to later scans (Ah and Al of T.81).
        restart: MCUs between restart markers; 0 where there are none.
    """

    start: int
    end: int
    zeros: dict[int, tuple[int | None, int | None]]
    first: int
    last: int
    high: int
    low: int
    restart: int


@dataclass(slots=True)
class Structure:
    """A JPEG up to its end marker, or to the end of the data where there is none.

    Attributes:
        frame: the frame; None where there is none.
        scans: its scans, in their order.
        end: offset of the end marker; None where there is none.
        fault: what is wrong with the structure itself, or "".
    """

    frame: Frame | None = None
    scans: list[Scan] = field(default_factory=list)
    end: int | None = None
    fault: str = ""

    def complete(self) -> bool:
        """Whether every coefficient of every component was given to its last bit."""
        if self.frame is None or self.frame.marker != PROGRESSIVE:
            return self.begun()
        missing = {(c, k) for c in self.frame.components for k in range(64)}
        for scan in self.scans:
            if scan.low == 0:
                missing -= {(c, k) for c in scan.zeros for k in range(scan.first, scan.last + 1)}
        return not missing

    def begun(self) -> bool:
        """Whether every component is in one scan at least."""
        seen = {c for scan in self.scans if scan.first == 0 for c in scan.zeros}
        return self.frame is not None and seen >= self.frame.components.keys()
