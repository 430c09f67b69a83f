"""Which contents are drawn, or are being drawn: photos with the same bytes are drawn once."""

from __future__ import annotations

from artline.batch.engine import LATER


class Contents:
    """The desk at which the workers of a run ask.

    Args:
        drawn: content → its drawing, of earlier runs.
    """

    def __init__(self, drawn: dict[str, str]) -> None:
        self._drawn = {bytes.fromhex(content): output for content, output in drawn.items()}
        self._drawing: set[bytes] = set()

    def claim(self, content: str) -> str | None:
        """See `Desk.claim`."""
        key = bytes.fromhex(content)
        if key in self._drawn:
            return self._drawn[key]
        if key in self._drawing:
            return LATER
        self._drawing.add(key)
        return None

    def settle(self, content: str, output: str | None) -> None:
        """Say where a content's drawing is; None where it failed, so that another may try."""
        key = bytes.fromhex(content)
        self._drawing.discard(key)
        if output is not None:
            self._drawn[key] = output

    def release_all(self) -> None:
        """Nobody is drawing: workers that were lost do not say what they were drawing."""
        self._drawing.clear()
