"""How every photo of a run is drawn, and the drawing of one of them."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, Literal

from artline.batch.names import STREAM, Job
from artline.batch.outcome import Outcome
from artline.errors import ArtlineError, ModelError, OutputError, OutputExistsError, shown
from artline.options import PageSettings, Settings
from artline.options.reading import DEFAULT_MAX_PIXELS, DEFAULT_MODEL
from artline.output.registry import FORMATS
from artline.output.target import make_folder
from artline.system import streams
from artline.system.paths import is_file
from artline.system.refusals import refusal

if TYPE_CHECKING:
    from concurrent.futures import Future

    from artline.api.artist import Artist
    from artline.nouns import Drawing, Photo


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
    """

    settings: Settings = field(default_factory=Settings)
    model: str = DEFAULT_MODEL
    threads: int | None = None
    max_pixels: int = DEFAULT_MAX_PIXELS
    damaged: bool = False
    existing: Literal["refuse", "skip", "replace"] = "refuse"
    keep_metadata: bool = False
    page: PageSettings = field(default_factory=PageSettings)


def check(order: Order) -> None:
    """Refuse an order by which nothing could be drawn, before a photo is opened.

    Raises:
        ModelError: unknown model, or no such file.
        SettingError: a number out of range.
    """
    from artline.api.artist import check as check_artist

    check_artist(order.model, order.threads, order.max_pixels)


def drawer(order: Order) -> Callable[[Job], Outcome]:
    """A function that draws one photo after another; the model is loaded when it is needed.

    It never raises for a photo's sake: what went wrong is in the outcome. A model that cannot be
    used raises ModelError, since no photo could be drawn.
    """
    loading: Future[Artist] | None = None

    def hired() -> Future[Artist]:
        nonlocal loading
        if loading is None or (loading.done() and loading.exception()):
            loading = _loading(order)  # once more where memory was short
        return loading

    return lambda job: _settled(job, order) or _drawn(hired, job, order)


def _loading(order: Order) -> Future[Artist]:
    """An artist who is loaded while the photo is read: most of that is done without Python."""
    from concurrent.futures import ThreadPoolExecutor

    def load() -> Artist:
        from artline.api.artist import Artist

        return Artist(
            order.model,
            threads=order.threads,
            max_pixels=order.max_pixels,
            damaged=order.damaged,
        )

    with_one_thread = ThreadPoolExecutor(1)
    loading = with_one_thread.submit(load)
    with_one_thread.shutdown(wait=False)
    return loading


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


def _drawn(hired: Callable[[], Future[Artist]], job: Job, order: Order) -> Outcome:
    start = time.perf_counter()

    def failed(why: str, trace: str = "") -> Outcome:
        seconds = time.perf_counter() - start
        return Outcome(job.photo, job.output, "failed", why, seconds, trace=trace)

    try:
        source = _source(job)
        loading = hired()
        photo = _read(source, job, order)
        drawing = loading.result().draw(photo, order.settings)
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
        *_pixels(drawing, job, order),
        notices,
    )


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


def _read(source: str | BinaryIO, job: Job, order: Order) -> Photo:
    """The photo.

    Raises:
        PhotoError: it cannot be read.
        OutputError: its drawing cannot be written in that size.
    """
    from artline import pipeline
    from artline.output.raster import check_size
    from artline.photo.size import output_size

    photo = pipeline.read(source, max_pixels=order.max_pixels, damaged=order.damaged)
    try:
        size = output_size(photo.height, photo.width, order.settings.size)
        check_size(*size, FORMATS[job.format])
    except OutputError as fault:
        raise OutputError(f"{shown(job.output)}: {fault}") from None
    return photo


def _saved(drawing: Drawing, job: Job, order: Order) -> tuple[str, ...]:
    """Write the drawing; its remarks, and of strokes what drawing them takes."""
    target: str | BinaryIO = job.output
    if job.output == STREAM:
        target = streams.stdout()
    else:
        make_folder(job.output)
    if FORMATS[job.format].kind == "picture":
        drawing.save(
            target,
            format=job.format,
            keep_metadata=order.keep_metadata,
            page=order.page,
        )
        return drawing.notices
    from artline.output.reach import for_format
    from artline.output.stroke_files import report

    strokes = drawing.strokes(for_format(order.page, job.format))
    strokes.save(target, format=job.format)
    return (*drawing.notices, str(report(strokes, job.format)))


def _pixels(drawing: Drawing, job: Job, order: Order) -> tuple[int, int]:
    """Width and height of what was written: of a picture on a page, those of the page."""
    if FORMATS[job.format].kind != "picture" or order.page.page is None:
        return drawing.width, drawing.height
    from artline.output.printed import printed_page

    page = printed_page(order.page, drawing.marks.width, drawing.marks.height)
    return page.width, page.height


def _unexpected(photo: str, fault: Exception) -> str:
    if (said := refusal(fault)) is not None:
        return f"{shown(photo)}: {said}"
    said = shown(f"{type(fault).__name__}: {fault}")
    return f"{shown(photo)}: artline is at fault ({said}); -v shows more, please report it"
