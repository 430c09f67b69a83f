"""ArtLine's own way, both recipes as they are but for sizes and steps: from pairs to a drawing."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import onnx
import pytest
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from PIL import Image

from artline import Artist
from artline.cli import main
from artline.train.data.sets.anime import shows_figure
from made_training import RECIPES, Portraits, read_journal

VGG = (3, 64, 64, 128, 128, 256, 256, 256, 512, 512, 512)
"""Widths of VGG16 up to relu4_3."""

Pixels = NDArray[np.uint8]
Write = Callable[[Path, int, Pixels, Pixels], None]


def save(path: Path, pixels: Pixels) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    assert cv2.imwrite(str(path), pixels[..., ::-1] if pixels.ndim == 3 else pixels)


def beside(photo: Pixels, drawing: Pixels) -> Pixels:
    return np.hstack([photo, np.repeat(drawing[..., None], 3, axis=2)])


def twenty_pairs(root: Path) -> None:
    """Twelve pairs as FS2K, four as APDrawingDB and four as the anime set are published."""
    people, rows = Portraits(20, 128), []
    for number in range(20):
        sample = people[number]
        drawing = np.asarray(255 - sample.targets[3], np.uint8)
        if number < 12:
            name = f"{number + 1:04}"
            save(root / f"FS2K/photo/photo1/image{name}.jpg", sample.photo)
            save(root / f"FS2K/sketch/sketch1/sketch{name}.jpg", drawing)
            rows.append({"image_name": f"photo1/image{name}", "style": number % 2})
        elif number < 16:
            pair = beside(sample.photo, drawing)
            save(root / f"APDrawingDB/data/train/img_{number}.png", pair)
        else:
            path = root / f"anime/data/train/{number}.png"
            save(path, beside(sample.photo, np.asarray(255 - sample.targets[0], np.uint8)))
            assert shows_figure(path)
    (root / "FS2K/anno_train.json").write_text(json.dumps(rows))


def vgg16(path: Path) -> None:
    """VGG16 in shape, its weights random: its own are 59 MB and do not ship."""
    rng, nodes, weights = np.random.default_rng(0), [], []
    for k, (a, b) in enumerate(pairwise(VGG)):
        kernel = rng.normal(0, (2 / 9 / a) ** 0.5, (b, a, 3, 3)).astype(np.float32)
        nodes.append(helper.make_node("Conv", [f"x{k}", f"w{k}", f"b{k}"], [f"x{k + 1}"]))
        weights.append(numpy_helper.from_array(kernel, f"w{k}"))
        weights.append(numpy_helper.from_array(np.zeros(b, np.float32), f"b{k}"))
    ends = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, None, None, None])
        for name in ("x0", f"x{len(nodes)}")
    ]
    onnx.save(
        helper.make_model(helper.make_graph(nodes, "vgg", ends[:1], ends[1:], weights)), str(path)
    )


def shortened(name: str, folder: Path) -> Path:
    """A recipe of the repository with small crops, three steps a stage and the processor's ease."""
    text = (RECIPES / name).read_text(encoding="utf-8")
    for key, value in (
        ("size", 64),
        ("batch", 2),
        ("steps", 3),
        ("critic_first", 1),
        ("workers", 0),
        ("blend_steps", 5),
        ("sheet_every", 3),
        ("decoder", [24, 16, 16, 16]),
    ):
        text = re.sub(rf"(?m)^{key} = .*$", f"{key} = {value}", text)
    path = folder / "recipes" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text.replace("seed =", "threads = 1\nseed =", 1), encoding="utf-8")
    return path


def test_the_two_recipes_differ_in_the_critic_alone() -> None:
    """Protects the variant: it must continue the same network by the same losses and data."""
    first, second = (
        tomllib.loads((RECIPES / name).read_text(encoding="utf-8"))
        for name in ("artline.toml", "artline-nogan.toml")
    )
    for same in ("channels", "network", "losses", "data"):
        assert first[same] == second[same]
    assert not any("critic" in stage for stage in first["stages"])
    (stage,) = second["stages"]
    assert 0 < stage["critic_first"] < stage["steps"] and stage["critic"] > 0
    sizes = [(stage["size"], stage["rate"]) for stage in first["stages"]]
    assert sizes == sorted(sizes, key=lambda row: (row[0], -row[1])) and len(sizes) == 3


@pytest.mark.long
def test_from_twenty_pairs_to_a_drawing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    portrait: Pixels,
) -> None:
    """Every part of the way at work: three layouts, all losses, stages, critic, export, looks."""
    twenty_pairs(tmp_path / "data")
    vgg16(tmp_path / "lpips-vgg16.onnx")
    monkeypatch.setenv("ARTLINE_WEIGHTS", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name, steps, left_out in (("artline", 9, ""), ("artline-nogan", 3, "anime")):
        if left_out:
            shutil.rmtree(tmp_path / "data" / left_out)
        run, model = tmp_path / "runs" / name, tmp_path / f"{name}.onnx"
        recipe = shortened(f"{name}.toml", tmp_path)
        assert main(["train", str(recipe), "-o", str(run), "-q"]) == 0
        said = [line for line in capsys.readouterr().err.splitlines() if "left out" in line]
        assert len(said) == bool(left_out) and all(left_out in line for line in said)
        log = read_journal(run)
        assert len(log) == steps
        taught = ("line", "mass", "scene", "pressure", "subject", "features", "gram")
        # A target that nobody knows costs nothing.
        assert all(log[-1][part] > 0 for part in taught)
        assert ("artist" in log[-1]) == (name == "artline-nogan")
        assert main(["export", str(run), "-o", str(model)]) == 0

        save(tmp_path / "photo.png", portrait)
        drawn = tmp_path / f"{name}.png"
        photo = str(tmp_path / "photo.png")
        assert main([photo, "--model", str(model), "-o", str(drawn), "--background", "keep"]) == 0
        with Image.open(drawn) as picture:
            assert picture.size == (512, 512)
        assert {"ink", "contour", "bold", "stencil"} <= set(Artist(model).looks)
