"""The whole schedule of `portrait` on a machine with an accelerator, within a time.

    python scripts/teach_on_accelerator.py pack PACKED --data DATA --fs2k FS2K    # here, beforehand
    python scripts/teach_on_accelerator.py run PACKED -o OUT --minutes 10         # there
    python scripts/teach_on_accelerator.py run PACKED -o OUT --steps 20           # a try, anywhere

`pack` draws the teacher's targets of every training photo that has none in the cache (seconds
each), and puts photos, targets, mattes, parts and, with --nobody, pictures of nobody into one file
under --limit megabytes: it lowers quality and size until it fits. DATA holds photos.csv, photos/,
mattes/, mattes-fs2k-train/ and parts/; rows whose split is not train are left out.

`run` unpacks to data/ beside recipes/, once, and trains recipes/portrait-2.toml, portrait-round-2
and portrait-small in runs/, each for its share of the time. What the clock stops is saved and
exported as it is; the same command goes on where it was stopped or killed, with the time that it
is given anew. OUT gets an ONNX file, the log and the last sheet of each.
"""

from __future__ import annotations

import argparse
import io
import shutil
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).parents[1]
SCHEDULE = {"portrait-2": 0.5, "portrait-round-2": 0.25, "portrait-small": 0.25}
"""Recipe → its share of the time; each is given what the ones before it left."""

EXPORT_SECONDS = 20.0
"""Seconds kept for exporting each network."""

PACKINGS = ((90, 32, 768), (84, 16, 768), (80, 16, 608), (76, 8, 608), (70, 8, 512))
"""WebP quality of the photos, levels of the targets, and long side in pixels, tried in turn until
the file is small enough."""

ENLARGED = 1.25
"""Most that a photo is packed larger than its file is: the teacher draws small ones enlarged."""

LOSSLESS = 101
"""OpenCV's WebP quality for files without loss."""

TRY_SIZE, TRY_BATCH = 96, 2
"""Side of the crops in pixels, and crops a step, of a try."""

Bytes = NDArray[np.uint8]


