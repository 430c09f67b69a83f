"""Strokes on portraits: fidelity, continuity, size and travel, beside rivals; growth of ordering.

Look ink comes first, on A4 and on the page that has the photo's shape: continuity, how much of
the line lies in the face (in its layer's place), and travel. Unordered paths come as a scan finds
them, from the top.

Continuity is the mean stroke against the mean edge of the plain skeleton of the same drawing: what
a tracer gives that neither prunes nor joins. Edges run between junctions and ends, pieces on their
own included; junction pixels that touch are one junction (skan, a library for such graphs, gives
the same mean within 2 %). "Of pixel edges" is against a simpler tracer's, which cuts at every pixel
with other than two neighbours, so that a junction leaves several edges of one pixel.

Rivals are vtracer (filled outlines; `pip install vtracer`), autotrace's centre lines (`pip install
pyautotrace`) and vpype's linesort; one that is not installed is left out and said so.
"""

from __future__ import annotations

import argparse
import io
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.measure import ROOT, Spread, spread
from benchmarks.report import Table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from artline.nouns import Drawing, Stroke

SIDE = 1024
PAGES = ("a4", None)
"""Pages on which look ink is measured; None has the photo's shape."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of its own."""
    parser.add_argument("--photos", type=Path, default=ROOT / "examples/photos", help="a folder")
    parser.add_argument("--count", type=int, default=40, help="photos of it, evenly spread [40]")
    parser.add_argument("--list", type=Path, help="CSV with `file` and `split`; test rows alone")
    parser.add_argument("--only", default="*.jpg", metavar="GLOB", help="file names [*.jpg]")
    parser.add_argument("--largest", type=int, default=10_000, help="strokes to order [10000]")


def run(options: argparse.Namespace) -> list[Table]:
    """Every photo in looks ink and contour, then the growth table."""
    import artline

    photos = _chosen(options, 1 if options.tiny else options.count)
    artist = artline.Artist(threads=1)
    found: dict[str, list[float]] = {}
    pages: dict[str | None, dict[str, list[float]]] = {page: {} for page in PAGES}
    for photo in photos:
        ink = artist.see(photo)
        for page, rows in pages.items():
            for name, value in _plotted(artist.finish(ink, look="ink"), page).items():
                rows.setdefault(name, []).append(value)
        for name, value in _measured(artist.finish(ink, look="contour", size=SIDE)).items():
            found.setdefault(name, []).append(value)
    table = Table(f"{len(photos)} portraits, look contour, traced at {SIDE}", ("figure", "each"))
    table.rows += [(name, spread(values)) for name, values in found.items()]
    table.rows += [
        (f"{name}, mean", _mean(found[name])) for name in ("F1 within 1 px", "continuity")
    ]
    table.notes += [f"{package} is not installed" for package in _missing()]
    inked = [_page_table(len(photos), page, rows) for page, rows in pages.items()]
    return [*inked, table, _growth(100 if options.tiny else options.largest)]


def _page_table(count: int, page: str | None, rows: dict[str, list[float]]) -> Table:
    shown = page or "the photo's own page"
    table = Table(f"{count} portraits, look ink, {shown}", ("figure", "each", "mean"))
    table.rows += [(name, spread(each), sum(each) / len(each)) for name, each in rows.items()]
    return table


def _mean(values: Sequence[float]) -> Spread:
    return spread([sum(values) / len(values)])


def _missing() -> list[str]:
    return [name for name in ("pyautotrace", "vtracer", "vpype", "resvg_py") if not _has(name)]


def _has(name: str) -> bool:
    return find_spec({"pyautotrace": "autotrace"}.get(name, name)) is not None


