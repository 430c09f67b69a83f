"""Where the bytes come from: a path, bytes, or a file object such as stdin's buffer."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from artline.errors import (
    PhotoMissingError,
    PhotoNotAnImageError,
    PhotoTooLargeError,
    PhotoUnreadableError,
    shown,
)
from artline.system.paths import is_address

_CHUNK = 1 << 20
"""Bytes read at a time."""


@contextmanager
def opened(path: str, name: str) -> Iterator[BinaryIO]:
    """A regular file, open for reading.

    Raises:
        PhotoMissingError: nothing there, a link that leads nowhere, or a folder.
        PhotoUnreadableError: the system refuses, or it is a pipe, socket or device: opening
            one of those could wait for ever.
    """
    stream = _open(path, name)
    try:
        yield stream
    finally:
        stream.close()


def _open(path: str, name: str) -> BinaryIO:
    try:
        mode = Path(path).stat().st_mode
        if stat.S_ISDIR(mode):
            raise PhotoMissingError(f"{shown(name)}: is a folder; name a photo in it")
        if not stat.S_ISREG(mode):
            raise PhotoUnreadableError(
                f"{shown(name)}: is a pipe, socket or device, not a file; pipe the photo in as -"
            )
        return Path(path).open("rb")
    except (PhotoMissingError, PhotoUnreadableError):
        raise
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise PhotoMissingError(_missing(path, name)) from None
    except PermissionError:
        raise PhotoUnreadableError(
            f"{shown(name)}: may not be read; change its permissions (chmod +r)"
        ) from None
    except OSError as error:
        raise unreadable(name, error) from error


def _missing(path: str, name: str) -> str:
    if is_address(path):
        return f"{shown(name)}: is an address, not a file; download it first (curl -o photo.jpg …)"
    if "\0" not in path and os.path.islink(path):  # noqa: PTH114 - never raises, Path's may
        return f"{shown(name)}: a link that leads nowhere; check what it points to"
    return f"{shown(name)}: no such file; check the name"


def unreadable(name: str, error: Exception) -> PhotoUnreadableError:
    """What to say when the system, not the picture, is at fault."""
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return PhotoUnreadableError(
        f"{shown(name)}: cannot be read ({shown(reason)}); check the file and the disk"
    )


def drained(stream: Any, name: str, most: int) -> BinaryIO:
    """Everything a file object gives, from its beginning where it can be wound back.

    Args:
        stream: anything with `read`; need not be seekable.
        name: for messages.
        most: bytes after which it is refused, so that an endless pipe ends too.

    Raises:
        PhotoUnreadableError: its `read` fails, or it is not a blocking stream.
        PhotoNotAnImageError: it was opened as text.
        PhotoTooLargeError: more than `most` bytes.
    """
    memory = io.BytesIO()
    try:
        _rewind(stream)
        while chunk := stream.read(_CHUNK):
            if isinstance(chunk, str):
                raise PhotoNotAnImageError(
                    f'{shown(name)}: was opened as text; open it in binary mode ("rb")'
                )
            memory.write(chunk)
            if memory.tell() > most:
                raise PhotoTooLargeError(
                    f"{shown(name)}: more than {most:,} bytes, which the pixel limit cannot fill;"
                    " raise --max-pixels (max_pixels in Python) if it is a photo"
                )
    except (PhotoNotAnImageError, PhotoTooLargeError):
        raise
    except Exception as error:
        raise unreadable(name, error) from error
    memory.seek(0)
    return memory


def _rewind(stream: Any) -> None:
    """To the start, as Pillow does: whoever just wrote into a BytesIO stands at its end."""
    try:
        stream.seek(0)
    except (AttributeError, OSError, ValueError):
        if getattr(stream, "closed", False):
            raise
