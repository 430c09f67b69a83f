"""Whatever a decoder throws at hostile data, as one of our errors in one line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from artline.errors import (
    ArtlineError,
    MemoryShortError,
    PhotoTooLargeError,
    PhotoTruncatedError,
    PhotoUnsupportedError,
    shown,
)
from artline.photo.source import unreadable

RARE_LAYOUT = ("unknown pixel mode", "unknown data organization", "Unsupported BMP")
"""How Pillow begins to say that it understood a header and has no decoder for it."""

_EXTRAS = {
    "HEIF": ("HEIC needs", "heif"),
    "JXL": ("JPEG XL needs", "jxl"),
    "RAW": ("camera raw files need", "raw"),
}
"""Kind of file → what its extra is for, and the extra's name."""


@contextmanager
def refusals(name: str, kind: str) -> Iterator[None]:
    """Turn whatever is raised into a refusal.

    Pillow's plugins raise SyntaxError, struct.error, ValueError, OSError, EOFError, TypeError
    and a dozen more; none of them means anything but that the file is damaged.
    """
    from PIL.Image import DecompressionBombError

    try:
        yield
    except ArtlineError:
        raise
    except MemoryError as error:
        raise MemoryShortError(
            f"{shown(name)}: not enough memory to decode it; make it smaller or close programs"
        ) from error
    except ImportError as error:
        if kind not in _EXTRAS:
            raise
        needs, extra = _EXTRAS[kind]
        raise PhotoUnsupportedError(
            f'{shown(name)}: {needs} one more package; pip install "artline[{extra}]"'
        ) from error
    except DecompressionBombError as error:
        raise PhotoTooLargeError(
            f"{shown(name)}: more pixels than Pillow decodes in this format; save it as PNG"
        ) from error
    except Exception as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise unreadable(name, error) from error
        if str(error).startswith(RARE_LAYOUT):
            raise PhotoUnsupportedError(
                f"{shown(name)}: a {kind} of a rare pixel layout; save it again with 8 or 16 bits"
                " a channel"
            ) from error
        raise PhotoTruncatedError(
            f"{shown(name)}: the {kind} data ends early or is damaged; copy or download it again"
        ) from error
