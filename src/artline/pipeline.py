"""The corridor: the only file that walks from a photo to a drawing. Read it first.

    read → see → finish → save

Nothing heavy is imported until a step needs it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from artline.looks import LOOKS
from artline.nouns import Drawing, Ink, Photo
from artline.settings import Settings

if TYPE_CHECKING:
    from os import PathLike
    from typing import BinaryIO

DEFAULT_MODEL = "portrait"
DEFAULT_MAX_PIXELS = 200_000_000


class Artist:
    """A model loaded once, that sees photos and finishes drawings. Safe to share by threads.

    Args:
        model: a registered name (`artline models`) or the path of an ONNX file with a contract.
        threads: threads of the network; None leaves it to the machine (all cores).
        max_pixels: photos with more pixels are refused before they are decoded.

    Raises:
        ModelError: unknown, damaged or missing model, or one without a valid contract.
        SettingError: `threads` or `max_pixels` out of range.
    """
