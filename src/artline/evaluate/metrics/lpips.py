"""LPIPS, and the features of its networks, through ONNX Runtime.

The networks are not part of the package: `scripts/export_lpips.py` of artline's repository
makes them once, into the folder of `artline.models.store.folder`, from the published weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from artline.errors import ModelError, shown
from artline.evaluate.metrics.gray import MetricError, as_gray, as_pair
from artline.models.runtime import onnx_runtime

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

NETWORKS = ("alexnet", "vgg16")
"""Networks with published LPIPS heads that can be exported."""

SMALLEST = 32
"""Shortest side in pixels that the networks' five layers take."""

Features = NDArray[np.float32]


class Lpips:
    """Learned perceptual distance of drawings, one network loaded once. Safe to share by threads.

    Args:
        network: "alexnet" (cheap) or "vgg16".
        folder: where the exported files lie; None is `artline.models.store.folder()`.
        threads: threads of ONNX Runtime.

    Raises:
        ModelError: no such network, not exported yet, or a file that ONNX Runtime refuses. The
            message is one line that can be printed as the reason for leaving the metric out.
    """

    def __init__(
        self, network: str = "alexnet", *, folder: Path | None = None, threads: int = 1
    ) -> None:
        self.network = network
        self._session = _session(_path(network, folder), threads)

    def distance(self, drawing: ArrayLike, reference: ArrayLike) -> float:
        """LPIPS.

        Σ_l mean_hw Σ_c w_lc (f̂_lc(drawing) − f̂_lc(reference))², f̂ the activations of five
        layers divided at each place by their length over the channels, w ≥ 0 learnt from human
        judgements; grey goes into all three channels, −1 = ink, 1 = paper.

        Range: 0.. (rarely over 1), 0 for identical drawings. Better: lower.
        Misses: trained on photos and their distortions, not on line art; a shift of a few pixels
        costs little, and so does a wrong expression.
        Source: Zhang, Isola, Efros, Shechtman, Wang 2018, CVPR, version 0.1, linear heads.

        Args:
            drawing: H×W, uint8 or float, at least 32 px on the short side.
            reference: the same size.

        Raises:
            MetricError: sizes differ, too small, or what `as_gray` refuses.
        """
        pair = _tensor(np.stack(as_pair(drawing, reference)))
        return float(self._session.run(["distance"], {"pictures": pair})[0][0])

    def features(self, pictures: Sequence[ArrayLike]) -> Features:
        """The network's view of each picture: mean activation of every channel of its last layer.

        Args:
            pictures: N drawings, H×W, at least 32 px on the short side; sizes may differ, though
                figures compare only at one size.

        Returns:
            float32 N×K; K = 256 for AlexNet, 512 for VGG16.

        Raises:
            MetricError: no picture, too small, or what `as_gray` refuses.
        """
        if not pictures:
            raise MetricError("no pictures to take features of; give at least one")
        grays = [as_gray(picture, f"picture {number}") for number, picture in enumerate(pictures)]
        runs = [self._session.run(["features"], {"pictures": _tensor(g[None])})[0] for g in grays]
        return np.concatenate(runs)


def _tensor(grays: NDArray[np.float32]) -> NDArray[np.float32]:
    """N×H×W of 0..1 as the networks take it: N×1×H×W of −1..1."""
    _, height, width = grays.shape
    if min(height, width) < SMALLEST:
        raise MetricError(f"LPIPS needs {SMALLEST} px on the short side; this is {width}×{height}")
    return grays[:, None] * 2 - 1


def file_name(network: str) -> str:
    """Name of the exported file."""
    return f"lpips-{network}.onnx"


def _path(network: str, folder: Path | None) -> Path:
    from artline.models import store

    if network not in NETWORKS:
        raise ModelError(f"LPIPS: no network {shown(network)}; there are {', '.join(NETWORKS)}")
    path = (store.folder() if folder is None else folder) / file_name(network)
    if not path.is_file():
        raise ModelError(
            f"LPIPS ({network}) is left out: no {shown(path)}; "
            "make it with scripts/export_lpips.py of artline's repository"
        )
    return path


def _session(path: Path, threads: int) -> InferenceSession:
    onnxruntime = onnx_runtime()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    try:
        return onnxruntime.InferenceSession(
            path.read_bytes(), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # ONNX Runtime's own classes are not public
        raise ModelError(
            f"{shown(path)}: not a network that ONNX Runtime can load; "
            "make it anew with scripts/export_lpips.py"
        ) from error
