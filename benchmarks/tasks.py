"""What is measured in a process of its own: `python -m benchmarks.tasks TASK ARGUMENTS`.

Each answers with one line of JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.measure import ROOT, in_turn


def photos(folder: str, width: str, height: str, count: str) -> int:
    """Write JPEG portraits of a size: the examples, cut to its shape and scaled.

    Each has a comment of its own: a batch draws photos with the same bytes once.
    """
    from PIL import Image, ImageOps

    sources = sorted((ROOT / "examples/photos").glob("*.jpg"))
    for k in range(int(count)):
        picture = Image.open(sources[k % len(sources)]).convert("RGB")
        fitted = ImageOps.fit(picture, (int(width), int(height)), Image.Resampling.BICUBIC)
        fitted.save(Path(folder, f"photo-{k:05}.jpg"), quality=92, comment=str(k))
    return int(count)


def see(width: str, height: str, repeats: str) -> dict[str, list[float]]:
    """Seconds of the network alone on so many pixels, in tiles where artline would take tiles."""
    import numpy as np

    from artline.ink.network import Network
    from artline.ink.tiles import see_tiled
    from artline.models.store import find

    network = Network(find("portrait").data, "portrait")
    rgb = np.random.default_rng(0).random((int(height), int(width), 3), np.float32)
    warm = rgb[:256, :256]
    network(warm)
    return _times(lambda: see_tiled(network, rgb, network.contract.halo), int(repeats))


def draw(photo: str, target: str, repeats: str) -> dict[str, list[float]]:
    """Seconds from the photo's file to the drawing's, the model being loaded."""
    import artline

    artist = artline.Artist()
    return _times(lambda: artist.draw(photo).save(target), int(repeats))


def loop(folder: str, *files: str) -> int:
    """The plain loop that a folder's drawing is compared with: one thread, file after file."""
    import artline

    artist = artline.Artist(threads=1)
    for file in files:
        artist.draw(file).save(Path(folder, Path(file).stem + ".png"))
    return len(files)


def multiply(side: str, pixels: str, threads: str, repeats: str) -> dict[str, Any]:
    """The network and a matrix product in turn; the caller sets NumPy's threads."""
    import numpy as np

    from artline.ink.network import Network
    from artline.models.store import find

    network = Network(find("portrait").data, "portrait", threads=int(threads))
    rng = np.random.default_rng(0)
    rgb = rng.random((int(pixels), int(pixels), 3), np.float32)
    a, b = (rng.random((int(side), int(side)), np.float32) for _ in range(2))
    out = np.empty_like(a)
    return in_turn(
        {"network": lambda: network(rgb), "product": lambda: np.matmul(a, b, out=out)},
        int(repeats),
    )


def _times(doing: Callable[[], object], repeats: int) -> dict[str, list[float]]:
    """The first time counts too: it is what a user waits for."""
    times: dict[str, list[float]] = {"wall": [], "cpu": []}
    for _ in range(repeats):
        cpu, wall = time.process_time(), time.perf_counter()
        doing()
        times["wall"].append(time.perf_counter() - wall)
        times["cpu"].append(time.process_time() - cpu)
    return times


TASKS: dict[str, Callable[..., Any]] = {
    task.__name__: task for task in (photos, see, draw, loop, multiply)
}

if __name__ == "__main__":
    sys.stdout.write(json.dumps(TASKS[sys.argv[1]](*sys.argv[2:])) + "\n")
