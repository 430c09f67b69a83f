"""A drawing becomes a film: strokes, the picture that they uncover, and the file of both."""

from __future__ import annotations

from artline.nouns import Drawing
from artline.options import ON_PAGE, PageSettings
from artline.options.film import FilmSettings
from artline.options.kinds import MM_PER_INCH
from artline.output.film import FILM_PEN, FILM_TOLERANCE, MARGIN, page_of
from artline.output.plotted import strokes
from artline.output.printed import printed


def film(drawing: Drawing, chosen: FilmSettings, kind: str) -> bytes:
    """The bytes of a film in which a drawing is drawn.

    Args:
        drawing: what is drawn; its own size does not count.
        chosen: shape and length.
        kind: "gif", "mp4" or "svg".

    Raises:
        OutputError: no such film, nothing to draw, or an extra is missing.
    """
    from artline.output import film_files

    kind = film_files.film_format(kind)
    across, down = page_of(chosen, drawing.marks.width, drawing.marks.height)
    page = {"page": f"{across}x{down}mm", "margin": MARGIN}
    traced = {"pen": FILM_PEN, "tolerance": FILM_TOLERANCE, "order": "artist", "animate": True}
    known = {**drawing.settings.values, **PageSettings().values, "format": "svg"}
    counting = {name: v for name, v in traced.items() if ON_PAGE[name].counts(known)}
    plot = strokes(drawing, PageSettings.choose(**page, **counting))
    if kind == "svg":
        return film_files.encode_svg(plot, chosen)
    dpi = round(MM_PER_INCH * film_files.PIXELS_PER_MM[kind])
    picture = printed(drawing, PageSettings.choose(**page, dpi=dpi))
    encoders = {"gif": film_files.encode_gif, "mp4": film_files.encode_mp4}
    paper = drawing.settings.paper_rgb
    return encoders[kind](film_files.opaque(picture, paper), paper, plot, chosen.seconds)
