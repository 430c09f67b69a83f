"""The teacher's targets: drawn once, kept whole, found again; faces likewise."""

from __future__ import annotations

import re
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

import artline
from artline.train.data.augment import Augment
from artline.train.data.batches import Crops
from artline.train.data.cache import Cache
from artline.train.data.faces import WithFaces
from artline.train.data.kept import Kept
from artline.train.data.sample import DataError
from artline.train.data.sets.opened import open_set
from artline.train.data.synthetic.made import Synthetic
from artline.train.data.taught_ahead import DRAWN, KEPT, draw_ahead
from artline.train.data.teaching import SHARED, Teaching, teacher_version


@pytest.fixture(scope="module")
def photos(
    tmp_path_factory: pytest.TempPathFactory, portrait: NDArray[np.uint8]
) -> tuple[Path, Path]:
    """One portrait and what is no picture, in folders; and a cache."""
    root = tmp_path_factory.mktemp("teaching")
    (root / "mine/deeper").mkdir(parents=True)
    small = cv2.resize(portrait, (160, 160), interpolation=cv2.INTER_AREA)
    assert cv2.imwrite(str(root / "mine/deeper/ada.png"), small[..., ::-1])
    (root / "mine/odd.png").write_bytes(b"nothing")
    return root / "mine", root / "kept"


@pytest.mark.long
def test_the_teacher_draws_once(photos: tuple[Path, Path], tmp_path: Path) -> None:
    """Protects hours of drawing: kept under the photo's bytes, and found again by the data set."""
    folder, cache = photos
    files = {"ada": folder / "deeper/ada.png", "odd": folder / "odd.png"}
    results = list(draw_ahead(files, cache, 1))
    assert results[0] == DRAWN
    assert results[1].startswith(f"{folder / 'odd.png'}: ")
    assert next(iter(draw_ahead(files, cache, 1))) == KEPT
    dataset = open_set("photos", folder, {"cache": str(cache), "keep": 0})
    assert dataset.names == ["deeper/ada", "odd"]
    sample = dataset[0]
    assert sample.channels[:3] == ("line", "mass", "scene")
    assert sample.subject is not None
    assert 0.01 < sample.targets[0].mean() / 255 < 0.3
    assert sample.faces is not None and sample.faces.shape == (1, 8)
    # a matte made with more care beats the teacher's own, save where that sees nobody
    (tmp_path / "mattes").mkdir()
    cv2.imwrite(str(tmp_path / "mattes/deeper_ada.png"), np.full((40, 40), 77, np.uint8))
    options = {"cache": str(cache), "mattes": str(tmp_path / "mattes")}
    matte = open_set("photos", folder, options)[0].subject
    assert matte is not None and matte.max() == 77
    middle = matte[len(matte) // 4 : -len(matte) // 4, len(matte[0]) // 4 : -len(matte[0]) // 4]
    assert middle.mean() > 40 and matte[2, 2] < 40
    assert len(list(cache.rglob("*.npz"))) == 2


def test_what_is_kept_is_whole_or_made_anew(tmp_path: Path) -> None:
    """Protects from half a file, and from a folder that fills with leftovers."""
    cache = Cache(tmp_path, "x")
    made = []

    def make() -> dict[str, NDArray[np.uint8]]:
        made.append(1)
        return {"a": np.arange(999, dtype=np.uint8)}

    for _ in range(2):
        assert np.array_equal(cache.get("abcdef", make)["a"], np.arange(999, dtype=np.uint8))
    kept = next(tmp_path.rglob("*.npz"))
    for damage in (kept.read_bytes()[:200], b"", b"nothing"):
        kept.write_bytes(damage)
        assert len(cache.get("abcdef", make)["a"]) == 999
    assert len(made) == 4
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["abcdef.npz"]


def test_a_cache_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    """Protects from a traceback when a disk is full or a folder is a file."""
    (tmp_path / "file").write_text("")
    with pytest.raises(DataError, match="cannot be written"):
        Cache(tmp_path / "file", "x").get("abcdef", lambda: {"a": np.zeros(1)})


def test_the_version_is_the_teachers() -> None:
    """Protects from stale targets: twelve digits over the teacher's own code."""
    assert len(teacher_version()) == 12
    assert Teaching(Path("x")).cache.folder.name == f"teacher-{teacher_version()}"


def test_crops_look_at_faces(tmp_path: Path) -> None:
    """Protects the features stage: crops lie in faces, and the finder is asked once."""
    found = Kept(WithFaces(Synthetic(4, 192, 2), tmp_path))
    assert all(found[n].faces is not None and len(found[n].faces) for n in range(4))
    assert len(list(tmp_path.rglob("*.npz"))) == 4
    here = {"scale": (1.0, 1.0), "turn": 0.0, "flip": 0.0, "background": 0.0, "degrade": 0.0}
    sitter = []
    for faces in (0.0, 1.0):
        crops = Crops([found], 32, 0, augment=Augment(faces=faces, **here))
        sitter.append(np.mean([crops.crop(0, n)[1][3].mean() for n in range(40)]))
    assert sitter[1] > sitter[0] + 0.15


def test_the_version_knows_every_file_that_the_teacher_draws_with() -> None:
    """A file that `ink` takes from outside and that is not summed would leave old drawings kept."""
    root = Path(artline.__file__).parent
    taken: set[str] = set()
    for path in (root / "ink").rglob("*.py"):
        taken |= set(re.findall(r"from artline\.(\w+) import", path.read_text(encoding="utf-8")))
    files = {f"{name}.py" for name in taken if (root / f"{name}.py").is_file()}
    assert files - {"errors.py", "onnx_runtime.py", "looks.py", "settings.py"} <= set(SHARED)
