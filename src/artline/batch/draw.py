"""One photo in, one encoded drawing out: the callable that every engine runs."""

from __future__ import annotations

import time
import traceback
from dataclasses import dataclass, field
from typing import Any

from artline.batch.facts import Facts, facts_of
from artline.batch.faults import kind_of_fault
from artline.errors import ArtlineError, ModelError, shown
from artline.nouns import Drawing
from artline.options import OPTIONS, Frame, PageSettings, Settings, refuse_idle
from artline.options.files import KEEP_METADATA
from artline.options.places import DRAW
from artline.options.reading import DEFAULT_MAX_PIXELS, DEFAULT_MODEL
from artline.output.registry import FORMATS, format_of
from artline.system.refusals import refusal


@dataclass(frozen=True, slots=True)
class Drawn:
    """What came of one photo.

    Attributes:
        drawing: the drawing's whole file; None where it failed.
        facts: of the drawing; None where it failed.
        error: one line saying why it failed, else None.
        kind: the kind of the failure, see `artline.batch.faults`; None where it is drawn.
        trace: Python's traceback where artline itself is at fault, else "".
    """

    drawing: bytes | None = None
    facts: Facts | None = None
    error: str | None = None
    kind: str | None = None
    trace: str = ""

    def row(self) -> dict[str, Any]:
        """Plain names and values, the same for every photo: a row of a table."""
        facts = self.facts or Facts(0, 0, 0, 0.0, 0.0)
        return {"drawing": self.drawing, "error": self.error, **facts.row()}


@dataclass(frozen=True)
class Draw:
    """Draws encoded photos and arrays, one a call; can be pickled, and sent to other machines.

    The model is loaded at the first call, once in a process, however many copies there are.

    Attributes:
        settings: how the drawings are finished.
        format: of the drawings' files, pictures or strokes: "png", "svg" …
        page: page, pens and machine; of pictures, page and resolution.
        model: name or path of the model.
        threads: threads of the network and of OpenCV, in this process; None is one per core.
        device: where the network runs: "cpu", "cuda", or "auto", which takes cuda where it is.
        max_pixels: photos with more are refused.
        damaged: draw what is left of damaged photos.
        keep_metadata: carry the photo's metadata over, without what is private.
        frame: how photos are turned, straightened and cropped.

    Raises:
        ModelError: unknown model, or no such file.
        SettingError: a value out of range, or one that would do nothing in that format.
        OutputError: no such format.
    """

    settings: Settings = field(default_factory=Settings)
    format: str = "png"
    page: PageSettings = field(default_factory=PageSettings)
    model: str = DEFAULT_MODEL
    threads: int | None = 1
    device: str = "auto"
    max_pixels: int = DEFAULT_MAX_PIXELS
    damaged: bool = False
    keep_metadata: bool = False
    frame: Frame = field(default_factory=Frame)

    def __post_init__(self) -> None:
        from artline.api.artist import check

        check(self.model, self.threads, self.max_pixels, self.device)
        object.__setattr__(self, "format", format_of(None, self.format).name)
        values = {**self.settings.values, **self.page.values}
        given = [*self.settings.changed, *self.page.changed]
        given += [KEEP_METADATA.name] if self.keep_metadata else []
        refuse_idle(OPTIONS, given, {**values, "command": DRAW, "format": self.format})

    def __call__(self, photo: Any, name: str | None = None) -> Drawn:
        """Draw a photo; what is wrong with it is in the answer and raises nothing.

        Args:
            photo: a file's bytes, an array (see `artline.draw`), a path or a Pillow image.
            name: what to call it in messages.

        Raises:
            ModelError: the model cannot be used, so no photo could be drawn.
        """
        try:
            drawing, facts = self.encoded(photo, name)
        except ModelError:
            raise
        except Exception as fault:
            said, trace = why_failed(name or "photo", fault)
            return Drawn(error=said, kind=kind_of_fault(fault), trace=trace)
        return Drawn(drawing, facts)

    def encoded(self, photo: Any, name: str | None = None) -> tuple[bytes, Facts]:
        """The drawing's file and its facts; arguments as of a call.

        Raises:
            ArtlineError: the photo cannot be read, drawn, or written in this format.
        """
        from artline import pipeline
        from artline.batch.hired import hire
        from artline.output.raster import check_size
        from artline.photo.size import output_size

        start = time.perf_counter()
        loading = hire(self.model, self.threads, self.device)
        read = pipeline.read(photo, max_pixels=self.max_pixels, damaged=self.damaged, name=name)
        if self.frame != Frame():
            read = loading.result().framed(read, self.frame)
        size = output_size(read.height, read.width, self.settings.size)
        check_size(*size, FORMATS[self.format])
        drawing = loading.result().draw(read, self.settings)
        if FORMATS[self.format].kind == "picture":
            data = pipeline.encode(
                drawing, self.format, keep_metadata=self.keep_metadata, page=self.page
            )
            notices = drawing.notices
        else:
            from artline.output import stroke_files
            from artline.output.reach import for_format

            strokes = drawing.strokes(for_format(self.page, self.format))
            data = stroke_files.encode(strokes, self.format)
            notices = (*drawing.notices, str(stroke_files.report(strokes, self.format)))
        return data, facts_of(drawing, self._size(drawing), time.perf_counter() - start, notices)

    def _size(self, drawing: Drawing) -> tuple[int, int]:
        """Width and height of what is written: of a picture on a page, those of the page."""
        if FORMATS[self.format].kind != "picture" or self.page.page is None:
            return drawing.width, drawing.height
        from artline.output.printed import printed_page

        sheet = printed_page(self.page, drawing.marks.width, drawing.marks.height)
        return sheet.width, sheet.height


def why_failed(name: str, fault: Exception) -> tuple[str, str]:
    """Why a photo could not be drawn, in one line, and a traceback where artline is at fault."""
    if isinstance(fault, ArtlineError):
        return str(fault), ""
    if isinstance(fault, MemoryError):
        return f"{shown(name)}: not enough memory; try --size or fewer workers (-j 1)", ""
    if (said := refusal(fault)) is None:
        said = shown(f"{type(fault).__name__}: {fault}")
        said = f"artline is at fault ({said}); -v shows more, please report it"
    return f"{shown(name)}: {said}", traceback.format_exc()
