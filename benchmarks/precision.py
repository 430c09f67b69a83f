"""Half-precision weights as shipped against single precision and int8."""

from __future__ import annotations

import argparse
import tempfile
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measure import ROOT, in_turn, ratios, spread
from benchmarks.report import Cell, Table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from artline.ink.network import Network


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of its own."""
    parser.add_argument("--repeats", type=int, default=15, help="rounds [15]")
    parser.add_argument("--side", type=int, default=512, help="of the picture, pixels [512]")


def run(options: argparse.Namespace) -> list[Table]:
    """Size, time on one thread, and how far each one's ink is from single precision's."""
    import numpy as np

    from artline.ink.network import Network
    from artline.models.store import find

    repeats, side = (1, 64) if options.tiny else (options.repeats, options.side)
    table = Table(
        f"The bundled network at {side}², one thread",
        ("weights", "MB", "wall s", "CPU s", "times single's", "ink differs, mean", "largest"),
    )
    photos = _photos(side)
    models = _models(find("portrait").data, photos, table)
    networks = {name: Network(data, name, threads=1) for name, data in models.items()}
    picture = np.ascontiguousarray(photos[0][0].transpose(1, 2, 0))
    doings = {name: partial(one, picture) for name, one in networks.items()}
    times = in_turn(doings, repeats)
    base = "single" if "single" in models else "half, shipped"
    for name, taken in times.items():
        row: list[Cell] = [name, len(models[name]) / 1e6, spread(taken["wall"]),
                           spread(taken["cpu"]), ratios(taken["wall"], times[base]["wall"]),
                           *_differences(networks[base], networks[name], photos)]  # fmt: skip
        table.rows.append(row)
    return [table]


def _models(data: bytes, photos: list[NDArray[np.float32]], table: Table) -> dict[str, bytes]:
    models = {"half, shipped": data}
    if find_spec("onnx") is None:
        table.notes.append("single and int8 are left out: pip install onnx")
        return models
    from benchmarks.variants import int8, single

    models["single"] = single(data)
    with tempfile.TemporaryDirectory() as folder:
        models["int8"] = int8(models["single"], photos, Path(folder))
    table.notes.append(
        f"int8: calibrated on the same {len(photos)} photos that it is compared on, so its "
        "difference is flattered; docs/models/portrait.md has photos apart"
    )
    return models


def _photos(side: int) -> list[NDArray[np.float32]]:
    """The example photos, float32 1×3×side×side, 0..1."""
    import numpy as np
    from PIL import Image, ImageOps

    photos = []
    for path in sorted((ROOT / "examples/photos").glob("*.jpg")):
        fitted = ImageOps.fit(Image.open(path).convert("RGB"), (side, side))
        pixels = np.asarray(fitted, np.float32) / np.float32(255)
        photos.append(np.ascontiguousarray(pixels.transpose(2, 0, 1)[None]))
    return photos


def _differences(
    base: Network, other: Network, photos: list[NDArray[np.float32]]
) -> tuple[float, float]:
    """Mean and largest difference of any channel, 0..1, over the photos."""
    import numpy as np

    means, largest = [], 0.0
    for photo in photos:
        picture = np.ascontiguousarray(photo[0].transpose(1, 2, 0))
        (ours, matte), (theirs, their_matte) = base(picture), other(picture)
        both = np.stack([*ours.values(), matte]), np.stack([*theirs.values(), their_matte])
        difference = np.abs(both[0] - both[1])
        means.append(float(difference.mean()))
        largest = max(largest, float(difference.max()))
    return sum(means) / len(means), largest
