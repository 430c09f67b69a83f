"""TIFF files of every layout, made by tifffile, and the pixels that they mean."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import tifffile

HEIGHT, WIDTH = 33, 50
"""Neither is a multiple of a tile's side or of a strip's rows."""

KINDS: dict[str, tuple[str, int, list[str] | None]] = {
    "grey": ("minisblack", 1, None),
    "from white": ("miniswhite", 1, None),
    "grey and alpha": ("minisblack", 2, ["unassalpha"]),
    "RGB": ("rgb", 3, None),
    "RGB and alpha": ("rgb", 4, ["unassalpha"]),
    "RGB times alpha": ("rgb", 4, ["assocalpha"]),
    "RGB and more": ("rgb", 4, ["unspecified"]),
    "CMYK": ("separated", 4, None),
    "CMYK and alpha": ("separated", 5, ["unassalpha"]),
    "palette": ("palette", 1, None),
}
"""Name → photometric interpretation, samples, and what the extra ones are."""

TYPES = ("bool", "u1", "u2", "u4", "i2", "f2", "f4", "f8")
COMPRESSIONS = (None, "zlib", "packbits", "lzma", "lzw", "zstd")
PREDICTED = ("zlib", "lzw", "zstd")
"""Compressions that go with a predictor."""


class Layout(NamedTuple):
    """How samples lie in a file."""

    kind: str
    type: str
    planes: bool
    compression: str | None
    order: str
    tiles: bool
    predictor: bool


def layouts(compressions: tuple[str | None, ...] = COMPRESSIONS) -> Iterator[Layout]:
    """Every combination that a file can have."""
    switch = (False, True)
    every = itertools.product(KINDS, TYPES, switch, compressions, "<>", switch, switch)
    for layout in map(Layout._make, every):
        single = KINDS[layout.kind][1] == 1
        foretold = layout.compression in PREDICTED and layout.type != "bool"
        if (layout.planes and single) or (layout.predictor and not foretold):
            continue
        if layout.kind == "palette" and layout.type != "u1":
            continue
        yield layout


def levels(layout: Layout) -> np.ndarray:
    """Samples as 0..255, H×W×C."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    count = KINDS[layout.kind][1]
    made = np.stack([(x * 5 + y * 3 * (k + 1)) % 256 for k in range(count)], -1)
    return np.where(made > 127, 255, 0) if layout.type == "bool" else made


def written(layout: Layout) -> bytes:
    """The file."""
    photometric, count, extra = KINDS[layout.kind]
    made = levels(layout)
    values = {
        "bool": made > 127,
        "u1": made,
        "u2": made * 257,
        "u4": made * 16_843_009,
        "i2": made * 257 - 32_768,
    }.get(layout.type, made / 255)
    pixels = values.astype(layout.type)
    options: dict[str, Any] = {"photometric": photometric, "compression": layout.compression}
    if count == 1:
        pixels = pixels[..., 0]
    else:
        options["planarconfig"] = "separate" if layout.planes else "contig"
        pixels = np.moveaxis(pixels, -1, 0) if layout.planes else pixels
    if extra:
        options["extrasamples"] = extra
    if layout.kind == "palette":
        options["colormap"] = PALETTE
    options |= {"tile": (16, 16)} if layout.tiles else {"rowsperstrip": 8}
    if layout.predictor:
        options["predictor"] = True
    memory = io.BytesIO()
    tifffile.imwrite(memory, pixels, byteorder=layout.order, **options)
    return memory.getvalue()


_STEPS = np.arange(256)
PALETTE = np.stack([_STEPS * 257, _STEPS[::-1] * 257, _STEPS * 252 % 65_536]).astype(np.uint16)


def meant(layout: Layout) -> np.ndarray:
    """The colours on white, 0..255, H×W×3."""
    made = levels(layout).astype(float)
    match layout.kind:
        case "grey":
            return np.repeat(made, 3, -1)
        case "from white":
            return 255 - np.repeat(made, 3, -1)
        case "grey and alpha":
            return _on_white(np.repeat(made[..., :1], 3, -1), made[..., 1:])
        case "RGB" | "RGB and more":
            return made[..., :3]
        case "RGB and alpha":
            return _on_white(made[..., :3], made[..., 3:])
        case "RGB times alpha":
            return (made[..., :3] + 255 - made[..., 3:]).clip(0, 255)
        case "palette":
            return PALETTE.T[made[..., 0].astype(int)] / 257
    inks = (255 - made[..., :3]) * (255 - made[..., 3:4]) / 255
    return _on_white(inks, made[..., 4:]) if made.shape[-1] == 5 else inks


def _on_white(colours: np.ndarray, alpha: np.ndarray) -> np.ndarray:
    return colours * alpha / 255 + 255 - alpha
