"""`artline info`: what artline understood of a photo."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from artline.cli.help import Command
from artline.cli.options import artist_options, json_option, verbose_option
from artline.cli.place import PHOTO
from artline.cli.sheets import source
from artline.system import streams

if TYPE_CHECKING:
    from artline.nouns import Ink


EXAMPLES = (
    ("artline info photo.jpg", "In words:"),
    ("artline info photo.jpg --json", "For a program:"),
)


@click.command(cls=Command, examples=EXAMPLES)
@click.argument("photo", type=PHOTO, metavar="PHOTO")
@json_option("The same")
@artist_options
@verbose_option
def info(
    *,
    photo: str,
    as_json: bool,
    model: str,
    threads: int | None,
    max_pixels: int,
    damaged: bool,
) -> None:
    """Tell what was understood of a photo.

    File, colours, turning, faces, how much of it is the sitter, and at what size the model looks.
    """
    from artline.api.artist import Artist

    artist = Artist(model, threads=threads, max_pixels=max_pixels, damaged=damaged)
    known = _known(artist.see(source(photo), looks=()))
    if as_json:
        streams.give(json.dumps(known))
        return
    for name, value in _told(known):
        streams.give(f"{name:12}  {value}")


def _known(ink: Ink) -> dict[str, Any]:
    photo, origin = ink.photo, ink.photo.origin
    return {
        "photo": photo.name,
        "width": photo.width,
        "height": photo.height,
        "format": origin.format,
        "mode": origin.mode,
        "frames": origin.frames,
        "dpi": origin.dpi,
        "orientation": origin.orientation,
        "profile": origin.profile,
        "alpha": photo.alpha is not None,
        "model": ink.model,
        "working_width": ink.shape[1],
        "working_height": ink.shape[0],
        "pitch": round(ink.pitch, 3),
        "sitter": round(ink.coverage, 4),
        "faces": [
            {
                name: round(float(getattr(face, name)), 4)
                for name in ("left", "top", "right", "bottom", "score")
            }
            for face in ink.faces
        ],
        "notices": [*photo.notices, *ink.notices],
    }


def _told(known: dict[str, Any]) -> list[tuple[str, str]]:
    turned = "upright" if known["orientation"] == 1 else f"{known['orientation']}, turned upright"
    profile = (
        f"{known['profile']}, converted to sRGB" if known["profile"] else "none, taken as sRGB"
    )
    frames = f", {known['frames']} frames" if known["frames"] > 1 else ""
    dpi = f", {known['dpi'][0]:g} dpi" if known["dpi"] else ""
    heights = [f"{face['bottom'] - face['top']:.0%}" for face in known["faces"]]
    faces = f"{len(heights)}, {', '.join(heights)} of the height" if heights else "none found"
    return [
        ("size", f"{known['width']}×{known['height']} pixels{dpi}"),
        ("format", f"{known['format']}, {known['mode']}{frames}"),
        ("orientation", turned),
        ("profile", profile),
        ("transparency", "yes, laid on white" if known["alpha"] else "none"),
        ("working size", f"{known['working_width']}×{known['working_height']} ({known['model']})"),
        ("faces", faces),
        ("sitter", f"{known['sitter']:.0%} of the picture"),
        *(("note", notice) for notice in known["notices"]),
    ]
