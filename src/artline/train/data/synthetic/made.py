"""Synthetic people as a data set, and as a folder of files."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from artline.errors import OutputError, SettingError, shown
from artline.train.data.backdrop import Backdrop, clutter, flat, gradient
from artline.train.data.sample import Bytes, Sample
from artline.train.data.synthetic import features, hair, head, wear
from artline.train.data.synthetic.canvas import Canvas
from artline.train.data.synthetic.person import someone


class Synthetic:
    """People drawn in code, each the same for a seed and a number.

    Args:
        count: how many.
        size: side of a picture in pixels.
        seed: any whole number from 0.

    Raises:
        SettingError: a number out of range.
    """

    def __init__(self, count: int = 64, size: int = 256, seed: int = 0) -> None:
        for name, value, low, high in (
            ("count", count, 1, 1_000_000),
            ("size", size, 64, 2048),
            ("seed", seed, 0, 2**63),
        ):
            if not low <= value <= high:
                raise SettingError(f"{name}: {value} is not a whole number from {low} to {high}")
        self._size, self._seed = size, seed
        self.names = [f"person-{number:05d}" for number in range(count)]

    def __len__(self) -> int:
        return len(self.names)

    def __getitem__(self, index: int) -> Sample:
        rng = np.random.default_rng((self._seed, range(len(self))[index]))
        return drawn(self._size, rng, self.names[index])


def drawn(size: int, rng: np.random.Generator, name: str) -> Sample:
    """One person before a background; photo, targets and matte of one set of shapes.

    Args:
        size: side in pixels.
        rng: chance.
        name: the sample's.
    """
    person = someone(size, rng)
    canvas = Canvas(_behind(size, rng))
    light = head.lit(canvas, person)
    hair.draw_behind(canvas, person, head.lit(canvas, person, 1.7), rng)
    head.draw_neck(canvas, person)
    wear.draw_clothes(canvas, person, head.lit(canvas, person, 3.0), rng)
    if person.hair != "scarf":
        head.draw_ears(canvas, person)
    face = head.draw_face(canvas, person, light)
    if person.beard:
        features.draw_beard(canvas, person, face, head.outline(person), rng)
    iris = rng.uniform(0.15, 0.55, 3).astype(np.float32)
    for sign in (-1, 1):
        features.draw_eye(canvas, person, sign, light, iris)
        features.draw_brow(canvas, person, sign)
    features.draw_nose(canvas, person, light)
    features.draw_mouth(canvas, person, light)
    hair.draw_before(canvas, person, face, head.lit(canvas, person, 1.5), rng)
    if person.glasses:
        wear.draw_glasses(canvas, person)
    # a lens is never perfect, a sensor never silent
    canvas.photo = np.asarray(cv2.GaussianBlur(canvas.photo, (0, 0), 1.1), np.float32)
    canvas.photo += rng.normal(0, 0.012, canvas.photo.shape).astype(np.float32)
    return canvas.sample(name)


def save_set(dataset: Synthetic, folder: Path, test: int = 0) -> None:
    """Write a set as files: photos, mattes, targets and photos.csv, as `sets.taught` reads them.

    Args:
        dataset: the set.
        folder: a new or empty one.
        test: how many of the last are marked "test" in photos.csv, the others "train".

    Raises:
        OutputError: something is in the folder, or it cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OutputError(f"{shown(folder)}: already there, and not empty; name a new folder")
    rows = ["file,split"]
    try:
        for kind in ("photos", "mattes", "targets"):
            (folder / kind).mkdir(parents=True, exist_ok=True)
        for index, name in enumerate(dataset.names):
            sample = dataset[index]
            matte = sample.targets[0] * 0 if sample.subject is None else sample.subject
            _save(folder / "photos" / f"{name}.jpg", sample.photo)
            _save(folder / "targets" / f"{name}.png", sample.targets.transpose(1, 2, 0))
            _save(folder / "mattes" / f"{name}.png", matte)
            rows.append(f"{name}.jpg,{'test' if index >= len(dataset) - test else 'train'}")
        (folder / "photos.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    except OSError as fault:
        raise OutputError(
            f"{shown(folder)}: cannot be written: {fault.strerror or fault}; choose another place"
        ) from fault


def _behind(size: int, rng: np.random.Generator) -> Backdrop:
    return (flat, gradient, clutter)[int(rng.integers(3))](size, rng)


def _save(path: Path, pixels: Bytes) -> None:
    picture = pixels[..., ::-1] if pixels.ndim == 3 else pixels
    options = [cv2.IMWRITE_JPEG_QUALITY, 95] if path.suffix == ".jpg" else []
    whole, data = cv2.imencode(path.suffix, np.ascontiguousarray(picture), options)
    if not whole:
        raise OSError(0, "OpenCV cannot encode it")
    path.write_bytes(data.tobytes())
