"""Fetch a registered model that is not bundled: beside its place, resumed, verified, renamed."""

from __future__ import annotations

import http.client
import re
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from artline.errors import ModelError, shown
from artline.weights.store import Row, folder, verify

Progress = Callable[[int, int], None]
"""Called with the bytes that are here and the bytes of the whole file."""

_CHUNK = 1 << 16
_TIMEOUT = 30.0
_PARTIAL = 206
_RANGE_REFUSED = 416


def fetch(row: Row, *, progress: Progress | None = None) -> Path:
    """Download a model into `artline.weights.store.folder()` unless it is there already.

    The data goes to `FILE.part`; a download that was cut off is resumed where it stopped, if the
    server can. Only a file with the registered checksum gets its name.

    Args:
        row: the registered model; it must have a url.
        progress: called after each chunk.

    Returns:
        The path of the verified file.

    Raises:
        ModelError: offline, refused by the server, wrong checksum, or the folder is not writable.
    """
    if row.bundled:
        raise ModelError(f"{shown(row.name)}: comes with artline, there is nothing to download")
    target = folder() / row.file
    try:
        if target.is_file() and verify(target.read_bytes(), row):
            return target
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(target.name + ".part")
        _continue(row, part, progress)
        _settle(row, part, target)
    except (urllib.error.URLError, http.client.HTTPException, TimeoutError, ConnectionError) as e:
        raise _unreachable(row, target, e) from None
    except OSError as error:
        reason = error.strerror or error
        raise ModelError(
            f"{shown(target)}: cannot be written ({reason}); "
            "set ARTLINE_WEIGHTS to a folder of yours"
        ) from None
    return target


def _continue(row: Row, part: Path, progress: Progress | None) -> None:
    """Bring `part` to its full length, from where it stands."""
    here = part.stat().st_size if part.exists() else 0
    if here == row.size:
        return
    if here > row.size:
        part.unlink()
        here = 0
    try:
        answer = _open(row.url, here)
    except urllib.error.HTTPError as error:
        error.close()
        if error.code != _RANGE_REFUSED:
            raise
        here = 0
        answer = _open(row.url, here)
    with answer, part.open("r+b" if here else "wb") as file:
        if not _resumes(answer, here):
            here = 0
        file.seek(here)
        file.truncate()
        _copy(answer, file, here, row.size, progress)


def _open(url: str, start: int) -> Any:
    request = urllib.request.Request(url, headers={"User-Agent": "artline"})
    if start:
        request.add_header("Range", f"bytes={start}-")
    return urllib.request.urlopen(request, timeout=_TIMEOUT)


def _resumes(answer: Any, start: int) -> bool:
    """Whether the server sends from `start` on; one that ignores ranges sends it all (200)."""
    sent = re.match(r"bytes (\d+)-", answer.headers.get("Content-Range") or "")
    return bool(answer.status == _PARTIAL and sent and int(sent[1]) == start)


def _copy(answer: Any, file: BinaryIO, here: int, size: int, progress: Progress | None) -> None:
    """Write what comes; never more than a byte over the registered size, however much is sent."""
    while here <= size and (chunk := answer.read(min(_CHUNK, size + 1 - here))):
        file.write(chunk)
        here += len(chunk)
        if progress is not None:
            progress(here, size)
    if here < size:
        raise http.client.IncompleteRead(b"", size - here)


def _settle(row: Row, part: Path, target: Path) -> None:
    """Give the finished file its name, or remove it where its checksum is wrong."""
    if not verify(part.read_bytes(), row):
        part.unlink()
        raise ModelError(
            f"{shown(row.url)}: what was downloaded is not the registered file (wrong sha256); "
            "try again, or update artline"
        )
    part.replace(target)


def _unreachable(row: Row, target: Path, error: Exception) -> ModelError:
    if isinstance(error, urllib.error.HTTPError):
        reason = f"the server answered {error.code}"
    elif isinstance(error, http.client.IncompleteRead):
        reason = "the connection was cut; run it again to go on"
    else:
        reason = str(getattr(error, "reason", error)).strip() or type(error).__name__
    return ModelError(
        f"{shown(row.file)}: cannot be downloaded ({shown(reason)}); "
        f"fetch {shown(row.url)} by hand and put it into {shown(target.parent)}"
    )
