"""The model of a process, loaded once for all photos that are drawn in it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import Future

    from artline.api.artist import Artist


def hire(model: str, threads: int | None, device: str) -> Future[Artist]:
    """An artist who is being loaded, or is there already; most of loading is done without Python.

    Whoever asks in the same process for the same model gets the same artist. Where loading failed,
    it is tried once more: memory may have been short.
    """
    loading = _loading(model, threads, device)
    if loading.done() and loading.exception():
        _loading.cache_clear()
        loading = _loading(model, threads, device)
    return loading


@lru_cache(maxsize=1)
def _loading(model: str, threads: int | None, device: str) -> Future[Artist]:
    from concurrent.futures import ThreadPoolExecutor

    def load() -> Artist:
        from artline.api.artist import Artist

        if threads is not None:
            import cv2

            cv2.setNumThreads(threads)
        return Artist(model, threads=threads, device=device)

    with_one_thread = ThreadPoolExecutor(1)
    loading = with_one_thread.submit(load)
    with_one_thread.shutdown(wait=False)
    return loading
