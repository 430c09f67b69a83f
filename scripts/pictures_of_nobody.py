"""Make a set of pictures in which nobody is, for `kind = "nobody"`.

    python scripts/pictures_of_nobody.py --data DATA -o FOLDER

From three sources, each in a folder of its own, and listed in FOLDER/sources.csv with its terms:

    things/       photos that scikit-image brings along, those whose terms are CC0, public domain or
                  without restrictions; also scikit-learn's two where it is installed
    places/       backgrounds of the train split in DATA (photos.csv, photos/, mattes/): the sitter
                  is cut out with a margin and filled from around (Telea 2004, OpenCV)
    made/         shapes, stripes, gradients and fields of noise, drawn here

Look at FOLDER before training on it: a filled hole may still look like somebody.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from artline.train.data.backdrop import clutter, gradient

Bytes = NDArray[np.uint8]
Row = tuple[str, Bytes, str, str]
"""Name in the folder, picture uint8 H×W×3, source, terms."""

THINGS = {
    "brick": "CC0",
    "cat": "CC0",
    "coffee": "CC0",
    "grass": "CC0",
    "gravel": "CC0",
    "hubble_deep_field": "public domain",
    "immunohistochemistry": "no known copyright restrictions",
    "cell": "CC0",
    "horse": "CC0",
    "retina": "CC0",
    "rocket": "public domain",
    "clock": "public domain",
    "text": "public domain",
}
"""Function of skimage.data that gives a picture of nobody → terms by its docstring."""

SAMPLE_IMAGES = {"china.jpg": "CC BY 2.0", "flower.jpg": "CC BY 2.0"}
"""Pictures of scikit-learn and their terms."""

WORKING = 192
"""Long side in pixels at which a hole is filled: a larger one would only be smeared finer."""

MARGIN = 0.03
"""Long sides by which the sitter is cut out wider than the matte says: hair and shadow."""

MOST_HOLE = 0.6
"""Share of a picture that may be filled; above it nothing of the place is left."""

MADE = 60
SIZE = 448
"""Number of pictures drawn here, and their side in pixels."""


def main() -> None:
    """Write all pictures and the list of their sources."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="photos.csv, photos/ and mattes/")
    parser.add_argument("-o", "--output", type=Path, required=True, help="folder of the set")
    options = parser.parse_args()
    rows = [*things(), *made()]
    if options.data:
        rows += places(options.data)
    options.output.mkdir(parents=True, exist_ok=True)
    with (options.output / "sources.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["file", "source", "terms"])
        for name, picture, source, terms in rows:
            path = options.output / f"{name}.jpg"
            path.parent.mkdir(exist_ok=True)
            cv2.imwrite(str(path), picture[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 92])
            writer.writerow([f"{name}.jpg", source, terms])
    print(f"{len(rows)} pictures in {options.output}")


def things() -> Iterator[Row]:
    """Photos of packages."""
    import skimage.data

    for name, terms in THINGS.items():
        picture = np.asarray(getattr(skimage.data, name)())
        if picture.dtype == bool:
            picture = picture * np.uint8(255)
        colour = picture[..., :3] if picture.ndim == 3 else np.repeat(picture[..., None], 3, 2)
        yield f"things/{name}", colour.astype(np.uint8), f"scikit-image: {name}", terms
    if find_spec("sklearn"):
        from sklearn.datasets import load_sample_image

        for name, terms in SAMPLE_IMAGES.items():
            picture = load_sample_image(name)
            yield f"things/{Path(name).stem}", picture, f"scikit-learn: {name}", terms


def places(data: Path) -> Iterator[Row]:
    """Backgrounds of the train split, the sitters filled."""
    rng = np.random.default_rng(0)
    with (data / "photos.csv").open(encoding="utf-8", newline="") as file:
        train = [row for row in csv.DictReader(file) if row["split"] == "train"]
    for row in train:
        name = Path(row["file"]).stem
        photo = cv2.imread(str(data / "photos" / row["file"]))
        matte = cv2.imread(str(data / "mattes" / f"{name}.png"), cv2.IMREAD_GRAYSCALE)
        if photo is None or matte is None:
            continue
        place = without_sitter(np.asarray(photo[..., ::-1], np.uint8), np.asarray(matte), rng)
        if place is not None:
            source = row.get("source", "")
            yield f"places/{name}", place, f"{source}: sitter filled", row.get("terms", "")


def without_sitter(photo: Bytes, matte: Bytes, rng: np.random.Generator) -> Bytes | None:
    """A photo whose sitter is filled from around; None where little else is in it."""
    height, width = photo.shape[:2]
    hole = cv2.resize(matte, (width, height)) > 20
    reach = 2 * round(MARGIN * max(height, width)) + 1
    hole = cv2.dilate(hole.astype(np.uint8), np.ones((reach, reach), np.uint8))
    if hole.mean() > MOST_HOLE:
        return None
    scale = WORKING / max(height, width)
    few = (round(width * scale), round(height * scale))
    small = cv2.resize(photo, few, interpolation=cv2.INTER_AREA)
    small_hole = cv2.resize(hole, few, interpolation=cv2.INTER_NEAREST)
    filled = cv2.inpaint(small, small_hole, 4, cv2.INPAINT_TELEA)
    filled = cv2.resize(filled, (width, height), interpolation=cv2.INTER_CUBIC).astype(np.float32)
    # The photo's own grain, or a smooth patch in the shape of a sitter would be what is learned.
    rest = photo.astype(np.float32) - cv2.GaussianBlur(photo, (0, 0), 1.5)
    filled += rng.normal(0, rest[hole == 0].std(), photo.shape)
    soft = cv2.GaussianBlur(hole.astype(np.float32), (0, 0), reach / 6)[..., None]
    mixed = photo * (1 - soft) + filled * soft
    return np.clip(np.rint(np.where(hole[..., None] > 0, filled, mixed)), 0, 255).astype(np.uint8)


def made() -> Iterator[Row]:
    """Pictures drawn in code."""
    for number in range(MADE):
        rng = np.random.default_rng((1, number))
        picture, _ = (clutter, gradient)[number % 2](SIZE, rng)
        if rng.random() < 0.6:
            noise = cv2.resize(rng.normal(0, 40, (24, 24, 3)), (SIZE, SIZE))
            picture = np.clip(picture + noise, 0, 255).astype(np.uint8)
        yield f"made/{number:03}", picture, "drawn in code", "MIT"


if __name__ == "__main__":
    main()
