"""How every photo of a run is drawn, and the drawing of one of them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Literal

from artline.batch.draw import Draw, why_failed
from artline.batch.facts import Facts
from artline.batch.names import STREAM, Job
from artline.batch.outcome import Outcome
from artline.errors import ModelError, OutputError, OutputExistsError, shown
from artline.options import Frame, PageSettings, Settings
from artline.options.reading import DEFAULT_MAX_PIXELS, DEFAULT_MODEL
from artline.output.target import make_folder
from artline.system import streams
from artline.system.paths import is_file


@dataclass(frozen=True, slots=True)
class Order:
    """How every photo of a run is drawn.

    Attributes:
        settings: how the drawings are finished.
        model: name or path of the model.
        threads: threads of the network in each worker; None leaves it to the machine.
        max_pixels: photos with more are refused.
        damaged: draw what is left of damaged photos.
        existing: what to do where the output is already there.
        keep_metadata: carry the photo's metadata over.
        page: page, pens and machine; of pictures, page and resolution.
        device: where the network runs, see `Draw`.
        frame: how photos are turned, straightened and cropped.
    """

    settings: Settings = field(default_factory=Settings)
    model: str = DEFAULT_MODEL
    threads: int | None = None
    max_pixels: int = DEFAULT_MAX_PIXELS
    damaged: bool = False
    existing: Literal["refuse", "skip", "replace"] = "refuse"
    keep_metadata: bool = False
    page: PageSettings = field(default_factory=PageSettings)
    device: str = "auto"
    frame: Frame = field(default_factory=Frame)

    def draw(self, format: str) -> Draw:  # noqa: A002 - as everywhere
        """The callable that draws so, as files of a format."""
        return Draw(
            self.settings,
            format,
            self.page,
            self.model,
            self.threads,
            self.device,
            self.max_pixels,
            self.damaged,
            self.keep_metadata,
            self.frame,
        )


def check(order: Order) -> None:
    """Refuse an order by which nothing could be drawn, before a photo is opened.

    Raises:
        ModelError: unknown model, or no such file.
        SettingError: a number out of range.
    """
    from artline.api.artist import check as check_artist

    check_artist(order.model, order.threads, order.max_pixels, order.device)


def drawer(order: Order) -> Callable[[Job], Outcome]:
    """A function that draws one photo after another; the model is loaded when it is needed.

    It never raises for a photo's sake: what went wrong is in the outcome. A model that cannot be
    used raises ModelError, since no photo could be drawn.
    """
    return lambda job: _settled(job, order) or _drawn(job, order)


def _settled(job: Job, order: Order) -> Outcome | None:
    """The outcome of a job that needs no drawing, else None."""
    if job.output == STREAM or order.existing == "replace" or not is_file(job.output):
        return None
    if order.existing == "skip":
        return Outcome(job.photo, job.output, "skipped")
    fault = OutputExistsError(
        f"{shown(job.output)}: already there; --force replaces it, --skip-existing leaves it"
    )
    return Outcome(job.photo, job.output, "failed", str(fault))


def _drawn(job: Job, order: Order) -> Outcome:
    start = time.perf_counter()
    try:
        source = _source(job)
        data, facts = _encoded(source, job, order)
        _put(data, job)
    except (ModelError, BrokenPipeError):
        raise
    except Exception as fault:
        why, trace = why_failed(job.photo, fault)
        seconds = time.perf_counter() - start
        return Outcome(job.photo, job.output, "failed", why, seconds, trace=trace)
    seconds = time.perf_counter() - start
    size = facts.width, facts.height
    return Outcome(job.photo, job.output, "drawn", None, seconds, *size, facts.notices)


def _encoded(source: str | BinaryIO, job: Job, order: Order) -> tuple[bytes, Facts]:
    """The drawing's file.

    Raises:
        OutputError: names the file that cannot be written.
    """
    try:
        return order.draw(job.format).encoded(source)
    except OutputError as fault:
        raise OutputError(f"{shown(job.output)}: {fault}") from None


def _source(job: Job) -> str | BinaryIO:
    """What to read, once it is known that it is there and that its drawing can be written.

    Raises:
        PhotoError: it cannot be opened.
        OutputError: nothing can be written where the drawing shall go.
    """
    from artline.output.target import check_target
    from artline.photo.source import opened

    if job.photo == STREAM:
        source: str | BinaryIO = streams.stdin()
    else:
        source = job.photo
        with opened(job.photo, job.photo):
            pass  # a name that is wrong is told before a folder that is
    if job.output == STREAM:
        streams.stdout()
    else:
        check_target(job.output)
    return source


def _put(data: bytes, job: Job) -> None:
    """Write the drawing, whole or not at all."""
    from artline.output.raster import put, write

    if job.output == STREAM:
        write(data, streams.stdout(), job.format)
        return
    make_folder(job.output)
    put(data, Path(job.output))
