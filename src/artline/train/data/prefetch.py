"""The teacher's drawings of many photos, made before training by several processes."""

from __future__ import annotations

import functools
import multiprocessing
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from types import MappingProxyType

from artline.train.data.sample import DataError
from artline.train.data.teaching import Teaching

DRAWN = "drawn"
KEPT = "kept"


def prefetch(
    files: Mapping[str, Path],
    cache: Path | None,
    jobs: int,
    mattes: Mapping[str, Path] = MappingProxyType({}),
) -> Iterator[str]:
    """Draw the photos that have not been drawn.

    Args:
        files: name → photo.
        cache: see `Teaching`.
        jobs: processes.
        mattes: name → matte, where there is one.

    Yields:
        For each photo, in any order: DRAWN, KEPT, or one line that says what is wrong.

    Raises:
        DataError: a process was killed.
        ModelError: the teacher's models are damaged.
    """
    teaching = Teaching(cache)
    if jobs == 1:
        for name, path in files.items():
            yield _draw(path, mattes.get(name), cache)
        return
    todo = []
    for name, path in files.items():
        if teaching.holds(path, mattes.get(name)):
            yield KEPT
        else:
            todo.append((path, mattes.get(name)))
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(jobs, max(1, len(todo))), mp_context=fresh) as pool:
        try:
            for drawn in as_completed([pool.submit(_draw, *pair, cache) for pair in todo]):
                yield drawn.result()
        except BrokenProcessPool:
            raise DataError(
                "a process that draws was killed, most likely for want of memory; start again "
                "with fewer --jobs (what is drawn is kept)"
            ) from None
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


@functools.cache
def _teaching(cache: Path | None) -> Teaching:
    """The teacher of this process: its models take a second to load."""
    return Teaching(cache)


def _draw(path: Path, matte: Path | None, cache: Path | None) -> str:
    teaching = _teaching(cache)
    try:
        if teaching.holds(path, matte):
            return KEPT
        teaching.sample(path, str(path), matte)
    except DataError as fault:
        return str(fault)
    return DRAWN
