"""How every photo of a run is drawn, and the drawing of one of them."""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from artline.batch.names import STREAM, Job
from artline.batch.outcome import Outcome
from artline.errors import ArtlineError, ModelError, OutputError, OutputExistsError, shown
from artline.options import PageSettings, Settings
from artline.output.registry import FORMATS

if TYPE_CHECKING:
    from artline.api.artist import Artist
    from artline.nouns import Drawing


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
        make_folders: create the output's folder where it is missing.
        keep_metadata: carry the photo's metadata over.
        page: page, pens and machine, where strokes are written.
    """

    settings: Settings = field(default_factory=Settings)
    model: str = "portrait"
    threads: int | None = None
    max_pixels: int = 200_000_000
    damaged: bool = False
    existing: Literal["refuse", "skip", "replace"] = "refuse"
    make_folders: bool = False
    keep_metadata: bool = False
    page: PageSettings = field(default_factory=PageSettings)


def drawer(order: Order) -> Callable[[Job], Outcome]:
    """A function that draws one photo after another; the model is loaded when it is needed.

    It never raises for a photo's sake: what went wrong is in the outcome. A model that cannot be
    used raises ModelError, since no photo could be drawn.
    """
    artist: Artist | None = None

    def draw(job: Job) -> Outcome:
        nonlocal artist
        early = _settled(job, order)
        if early is not None:
            return early
        if artist is None:
            from artline.api.artist import Artist

            artist = Artist(
                order.model,
                threads=order.threads,
                max_pixels=order.max_pixels,
                damaged=order.damaged,
            )
        return _drawn(artist, job, order)

    return draw


def _settled(job: Job, order: Order) -> Outcome | None:
    """The outcome of a job that needs no drawing, else None."""
    if job.output == STREAM or order.existing == "replace" or not Path(job.output).is_file():
        return None
    if order.existing == "skip":
        return Outcome(job.photo, job.output, "skipped")
    fault = OutputExistsError(
        f"{shown(job.output)}: already there; --force replaces it, --skip-existing leaves it"
    )
    return Outcome(job.photo, job.output, "failed", str(fault))


def _drawn(artist: Artist, job: Job, order: Order) -> Outcome:
    start = time.perf_counter()

    def failed(why: str, trace: str = "") -> Outcome:
        seconds = time.perf_counter() - start
        return Outcome(job.photo, job.output, "failed", why, seconds, trace=trace)

    try:
        drawing = artist.draw(
            sys.stdin.buffer if job.photo == STREAM else job.photo, order.settings
        )
        if order.make_folders:
            _make_folder(Path(job.output).parent)
        notices = _saved(drawing, job, order)
    except (ModelError, BrokenPipeError):
        raise
    except ArtlineError as fault:
        return failed(str(fault))
    except MemoryError:
        return failed(f"{shown(job.photo)}: not enough memory; try --size or fewer workers (-j 1)")
    except Exception as fault:
        return failed(_unexpected(job.photo, fault), traceback.format_exc())
    return Outcome(
        job.photo,
        job.output,
        "drawn",
        None,
        time.perf_counter() - start,
        drawing.width,
        drawing.height,
        notices,
    )


def _saved(drawing: Drawing, job: Job, order: Order) -> tuple[str, ...]:
    """Write the drawing; its remarks, and of strokes what drawing them takes."""
    target = sys.stdout.buffer if job.output == STREAM else job.output
    if FORMATS[job.format].kind == "picture":
        drawing.save(target, format=job.format, keep_metadata=order.keep_metadata)
        return drawing.notices
    from artline.output.reach import for_format
    from artline.output.stroke_files import report

    strokes = drawing.strokes(for_format(order.page, job.format))
    strokes.save(target, format=job.format)
    return (*drawing.notices, str(report(strokes, job.format)))


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as fault:
        said = getattr(fault, "strerror", None) or str(fault)
        raise OutputError(f"{shown(folder)}: cannot be created: {said}") from fault


def _unexpected(photo: str, fault: Exception) -> str:
    said = shown(f"{type(fault).__name__}: {fault}")
    return f"{shown(photo)}: artline is at fault ({said}); -v shows more, please report it"
