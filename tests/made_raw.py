"""Camera raw files made by tifffile: a DNG as LibRaw reads it."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import tifffile

HEIGHT, WIDTH = 96, 128
_ONE, _NONE = (10_000, 10_000), (0, 10_000)


def mosaic() -> np.ndarray:
    """Grey, twice as light from left to right in every eighth."""
    light = np.linspace(500, 60_000, WIDTH).astype(np.uint16)
    return np.tile(light, (HEIGHT, 1))


def dng(orientation: int = 1, preview: bytes = b"", **options: Any) -> bytes:
    """A DNG of one sensor's pixels; with a camera's JPEG of them, where one is given."""
    matrix = (*_ONE, *_NONE, *_NONE, *_NONE, *_ONE, *_NONE, *_NONE, *_NONE, *_ONE)
    tags = [
        (274, "H", 1, orientation, True),
        (271, "s", 0, "Nobody", True),
        (272, "s", 0, "Nothing", True),
        (33_421, "H", 2, (2, 2), True),
        (33_422, "B", 4, bytes((0, 1, 1, 2)), True),
        (50_706, "B", 4, bytes((1, 4, 0, 0)), True),
        (50_707, "B", 4, bytes((1, 1, 0, 0)), True),
        (50_708, "s", 0, "Nobody's", True),
        (50_721, "2i", 9, matrix, True),
        (50_728, "2I", 3, (1, 1) * 3, True),
    ]
    memory = io.BytesIO()
    with tifffile.TiffWriter(memory) as writer:
        writer.write(mosaic(), photometric="cfa", extratags=tags, metadata=None, **options)
        if preview:
            height, width = _size(preview)
            writer.write(
                iter([preview]), shape=(height, width, 3), dtype=np.uint8, photometric="ycbcr",
                compression="jpeg", subfiletype=1, rowsperstrip=height, metadata=None,
                subsampling=(2, 2),
            )  # fmt: skip
    return memory.getvalue()


def _size(jpeg: bytes) -> tuple[int, int]:
    from PIL import Image

    with Image.open(io.BytesIO(jpeg)) as image:
        return image.height, image.width
