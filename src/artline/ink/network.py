"""One ONNX Runtime session that turns pixels into ink. Safe to share by threads."""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
from numpy.typing import NDArray

from artline.errors import MemoryShortError, ModelError, shown
from artline.ink.tiles import Seen
from artline.models.contract import Contract, Node, read_contract
from artline.models.session import giving_back, is_memory_short, open_session
from artline.system.cores import cores


class Network:
    """A drawing model, loaded.

    Args:
        data: the whole ONNX file.
        name: the model's name or path, for messages.
        threads: threads for one photo; None is one per core.
        device: where it runs, see `open_session`.

    Raises:
        ModelError: not an ONNX model, or one without a valid contract.
    """

    contract: Contract

    def __init__(
        self, data: bytes, name: str, *, threads: int | None = None, device: str = "cpu"
    ) -> None:
        self.name = name
        self._session = open_session(data, name, threads=threads, device=device)
        self._first = True
        # More passes at a time than there are cores for would each hold a pass's memory, 150 MB,
        # and take each other's cores.
        self._passes = threading.BoundedSemaphore(max(1, cores() // (threads or cores())))
        self.contract = read_contract(
            name,
            self._session.get_modelmeta().custom_metadata_map,
            _nodes(self._session.get_inputs()),
            _nodes(self._session.get_outputs()),
        )

    def __call__(self, rgb: NDArray[np.float32]) -> Seen:
        """See a photo once.

        The photo is continued to the right and below by its own edge where its size is no
        multiple of `contract.multiple`, and what was seen there is cut off.

        Args:
            rgb: float32 h×w×3, sRGB 0..1, any size from 1×1.

        Returns:
            Channels by name, those of the hand and the parts among them, each float32 h×w 0..1,
            1 = ink or the part; and the subject, float32 h×w 0..1.

        Raises:
            MemoryShortError: the photo is too large for the memory there is.
            ModelError: the model failed, or its answer has another size than its contract says.
        """
        return self._see(rgb, self.contract.hand)

    def without_hand(self, rgb: NDArray[np.float32]) -> Seen:
        """This network without the channels of the hand, and without what they cost."""
        return self._see(rgb, ())

    def give_back(self) -> None:
        """Give memory that is kept for the next pass back to the system.

        ONNX Runtime does so at the end of a pass alone: a smallest one is made.
        """
        side = self.contract.multiple
        self._first = True
        self._see(np.zeros((side, side, 3), np.float32), ())

    def _see(self, rgb: NDArray[np.float32], hand: tuple[str, ...]) -> Seen:
        h, w = rgb.shape[:2]
        parts = self.contract.parts
        wanted = ["subject", "ink", *(["hand"] if hand else []), *(["parts"] if parts else [])]
        fed = {"photo": self._padded(rgb)}
        if self.contract.hand:
            fed["by_hand"] = np.array(bool(hand))
        # Most processes draw one photo, and then finish it in the memory that this pass gives back.
        # From the second on it is kept: to fetch it again takes a tenth of a pass.
        try:
            with self._passes:
                options, self._first = giving_back() if self._first else None, False
                subject, *inks = self._session.run(wanted, fed, options)
        except MemoryError:
            raise self._memory_short(h, w) from None
        except Exception as error:  # onnxruntime's errors share no other base class
            if is_memory_short(error):
                raise self._memory_short(h, w) from None
            reason = shown(str(error).splitlines()[0][:160])
            raise ModelError(
                f"{shown(self.name)}: failed on {w}×{h} pixels ({reason}); "
                "use a model from `artline models`"
            ) from None
        size = tuple(-(-side // self.contract.multiple) * self.contract.multiple for side in (h, w))
        for seen in (subject, *inks):
            if seen.shape[2:] != size:
                raise ModelError(
                    f"{shown(self.name)}: its answer to {size[1]}×{size[0]} pixels is "
                    f"{seen.shape[3]}×{seen.shape[2]}; use a model from `artline models`"
                )
        planes = [plane for ink in inks for plane in ink[0]]
        channels = {
            channel: np.ascontiguousarray(plane[:h, :w])
            for channel, plane in zip((*self.contract.channels, *hand, *parts), planes, strict=True)
        }
        return channels, np.ascontiguousarray(subject[0, 0, :h, :w])

    def _padded(self, rgb: NDArray[np.float32]) -> NDArray[np.float32]:
        """1×3×H×W, continued to multiples by repeating the last row and column."""
        h, w = rgb.shape[:2]
        below, right = (-side % self.contract.multiple for side in (h, w))
        planes = np.asarray(rgb, np.float32).transpose(2, 0, 1)[None]
        padding = ((0, 0), (0, 0), (0, below), (0, right))
        return np.ascontiguousarray(np.pad(planes, padding, mode="edge"))

    def _memory_short(self, h: int, w: int) -> MemoryShortError:
        return MemoryShortError(
            f"{shown(self.name)}: not enough memory for {w}×{h} pixels in one pass; "
            "close other programs"
        )


def _nodes(arguments: list[Any]) -> tuple[Node, ...]:
    return tuple(Node(a.name, a.type, tuple(a.shape)) for a in arguments)
