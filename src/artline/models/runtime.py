"""ONNX Runtime, imported so that it tells nobody and writes nothing down, for every room."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

SWITCH = "ORT_DISABLE_TELEMETRY"
"""Read once, when ONNX Runtime is imported; github.com/microsoft/onnxruntime/pull/27379."""


def onnx_runtime() -> Any:
    """The module `onnxruntime`.

    Newer builds keep a device id and a queue of events below ~/.cache, and send events to their
    maker, from the import on. `disable_telemetry_events` comes after that, so it is told before;
    the process's environment is afterwards as it was. Where the host imported it earlier, the host
    has decided, and only events are stopped.
    """
    with _told():
        import onnxruntime
    if not hasattr(onnxruntime, "disable_telemetry_events"):
        raise ImportError("onnxruntime: loaded only in part, for want of memory perhaps")
    onnxruntime.disable_telemetry_events()
    return onnxruntime


@contextmanager
def _told() -> Iterator[None]:
    if "onnxruntime" in sys.modules or SWITCH in os.environ:
        yield
        return
    os.environ[SWITCH] = "1"
    try:
        yield
    finally:
        os.environ.pop(SWITCH, None)
