"""An artist's drawing teaches all that artline draws from; photos without mattes get a sitter."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from artline.train.data.as_ink import divided
from artline.train.data.sets.kinds import open_set


def drawn() -> NDArray[np.uint8]:
    """250×250 with a black disc, a thin ring around it and a single dot."""
    ink = np.zeros((250, 250), np.uint8)
    cv2.circle(ink, (125, 125), 90, 200, 2)
    cv2.circle(ink, (125, 125), 30, 255, -1)
    cv2.circle(ink, (20, 20), 3, 255, -1)
    return ink


def test_wide_ink_is_mass_and_thin_ink_is_line() -> None:
    """Protects the split by width: line and mass never overlap, and pressure is both."""
    ink = drawn()
    line, mass, scene, pressure = divided(ink)
    assert mass[125, 125] == 255 and line[125, 125] == 0
    assert line[125, 35] == 200 and mass[125, 35] == 0
    assert line[20, 20] == 255 and mass[20, 20] == 0
    assert set(np.unique(mass)) == {0, 255}
    assert not (np.minimum(line, mass)).any()
    assert np.array_equal(pressure, ink)
    assert scene[125, 35] == 200 and scene[125, 96:98].max() == 255 and scene[125, 125] == 0


def test_the_split_does_not_depend_on_the_drawings_size() -> None:
    ink = drawn()
    large = np.asarray(cv2.resize(ink, (1000, 1000), interpolation=cv2.INTER_CUBIC), np.uint8)
    again = cv2.resize(divided(large)[1], (250, 250), interpolation=cv2.INTER_AREA)
    assert np.abs(again.astype(int) - divided(ink)[1]).mean() < 1


def test_a_blank_sheet_has_no_ink() -> None:
    assert not divided(np.zeros((40, 60), np.uint8)).any()


@pytest.fixture
def face(tmp_path: Path, portrait: NDArray[np.uint8]) -> Path:
    """An FS2K of one photo, drawn in two styles."""
    folder, rows = tmp_path / "fs2k", []
    for number, style in ((1, 1), (2, 0)):
        for kind, pixels in (("photo", portrait[..., ::-1]), ("sketch", 255 - drawn())):
            (folder / kind / f"{kind}1").mkdir(parents=True, exist_ok=True)
            name = f"{'image' if kind == 'photo' else 'sketch'}{number:04}.png"
            size = cv2.resize(pixels, (250, 250), interpolation=cv2.INTER_AREA)
            assert cv2.imwrite(str(folder / kind / f"{kind}1" / name), size)
        rows.append({"image_name": f"photo1/image{number:04}", "style": style})
    (folder / "anno_train.json").write_text(json.dumps(rows))
    return folder


def test_only_the_channel_ink_is_divided(face: Path) -> None:
    """Protects recipes in which one artist teaches the ink, another a hand."""
    ink, pencil = open_set("fs2k", face, {"styles": {"ink": [1], "pencil": [0]}})
    assert ink.channels == ("line", "mass", "scene", "pressure")
    assert pencil.channels == ("pencil",)
    assert ink.subject is None


def test_the_network_that_ships_says_who_the_sitter_is(face: Path) -> None:
    """Once; afterwards it is read from the cache. A matte of the set's own stays."""
    options = {"sitters": True, "cache": "kept", "keep": 0}
    first = open_set("fs2k", face, options)[0].subject
    assert first is not None and first.shape == (250, 250)
    assert first[100:150, 100:150].mean() > 200 and first[:20, :20].mean() < 100
    kept = list((face / "kept/sitters-1").rglob("*.npz"))
    assert len(kept) == 1
    again = open_set("fs2k", face, options)[0].subject
    assert again is not None and np.array_equal(again, first)
    (face / "mattes").mkdir()
    assert cv2.imwrite(str(face / "mattes/photo1_image0001.png"), np.zeros((8, 8), np.uint8))
    own = open_set("fs2k", face, {**options, "mattes": "mattes"})
    assert any(sample.subject is not None and not sample.subject.any() for sample in own)
