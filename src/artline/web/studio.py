"""State of a running server: the artist, two work queues, the inks, the upload allowance."""

from __future__ import annotations

from fastapi import Request

from artline.api.artist import Artist
from artline.web.config import Config
from artline.web.inks import Inks
from artline.web.uploads import Allowance
from artline.web.work import WorkQueue


class Studio:
    """State shared by all requests.

    `seeing` runs the network and traces strokes. `finishing` draws from inks, in threads of its
    own, so that a changed setting is answered while new photos wait.

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
        """Stop both queues; running work ends at its next step."""
        self.seeing.close()
        self.finishing.close()


def studio_of(request: Request) -> Studio:
    """The studio of the app that serves a request."""
    studio: Studio = request.app.state.studio
    return studio