def main() -> None:
    """Pack or run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(required=True)
    packing = commands.add_parser("pack")
    packing.add_argument("packed", type=Path)
    packing.add_argument("--data", type=Path, required=True)
    packing.add_argument("--fs2k", type=Path)
    packing.add_argument("--nobody", type=Path)
    packing.add_argument("--undrawn", type=Path, help="photos for the second round")
    packing.add_argument("--limit", type=float, default=60, help="megabytes [%(default)s]")
    packing.add_argument("--faces", type=int, default=600, help="of FS2K's [%(default)s]")
    packing.add_argument("--only", type=int, help="the first photos of each set, for a try")
    packing.set_defaults(do=pack)
    running = commands.add_parser("run")
    running.add_argument("packed", type=Path)
    running.add_argument("-o", "--output", type=Path, required=True)
    running.add_argument("--minutes", type=float, default=10, help="[%(default)s]")
    running.add_argument("--steps", type=int, help="of each recipe, small ones: a try")
    running.add_argument("--folder", type=Path, default=ROOT, help="holds recipes/ [this project]")
    running.set_defaults(do=run)
    options = parser.parse_args()
    options.do(options)


def pack(options: argparse.Namespace) -> None:
    """Write the packed file, at the best quality that fits."""
    for quality, levels, long_side in PACKINGS:
        with zipfile.ZipFile(options.packed, "w", zipfile.ZIP_STORED) as packed:
            for name, pixels in _samples(options, long_side):
                packed.writestr(f"{name}.webp", _encoded(name, pixels, quality, levels))
        size = options.packed.stat().st_size / 1e6
        print(f"quality {quality}, {levels} levels, {long_side} pixels: {size:.1f} MB", flush=True)
        if size <= options.limit:
            return
    raise SystemExit(f"error: more than {options.limit:g} MB at the lowest quality; lower --faces")


def _samples(options: argparse.Namespace, long_side: int) -> Iterator[tuple[str, Bytes]]:
    """Path in the packed file, without suffix, and pixels RGB or grey."""
    from artline.train.data.folders import companions, in_split, pictures
    from artline.train.data.pixels import colour_pixels, photo_pixels, resized
    from artline.train.data.sets.fs2k import fs2k_photos
    from artline.train.data.teaching import Teaching

    data, teaching = options.data, Teaching()
    train = in_split(data / "photos.csv", "train") or set()
    own = {n: p for n, p in pictures(data / "photos", "photo").items() if n in train}
    sets = [("portraits", own, data / "mattes", data / "parts/photos")]
    if options.fs2k:
        faces = fs2k_photos(options.fs2k, "train")
        sets.append(("faces", faces, data / "mattes-fs2k-train", data / "parts/fs2k-train"))
    for name, files, mattes, parts in sets:
        most = options.only or (options.faces if name == "faces" else len(files))
        even = max(1, len(files) // most)
        chosen = dict(list(files.items())[::even][:most])
        beside = {kind: companions(folder, list(chosen), kind)
                  for kind, folder in (("mattes", mattes), ("parts", parts))}  # fmt: skip
        for number, (stem, path) in enumerate(chosen.items(), 1):
            sample = teaching.sample(path, stem, beside["mattes"].get(stem))
            place = stem.replace("/", "_")
            most_pixels = min(long_side, ENLARGED * max(photo_pixels(path).shape[:2]))
            size = _within(sample.photo, most_pixels)
            yield f"{name}/photos/{place}", resized(sample.photo, *size)
            planes = dict(zip(sample.channels, sample.targets, strict=True))
            ink = np.stack([planes[c] for c in ("line", "mass", "scene")], 2)
            yield f"{name}/targets/{place}", resized(ink, *size)
            yield f"{name}/pressure/{place}", resized(planes["pressure"], *size)
            if sample.subject is not None:
                half = [side // 2 for side in size]
                yield f"{name}/mattes/{place}", resized(sample.subject, *half)
            if stem in beside["parts"]:
                yield f"{name}/parts/{place}", colour_pixels(beside["parts"][stem])
            if number % 50 == 0:
                print(f"{name}: {number} of {len(chosen)}", flush=True)
    for name, folder in (("nobody", options.nobody), ("undrawn", options.undrawn)):
        if folder:
            for stem, path in list(pictures(folder, "picture").items())[: options.only]:
                photo = photo_pixels(path)
                size = _within(photo, min(640, long_side))
                yield f"{name}/photos/{stem.replace('/', '_')}", resized(photo, *size)


def _within(photo: Bytes, long_side: float) -> list[int]:
    """Rows and columns of a photo made no longer than that."""
    scale = min(1.0, long_side / max(photo.shape[:2]))
    return [max(1, round(side * scale)) for side in photo.shape[:2]]


def _encoded(name: str, pixels: Bytes, quality: int, levels: int) -> bytes:
    """A WebP file: photos with loss, all else without, in few levels, 0 and 255 among them."""
    if "/photos/" not in name:
        step, quality = 255 / (levels - 1), LOSSLESS
        pixels = np.rint(np.rint(pixels / step) * step).astype(np.uint8)
    bgr = pixels[..., ::-1] if pixels.ndim == 3 else pixels
    how = [cv2.IMWRITE_WEBP_QUALITY, quality]
    return cv2.imencode(".webp", np.ascontiguousarray(bgr), how)[1].tobytes()


def run(options: argparse.Namespace) -> None:
    """Unpack, train each recipe until its time is over, export."""
    end = time.monotonic() + 60 * options.minutes
    options.output.mkdir(parents=True, exist_ok=True)
    _unpack(options.packed, options.folder / "data")
    shares = dict(SCHEDULE)
    for name in SCHEDULE:
        left = end - time.monotonic() - EXPORT_SECONDS * len(shares)
        seconds = left * shares[name] / sum(shares.values())
        del shares[name]
        _teach(name, options, time.monotonic() + seconds)


def _unpack(packed: Path, folder: Path) -> None:
    """Unpack beside, then rename: a folder that is there is whole."""
    if folder.is_dir():
        return
    part = folder.with_name(folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    with zipfile.ZipFile(io.BytesIO(packed.read_bytes())) as files:
        files.extractall(part)
    part.rename(folder)


def _teach(name: str, options: argparse.Namespace, until: float) -> None:
    """Train one recipe until its end or that time, and export it."""
    from artline.train.data.sets.kinds import open_set
    from artline.train.export import to_onnx, trained, write
    from artline.train.loop import Progress, fit
    from artline.train.missing import without_missing
    from artline.train.recipe import Recipe, read_recipe

    def small(recipe: Recipe) -> Recipe:
        each = -(-options.steps // len(recipe.stages))
        stages = [
            replace(stage, size=TRY_SIZE, batch=TRY_BATCH, steps=each) for stage in recipe.stages
        ]
        return replace(recipe, stages=tuple(stages), precision="fp32", workers=0, threads=1)

    def report(now: Progress) -> None:
        if now.step % 50 == 0 or now.step == now.steps:
            print(f"{name}: {now.step} of {now.steps}, loss {now.losses['loss']:.3f}, "
                  f"{now.pace:.0f} crops/s", flush=True)  # fmt: skip

    path = options.folder / "recipes" / f"{name}.toml"
    recipe, left_out = without_missing(read_recipe(path), path.name)
    print(*left_out, sep="\n", end="\n" if left_out else "")
    if options.steps:
        recipe = small(recipe)
    folder = options.folder / "runs" / name
    folder.mkdir(parents=True, exist_ok=True)
    datasets = [open_set(row.kind, row.path, row.options) for row in recipe.data]
    training = fit(recipe, datasets, folder, report=report, stop=lambda: time.monotonic() > until)
    print(f"{name}: ended at step {training.step} of {recipe.steps}", flush=True)
    write(to_onnx(*trained(folder)), options.output / f"{name}.onnx")
    shutil.copy(folder / "log.jsonl", options.output / f"{name}.jsonl")
    for sheet in sorted((folder / "sheets").glob("*.png"))[-1:]:
        shutil.copy(sheet, options.output / f"{name}.png")


if __name__ == "__main__":
    main()
