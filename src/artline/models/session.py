"""Open an ONNX Runtime session: on the processor, quiet, offline, with small and flat memory."""

from __future__ import annotations

import warnings
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from artline.errors import MemoryShortError, ModelError, Notice, shown
from artline.models.runtime import onnx_runtime

if TYPE_CHECKING:
    from onnxruntime import InferenceSession, RunOptions

_FATAL_ONLY = 4

CPU, CUDA = "CPUExecutionProvider", "CUDAExecutionProvider"
"""What ONNX Runtime calls the processor and an NVIDIA GPU."""


def open_session(
    data: bytes, name: str, *, threads: int | None = None, device: str = "cpu"
) -> InferenceSession:
    """A session for these bytes.

    Args:
        data: the whole ONNX file.
        name: the model's name or path, for messages.
        threads: threads for one run; None is one per core.
        device: "cpu"; "cuda", with a notice where it cannot be had; or "auto", which takes cuda
            where it can.

    Raises:
        ModelError: not an ONNX model that this ONNX Runtime can run.
        MemoryShortError: not enough memory to load it.
    """
    onnxruntime = onnx_runtime()
    options = onnxruntime.SessionOptions()
    options.log_severity_level = _FATAL_ONLY
    options.intra_op_num_threads = threads or 0
    # The arena saves a tenth of the time; patterns, made per size, would only add to the peak.
    options.enable_mem_pattern = False
    # Threads that wait do not spin: with several workers they would take each other's cores.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        session = onnxruntime.InferenceSession(
            data, options, providers=_providers(onnxruntime, device)
        )
    except Exception as error:  # onnxruntime's errors share no other base class
        if is_memory_short(error):
            raise MemoryShortError(
                f"{shown(name)}: not enough memory to load the model; close other programs"
            ) from None
        raise ModelError(
            f"{shown(name)}: not an ONNX model that can be run here; "
            "use a model from `artline models`, or fetch the file again"
        ) from None
    tell_of_device(device, session.get_providers())
    return session


def tell_of_device(device: str, providers: Collection[str] | None = None) -> None:
    """Say in one line that cuda was asked for and cannot be had.

    Args:
        device: what was asked for.
        providers: those of a session; None is what this ONNX Runtime could take.
    """
    if device != "cuda":
        return
    there = onnx_runtime().get_available_providers() if providers is None else providers
    if CUDA not in there:
        said = "device cuda: not to be had by this ONNX Runtime, which draws on the processor"
        warnings.warn(f"{said}; pip install onnxruntime-gpu", Notice, stacklevel=3)


def _providers(onnxruntime: Any, device: str) -> list[str]:
    there = onnxruntime.get_available_providers()
    return [CUDA, CPU] if device != "cpu" and CUDA in there else [CPU]


def giving_back() -> RunOptions:
    """For a run after which the session gives back what it needed for it."""
    options = onnx_runtime().RunOptions()
    options.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")
    return options


def is_memory_short(error: Exception) -> bool:
    """Whether ONNX Runtime failed because memory ran out; it says so only in words."""
    text = str(error).lower()
    return isinstance(error, MemoryError) or any(
        words in text for words in ("failed to allocate", "bad_alloc", "bad allocation")
    )
