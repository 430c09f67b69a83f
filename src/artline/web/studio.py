"""What the server holds while it runs: one artist, its queues, the inks, the counts."""

from __future__ import annotations

from fastapi import Request

from artline.pipeline import Artist
from artline.web.config import Config
from artline.web.inks import Inks
from artline.web.uploads import Allowance
from artline.web.work import WorkQueue


class Studio:
    """One artist for all, and what keeps the crowd in order.

    Photos are seen, and strokes traced, in one queue; drawings of photos that were seen already
    are finished in another, so that a knob answers while somebody's folder is being worked off.

    Raises:
        ModelError: unknown, damaged or missing model.
    """

    def __init__(self, config: Config) -> None:
        limits = config.limits
        self.config = config
        self.limits = limits
        self.artist = Artist(config.model, threads=config.network_threads, max_pixels=limits.pixels)
        self.inks = Inks(limits)
        self.allowance = Allowance(limits.uploads)
        self.seeing = WorkQueue(
            "see", threads=limits.threads, waiting=limits.waiting, seconds=limits.work_seconds
        )
        self.finishing = WorkQueue(
            "finish", threads=limits.threads, waiting=2 * limits.waiting,
            seconds=limits.work_seconds,
        )  # fmt: skip

    def close(self) -> None:
        """End all work at its next step."""
        self.seeing.close()
        self.finishing.close()


def studio_of(request: Request) -> Studio:
    """The studio of the app that a request came to."""
    studio: Studio = request.app.state.studio
    return studio
