"""Runs of zero bytes within a JPEG's scans: what a failing disk or card leaves of lost blocks.

A decoder often reads over them without a warning and goes on with the picture shifted. Zeros are
natural only where the tables give the code of zeros to "as the block before, and nothing else",
as in a large flat area; or where a scan holds one plain bit of each block's mean, and there the
area must be flat.
"""

from __future__ import annotations

import re
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from artline.photo.jpeg_parts import PROGRESSIVE, SEQUENTIAL, Component, Frame, Scan, Structure

_LOST = bytes(32)
"""Fewest zero bytes in a row that count: about ten blocks of a photo."""

_RUN = re.compile(rb"\x00{32,}")
"""A run of zero bytes as long as `_LOST`, or longer."""

_MOST_RUNS = 64
"""Runs of a scan that are looked at, at most: enough to tell, and soon done."""

_MOST_UNITS = 1024
"""Units of a run that are looked at, at most."""

_RESTART = re.compile(rb"\xff[\xd0-\xd7]")
"""A restart marker."""

_FLAT = 3
"""Largest difference of levels (0..255) within a block that is flat."""


def zeros_without_sense(data: bytes, structure: Structure) -> bool:
    """Whether a scan holds a run of zeros that no picture gives."""
    frame = structure.frame
    return frame is not None and any(
        data.find(_LOST, scan.start, scan.end) >= 0 and not _natural(scan, frame.marker)
        for scan in structure.scans
    )


def zeros_where_not_flat(data: bytes, structure: Structure, pixels: NDArray[np.uint8]) -> bool:
    """Whether the last bits of blocks' means are zeros where the picture is not flat.

    Args:
        data: the file.
        structure: of it.
        pixels: H×W×C, decoded.
    """
    frame = structure.frame
    return frame is not None and any(
        not _flat_there(data, run, scan, frame, pixels)
        for scan in structure.scans
        if _holds_plain_bits(scan, frame.marker)
        for run in islice(_RUN.finditer(data, scan.start, scan.end), _MOST_RUNS)
    )


def _natural(scan: Scan, marker: int) -> bool:
    """Whether zeros alone would mean "no change, nothing else" in every component of a scan."""
    if _holds_plain_bits(scan, marker) or marker not in (PROGRESSIVE, *SEQUENTIAL):
        return True
    needs_dc = scan.first == 0
    needs_ac = marker in SEQUENTIAL or scan.first > 0
    return all(
        (not needs_dc or dc == 0) and (not needs_ac or ac == 0) for dc, ac in scan.zeros.values()
    )


def _holds_plain_bits(scan: Scan, marker: int) -> bool:
    """Whether it refines the blocks' means, with one bit of each and no code (T.81, G.1.2.1)."""
    return marker == PROGRESSIVE and scan.first == 0 and scan.high > 0


def _flat_there(
    data: bytes, run: re.Match[bytes], scan: Scan, frame: Frame, pixels: NDArray[np.uint8]
) -> bool:
    """Whether at least half of the units that a run of plain bits covers are flat."""
    start, passed = scan.start, 0
    for restart in _RESTART.finditer(data, scan.start, run.start()):
        start, passed = restart.end(), passed + scan.restart
    bits = 8 * (run.start() - start - data.count(b"\xff\x00", start, run.start()))
    sampled = [frame.components[number] for number in scan.zeros if number in frame.components]
    across = max(c.across for c in frame.components.values())
    down = max(c.down for c in frame.components.values())
    if len(sampled) == 1:
        blocks, (high, wide) = 1, _block_of(sampled[0], across, down)
    else:
        blocks = sum(c.across * c.down for c in sampled)
        high, wide = 8 * down, 8 * across
    first = passed + -(-bits // blocks)
    last = passed + (bits + 8 * (run.end() - run.start())) // blocks
    last = min(last, first + _MOST_UNITS)
    in_row = -(-frame.width // wide)
    flat = [
        _is_flat(pixels[row * high : (row + 1) * high, column * wide : (column + 1) * wide])
        for row, column in (divmod(unit, in_row) for unit in range(first, last))
    ]
    return 2 * sum(flat) >= len(flat)


def _block_of(component: Component, across: int, down: int) -> tuple[int, int]:
    return 8 * down // component.down, 8 * across // component.across


def _is_flat(unit: NDArray[np.uint8]) -> bool:
    if not unit.size:
        return True
    values = unit.reshape(-1, unit.shape[-1])
    return int((values.max(axis=0) - values.min(axis=0)).max()) <= _FLAT