def _chosen(options: argparse.Namespace, count: int) -> list[Path]:
    every = sorted(options.photos.glob(options.only))
    if options.list is not None:
        import csv

        with options.list.open(encoding="utf-8") as file:
            tested = {row["file"] for row in csv.DictReader(file) if row["split"] == "test"}
        every = [path for path in every if path.name in tested]
    return [every[k * len(every) // count] for k in range(min(count, len(every)))]


def _plotted(drawing: Drawing, page: str | None) -> dict[str, float]:
    """Continuity, share of the face and travel of a plot."""
    import numpy as np

    from artline.fields.skeleton import edges_of
    from artline.photo.size import output_size
    from artline.strokes.inked import inked
    from artline.strokes.layers import LAYERS, layer_map
    from artline.strokes.plot import traced_side
    from artline.strokes.skeleton import thin

    begun = time.process_time()
    plot = drawing.strokes(page=page) if page else drawing.strokes()
    seconds = time.process_time() - begun
    marks = drawing.marks
    height, width = output_size(marks.height, marks.width, traced_side(drawing.ink))
    placed = plot.marks
    assert placed is not None
    scale = placed.scale * marks.width / width
    edges = edges_of(thin(inked(marks, (height, width))))
    plain = float(np.mean([edge.length for edge in edges])) * scale
    scanned = sorted(plot.paths, key=lambda s: (s.points[0, 1], s.points[0, 0]))
    faces = layer_map(drawing.ink) == LAYERS.index("face")
    size = placed.scale * np.array([marks.width, marks.height])
    inside = sum(_length_in(path, faces, placed.corner, size) for path in plot.paths)
    return {
        "mean stroke, of plain skeleton edges": plot.length / len(plot.paths) / plain,
        "share of the line in the face": inside / plot.length,
        "travel, of unordered paths": plot.travel / max(_travel(scanned), 1e-9),
        "strokes": float(len(plot.paths)),
        "line, m": plot.length / 1000,
        "CPU s": seconds,
    }


def _length_in(
    path: Stroke, mask: NDArray[np.bool_], corner: tuple[float, float], size: NDArray[np.float64]
) -> float:
    """Length of a path in the places of a mask that lies at a corner and has a size, mm."""
    import numpy as np

    middle = 0.5 * (path.points[1:] + path.points[:-1])
    x, y = ((middle - corner) / size * mask.shape[::-1]).astype(np.intp).T
    inside = mask[np.clip(y, 0, mask.shape[0] - 1), np.clip(x, 0, mask.shape[1] - 1)]
    return float(np.hypot(*np.diff(path.points, axis=0).T)[inside].sum())


def _measured(drawing: Drawing) -> dict[str, float]:
    import numpy as np

    from artline.fields.skeleton import edges_of
    from artline.output import svg
    from artline.strokes.draw import faint
    from artline.strokes.skeleton import thin
    from artline.strokes.trace import trace

    drawn = np.asarray(drawing) < 128
    begun = time.process_time()
    trace(drawn, faint(drawing.ink, drawn.shape))
    tracing = time.process_time() - begun
    strokes = drawing.strokes()
    skeleton = thin(drawn)
    plain = float(np.mean([edge.length for edge in edges_of(skeleton)])) * 200 / SIDE
    mean = strokes.length / len(strokes.paths)
    text = svg.encode(strokes).decode()
    out = {
        "F1 within 1 px": _fidelity(text, np.asarray(drawing)),
        "mean stroke, mm": mean,
        "mean skeleton edge, mm": plain,
        "continuity": mean / plain,
        "continuity, of pixel edges": mean / (_pixel_edge(skeleton) * 200 / SIDE),
        "tracing, CPU s": tracing,
        "strokes": float(len(strokes.paths)),
        "SVG, bytes": float(len(text)),
    }
    out |= _ordering(strokes.paths)
    if _has("vtracer"):
        out |= _against_vtracer(drawn, text, strokes.length)
    if _has("pyautotrace"):
        out["continuity, of autotrace's"] = mean / _autotrace(drawn)
    return out


def _pixel_edge(skeleton: NDArray[np.bool_]) -> float:
    """Mean length of the chains between pixels that have other than two of eight neighbours."""
    import numpy as np
    from scipy.ndimage import convolve, label

    square = np.ones((3, 3), np.int64)
    degree = convolve(skeleton.astype(np.int64), square, mode="constant") - 1
    node = skeleton & (degree != 2)
    length, count = 0.0, int((skeleton & (degree == 0)).sum())
    for dy, dx in ((0, 1), (1, 0), (1, 1), (1, -1)):
        here = np.s_[: len(skeleton) - dy, max(0, -dx) : skeleton.shape[1] - max(0, dx)]
        there = np.s_[dy:, max(0, dx) : skeleton.shape[1] - max(0, -dx)]
        length += float(np.hypot(dy, dx)) * int((skeleton[here] & skeleton[there]).sum())
        count += int((node[here] & node[there]).sum())
    return length / max(1, count + int(label(skeleton & ~node, structure=square)[1]))


def _fidelity(text: str, drawing: NDArray[np.uint8]) -> float:
    import numpy as np
    import resvg_py
    from PIL import Image

    from artline.evaluate.metrics.lines import line_agreement

    height, width = drawing.shape
    sized = re.sub(
        r'width="[^"]*" height="[^"]*"', f'width="{width}" height="{height}"', text, count=1
    )
    data = bytes(resvg_py.svg_to_bytes(svg_string=sized))
    image = Image.open(io.BytesIO(data)).convert("RGBA")
    paper = Image.new("RGBA", image.size, "white")
    paper.alpha_composite(image)
    rendered = np.asarray(paper.convert("L"))
    return line_agreement(rendered, drawing, 1 / SIDE).f1


def _ordering(paths: Sequence[Stroke]) -> dict[str, float]:
    """Travel of the strokes as traced (shuffled once), ordered by artline, ordered by vpype."""
    import numpy as np

    from artline.strokes.order import shortened

    shuffled = [paths[k] for k in np.random.default_rng(0).permutation(len(paths))]
    begun = time.process_time()
    ours = shortened(shuffled, np.zeros(2))
    seconds = time.process_time() - begun
    raw = sorted(shuffled, key=lambda s: (s.points[0, 1], s.points[0, 0]))  # as a scan finds them
    out = {
        "ordering, CPU s": seconds,
        "travel, of scan order": _travel(ours) / _travel(raw),
        "travel, of random order": _travel(ours) / _travel(shuffled),
    }
    if _has("vpype"):
        out["travel, of vpype --two-opt's"] = _travel(ours) / _vpype(shuffled)
    return out


def _travel(paths: Sequence[Stroke]) -> float:
    import numpy as np

    ways = [b.points[0] - a.points[-1] for a, b in pairwise(paths)]
    return float(np.hypot(*np.array(ways).T).sum())


def _vpype(paths: Sequence[Stroke]) -> float:
    """Travel after `vpype linesort --two-opt`, on the same strokes in the same order."""
    import numpy as np

    from artline.nouns import Plot
    from artline.options import PageSettings
    from artline.output.preview import read
    from artline.output.svg import encode

    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder, "a.svg"), Path(folder, "b.svg")
        settings = PageSettings(polyline=True)
        plain = [_polyline(path) for path in paths]
        pens = PageSettings().pen_set
        before.write_bytes(encode(Plot(tuple(plain), pens, 200, 200, settings)))
        program = Path(sys.executable).parent / "vpype"
        command: list[str | Path] = [
            program,
            "read",
            before,
            "linesort",
            "--two-opt",
            "write",
            after,
        ]
        subprocess.run(command, check=True, capture_output=True)
        plot = read(after)
    scale = 200 / max(plot.width, plot.height)
    ways = [b[0] - a[-1] for a, b in pairwise(plot.lines)]
    return float(np.hypot(*np.array(ways).T).sum()) * scale


def _polyline(path: Stroke) -> Stroke:
    from dataclasses import replace

    return replace(path, curve=None, pen="black")


def _against_vtracer(drawn: NDArray[np.bool_], text: str, length: float) -> dict[str, float]:
    import numpy as np
    import vtracer
    from PIL import Image

    from artline.output.preview import read

    picture = io.BytesIO()
    Image.fromarray(np.where(drawn, 0, 255).astype(np.uint8)).save(picture, "png")
    theirs = vtracer.convert_raw_image_to_svg(
        picture.getvalue(), img_format="png", colormode="binary"
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "v.svg")
        file.write_text(theirs, encoding="utf-8")
        lines = read(file).lines
    outline = sum(float(np.hypot(*np.diff(line, axis=0).T).sum()) for line in lines)
    return {
        "size, of vtracer's": len(text) / len(theirs),
        "drawn length, of vtracer's": length / (outline * 200 / SIDE),
    }


def _autotrace(drawn: NDArray[np.bool_]) -> float:
    """Mean length of autotrace's centre lines, mm."""
    import numpy as np
    from autotrace import Bitmap

    grey = np.where(drawn, 0, 255).astype(np.uint8)
    vector = Bitmap(np.repeat(grey[..., None], 3, 2)).trace(
        centerline=True, background_color=(255, 255, 255)
    )
    lengths = [_spline_length(path) for path in vector.paths]
    return float(np.mean([length for length in lengths if length > 0])) * 200 / SIDE


def _spline_length(path: Any) -> float:
    import numpy as np

    points: list[tuple[float, float]] = []
    for spline in path.splines:
        corners = [(p.x, p.y) for p in spline.points]
        if len(corners) == 4 and spline.degree == 3:
            t = np.linspace(0, 1, 12)[:, None]
            s = 1 - t
            p0, p1, p2, p3 = map(np.array, corners)
            curve = s**3 * p0 + 3 * s * s * t * p1 + 3 * s * t * t * p2 + t**3 * p3
            points += [tuple(place) for place in curve.tolist()]
        else:
            points += [corners[0], corners[-1]]
    return float(np.hypot(*np.diff(np.array(points), axis=0).T).sum()) if len(points) > 1 else 0.0


def _growth(largest: int) -> Table:
    """Seconds to order random short strokes, and per stroke and doubling."""
    import math

    import numpy as np

    from artline.nouns import Stroke
    from artline.strokes.order import shortened

    table = Table(
        "Ordering random strokes", ("strokes", "CPU s", "s / (n log n), in µs", "of random order")
    )
    rng = np.random.default_rng(0)
    count = max(50, largest // 32)
    while count <= largest:
        starts = rng.random((count, 2)) * 200
        strokes = [Stroke(np.array([p, p + rng.normal(0, 3, 2)]), np.ones(2)) for p in starts]
        begun = time.process_time()
        ours = shortened(strokes, np.zeros(2))
        seconds = time.process_time() - begun
        scale = 1e6 * seconds / (count * math.log2(count))
        table.rows.append((str(count), seconds, scale, _travel(ours) / _travel(strokes)))
        count *= 2
    return table
