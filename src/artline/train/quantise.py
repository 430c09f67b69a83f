"""Eight-bit weights and arithmetic, fitted to real photos.

Static quantisation as pairs of QuantizeLinear and DequantizeLinear, one scale a channel for
weights, one a tensor for activations (Jacob et al. 2018), by ONNX Runtime's own tool.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from artline.models.runtime import onnx_runtime
from artline.train import export
from artline.train.data.folders import pictures
from artline.train.errors import TrainingError
from artline.train.network import Network
from artline.train.proof import difference, draw_with
from artline.train.recipe import Recipe

if TYPE_CHECKING:
    from onnx import ModelProto

    from artline.nouns import Photo

_PHOTOS = 32
"""Largest number of photos to which scales are fitted."""

_PROOFS = 4
"""Photos whose drawings are compared with those of fp16 weights."""

_LARGEST_DIFFERENCE = 0.05
"""Largest mean difference of a drawing from that of fp16 weights, as a share of the paper."""


def quantised(recipe: Recipe, network: Network, folder: Path) -> tuple[bytes, float]:
    """The network as the bytes of an ONNX file in eight bits.

    Args:
        recipe: for the metadata and the working size.
        network: folded, in evaluation mode.
        folder: of photos to fit the scales to, at most 32 of them, evenly chosen.

    Returns:
        The file, and the mean share of the paper by which its drawings of some of the photos
        differ from those with fp16 weights.

    Raises:
        DataError: no photos there.
        TrainingError: a channel that the contract requires is missing, or it draws too
            differently.
    """
    said = export.metadata(recipe, "weights and arithmetic int8")
    photos = [_read(path) for path in _evenly(list(pictures(folder, "photo").values()), _PHOTOS)]
    working = [_working(photo, recipe.terms.best_long_side) for photo in photos]
    made = _static(network, working)
    made = export.described(made, said)
    proofs = photos[:_PROOFS]
    apart = difference(draw_with(made, proofs), draw_with(export.to_onnx(recipe, network), proofs))
    if apart > _LARGEST_DIFFERENCE:
        raise TrainingError(
            f"in eight bits the drawings differ by {apart:.1%} of the paper, more than "
            f"{_LARGEST_DIFFERENCE:.0%}; fit it to photos like those it shall draw, or "
            "export without --int8"
        )
    return made, apart


def _static(network: Network, photos: list[NDArray[np.float32]]) -> bytes:
    """Ink and subject quantised; the sigmoids at their end and a hand stay as they are."""
    made = export.graph(network, lambda trunk: _quantised(trunk, photos))
    data: bytes = made.SerializeToString()
    return data


def _quantised(trunk: ModelProto, photos: list[NDArray[np.float32]]) -> ModelProto:
    import onnx

    onnx_runtime()
    from onnxruntime.quantization import CalibrationDataReader, QuantFormat, quantize_static

    class Reader(CalibrationDataReader):  # type: ignore[misc]
        """Gives the photos one by one."""

        def __init__(self) -> None:
            self._left: Iterator[NDArray[np.float32]] = iter(photos)

        def get_next(self) -> dict[str, Any] | None:
            photo = next(self._left, None)
            return None if photo is None else {"photo": photo}

    with tempfile.TemporaryDirectory() as name:
        source, target = Path(name) / "single.onnx", Path(name) / "eight.onnx"
        onnx.save(trunk, str(source))
        quantize_static(
            source,
            target,
            Reader(),
            quant_format=QuantFormat.QDQ,
            per_channel=True,
            op_types_to_quantize=["Conv", "Add", "Concat", "Resize", "Clip", "Relu"],
        )
        return onnx.load(str(target))


def _evenly(paths: list[Path], count: int) -> list[Path]:
    step = max(len(paths) / count, 1)
    return [paths[int(k * step)] for k in range(min(count, len(paths)))]


def _read(path: Path) -> Photo:
    from artline import pipeline

    return pipeline.read(path)


def _working(photo: Photo, long_side: int) -> NDArray[np.float32]:
    """1×3×H×W at working size, both multiples of 32."""
    import cv2

    scale = long_side / max(photo.rgb.shape[:2])
    multiple = export.MULTIPLE
    height, width = (
        max(multiple, round(side * scale / multiple) * multiple) for side in photo.rgb.shape[:2]
    )
    small = cv2.resize(photo.rgb, (width, height), interpolation=cv2.INTER_AREA)
    planes = small.astype(np.float32).transpose(2, 0, 1)[None] / 255
    return np.ascontiguousarray(planes)
