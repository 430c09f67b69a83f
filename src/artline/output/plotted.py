"""A drawing becomes strokes on the page, or on the bed, that was chosen."""

from __future__ import annotations

from typing import Unpack

from artline.errors import SettingError, shown
from artline.nouns import Drawing, Plot
from artline.options import ON_PAGE, PageSettings, refuse_idle
from artline.options.keywords import PageOptions


def plotted(drawing: Drawing, page: PageSettings, kind: str) -> Plot:
    """A drawing as the strokes of a file of that format.

    Raises:
        SettingError: a page or machine that is refused.
        OutputError: see `Drawing.strokes`.
    """
    from artline.output import reach

    on_page = reach.for_format(page, kind)
    reach.refuse_beyond(on_page, kind)
    return strokes(drawing, on_page)


def strokes(
    drawing: Drawing, page: PageSettings | None = None, /, **options: Unpack[PageOptions]
) -> Plot:
    """A drawing as paths of a pen; see `Drawing.strokes`."""
    from artline.output.reach import bed_of
    from artline.strokes.plot import strokes_of

    if page is not None and options:
        raise SettingError(f"{shown(next(iter(options)))}: give a page or options, not both")
    chosen = PageSettings.choose(**options) if page is None else page
    refuse_idle(ON_PAGE, chosen.changed, {**drawing.settings.values, **chosen.values})
    bed = bed_of(chosen, drawing.marks.width, drawing.marks.height)
    return strokes_of(drawing, chosen, bed)
