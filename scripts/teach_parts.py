"""Give a drawing network the output `parts`: hair, skin and cloth.

    python scripts/teach_parts.py src/artline/models/portrait.onnx OUT.onnx --data DATA --fs2k FS2K

DATA holds photos.csv (file, split), photos/, mattes/ and mattes-fs2k-train/ (white = sitter), and
parts/photos/ and parts/fs2k-train/ (red = hair, by MediaPipe's hair network, Apache-2.0). The
network stays as it is, bit for bit: a branch is taught on features that are read once and kept in
the folder --kept, some 13 MB a photo, where a run that was stopped goes on. --sheet draws the
cleaned targets beside their photos, forty at a time, to be looked at. Ten minutes on one
core to read 738 photos, as many to learn.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import numpy as np
import onnx
from PIL import Image

from artline.faces.load import face_finder, face_mesh
from artline.train.export import write
from artline.train.parts.learn import EPOCHS, keep, learn
from artline.train.parts.sources import Example, Taught, fs2k, portraits, teach
from artline.train.parts.splice import branch_of, with_parts
from artline.train.parts.taps import Reader

SEED = 1
SHEET = 40
"""Photos on a sheet."""
COLUMNS = 10
CELL = 190
"""Side of a picture on a sheet, in pixels."""

DATA = (
    "Hair, skin and cloth: {count} of these photos; hair by MediaPipe's hair network (Apache-2.0), "
    "cleaned; skin and cloth by landmarks, matte and colour alone."
)
TRAINED_ON = (
    "Parts: a branch on the frozen features of {count} photos in {views} views, hair from "
    "MediaPipe's hair network (Apache-2.0) with bald heads and foreheads taken out."
)


def main() -> None:
    """Read features, learn, splice."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "model", type=Path, help="the drawing network, as `artline export` wrote it"
    )
    parser.add_argument("output", type=Path, help="the file with parts")
    parser.add_argument("--data", type=Path, required=True, help="portraits, mattes and hair")
    parser.add_argument("--fs2k", type=Path, required=True, help="FS2K's folder")
    parser.add_argument("--kept", type=Path, default=Path("runs/parts"), help="[%(default)s]")
    parser.add_argument("--epochs", type=int, default=EPOCHS, help="[%(default)s]")
    parser.add_argument(
        "--start", type=Path, help="a file with parts, whose branch goes on learning"
    )
    parser.add_argument("--sheet", action="store_true", help="draw sheets of targets, do no more")
    options = parser.parse_args()
    options.kept.mkdir(parents=True, exist_ok=True)
    chosen = _chosen(options.data, options.fs2k)
    if options.sheet:
        _sheets(chosen, options.kept)
        return
    model = onnx.load(str(options.model))
    _read(chosen, model, options.kept)
    names = {example.name.replace("/", "_"): example for example in chosen}
    views = [v for v in sorted(options.kept.glob("*.npz")) if v.name.split(".")[0] in names]
    hairless = [view for view in views if names[view.name.split(".")[0]].hairless]
    said = {"count": len({view.name.split(".")[0] for view in views}), "views": len(views)}
    texts = {"data": DATA.format(**said), "trained_on": TRAINED_ON.format(**said)}
    start = branch_of(onnx.load(str(options.start))) if options.start else None
    branch = learn(views + hairless, options.epochs, print, start)
    write(with_parts(model, branch, texts), options.output)


def _chosen(data: Path, folder: Path) -> list[Example]:
    """Every portrait, and of FS2K's photos as many, evenly taken, and all of bald heads."""
    own, others = list(portraits(data)), list(fs2k(folder, data))
    even = [others[k * len(others) // len(own)] for k in range(min(len(own), len(others)))]
    chosen = own + even + [one for one in others if one.hairless and one not in even]
    random.Random(SEED).shuffle(chosen)
    return chosen


def _read(chosen: list[Example], model: onnx.ModelProto, kept: Path) -> None:
    """Keep the features and targets of all views that are not kept yet."""
    finder, mesh, read = face_finder(), face_mesh(), Reader(model)
    for number, example in enumerate(chosen):
        name = example.name.replace("/", "_")
        if not (kept / f"{name}.0.npz").exists():
            taught = teach(example, finder, mesh)
            if taught is not None:
                keep(name, taught, read, kept, number)


def _sheets(chosen: list[Example], folder: Path) -> None:
    """Photos, and below each its targets: red hair, green skin, blue cloth, half where unsaid."""
    finder, mesh = face_finder(), face_mesh()
    for start in range(0, len(chosen), SHEET):
        part = chosen[start : start + SHEET]
        size = (COLUMNS * CELL, -(-len(part) // COLUMNS) * 2 * CELL)
        sheet = Image.new("RGB", size, "white")
        for number, example in enumerate(part):
            taught = teach(example, finder, mesh)
            if taught is not None:
                row, column = divmod(number, COLUMNS)
                for below, picture in enumerate(_pictures(taught)):
                    sheet.paste(picture, (column * CELL, (2 * row + below) * CELL))
        sheet.save(folder / f"targets-{start // SHEET:02}.png")


def _pictures(taught: Taught) -> tuple[Image.Image, Image.Image]:
    photo = Image.fromarray(taught.rgb)
    photo.thumbnail((CELL, CELL))
    levels = np.rint(taught.parts.transpose(1, 2, 0) * 255).astype(np.uint8)
    parts = Image.fromarray(levels).resize(photo.size)
    return photo, Image.blend(photo.convert("L").convert("RGB"), parts, 0.6)


if __name__ == "__main__":
    main()
