"""The callable that every engine runs: bytes in, a drawing and facts out, wherever it is sent."""

from __future__ import annotations

import io
import pickle
import warnings
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from artline import PageSettings, Settings
from artline.batch import Draw
from artline.batch.faults import ALL_KINDS, kind_of_fault
from artline.batch.hired import hire
from artline.errors import ModelError, Notice, OutputError, PhotoError, SettingError


def encoded(photo: NDArray[np.uint8], kind: str = "PNG") -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(photo).save(buffer, kind)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def face(portrait: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A small face, which is drawn fast."""
    small = Image.fromarray(portrait[:240, 120:320]).resize((160, 192))
    return np.asarray(small)


def test_bytes_and_arrays_are_drawn_alike_in_any_process(face: NDArray[np.uint8]) -> None:
    """Protects engines: what is pickled draws the same, and the facts are the drawing's."""
    draw = Draw(Settings(size=96))
    drawn = draw(encoded(face))
    again = pickle.loads(pickle.dumps(draw))(face)
    assert drawn.error is None
    assert drawn.drawing == again.drawing
    with Image.open(io.BytesIO(drawn.drawing or b"")) as picture:
        grey = np.asarray(picture.convert("L"))
    assert drawn.facts is not None
    assert (drawn.facts.height, drawn.facts.width) == grey.shape == (96, 80)
    assert drawn.facts.faces == 1
    assert drawn.facts.ink_share == pytest.approx(1 - grey.mean() / 255, abs=0.01)
    assert 0 < drawn.facts.seconds < 60


def test_the_model_is_loaded_once_in_a_process() -> None:
    """Protects Spark and others that unpickle the callable for every task."""
    assert hire("portrait", 1, "auto") is hire("portrait", 1, "auto")


def test_strokes_are_drawn_too_and_tell_what_drawing_them_takes(face: NDArray[np.uint8]) -> None:
    """Protects any format: a file of strokes is made by the same call."""
    drawn = Draw(Settings(look="contour"), "svg", PageSettings(page="a5"))(face)
    assert (drawn.drawing or b"").lstrip().startswith(b"<")
    assert drawn.facts is not None
    assert any("pen up" in notice for notice in drawn.facts.notices)


def test_a_bad_photo_is_an_answer_and_a_bad_model_raises(tmp_path: Path) -> None:
    """Protects a run of millions from one photo, and from a model by which none can be drawn."""
    drawn = Draw()(b"not a picture", "odd.jpg")
    assert (drawn.drawing, drawn.kind) == (None, "no-picture")
    assert "odd.jpg" in (drawn.error or "")
    assert drawn.row()["drawing"] is None
    (tmp_path / "none.onnx").write_bytes(b"none")
    with pytest.raises(ModelError):
        Draw(model=str(tmp_path / "none.onnx"))(np.zeros((32, 32, 3), np.uint8))


def test_what_would_do_nothing_is_refused_before_any_photo() -> None:
    """Protects from ten million drawings that are not what was asked for."""
    with pytest.raises(SettingError, match="machine"):
        Draw(page=PageSettings(machine="axidraw"))
    with pytest.raises(SettingError, match="device"):
        Draw(device="tpu")
    with pytest.raises(OutputError, match="bmp"):
        Draw(format="bmp")


def test_cuda_falls_back_with_one_line(face: NDArray[np.uint8]) -> None:
    """Protects a machine without a GPU: it draws all the same, and says so."""
    import onnxruntime

    if "CUDAExecutionProvider" in onnxruntime.get_available_providers():
        pytest.skip("this ONNX Runtime has cuda")
    with pytest.warns(Notice, match="processor"):
        draw = Draw(Settings(size=64), device="cuda")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Notice)
        assert draw(face).error is None


def test_every_refusal_has_a_kind() -> None:
    """Protects `retry --kind`: nothing that can go wrong with a photo is without a name."""
    for refusal in PhotoError.__subclasses__():
        assert kind_of_fault(refusal("x")) in ALL_KINDS
        assert kind_of_fault(refusal("x")) != "fault"
    assert kind_of_fault(ValueError("x")) == "fault"
