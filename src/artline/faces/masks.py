"""Parts of a face as masks."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.faces.topology import Rings
from artline.nouns import Mesh


def mask_of(mesh: Mesh, rings: Rings, shape: tuple[int, int]) -> NDArray[np.bool_]:
    """Pixels inside any of these rings of points, as a mask of the picture's shape."""
    from PIL import Image, ImageDraw

    canvas = Image.new("1", (shape[1], shape[0]))
    pen = ImageDraw.Draw(canvas)
    for ring in rings:
        pen.polygon([(float(x), float(y)) for x, y in mesh.points[list(ring)]], fill=1)
    return np.array(canvas, dtype=np.bool_)
