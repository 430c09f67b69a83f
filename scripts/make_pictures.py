"""Draw the pictures of the documentation anew, as `make docs` does.

Every one is drawn from examples/photos by the package as it is, so that the documentation cannot
promise what artline does not do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from artline import Artist, Ink
from artline.looks import LOOKS
from artline.output.contact import contact_sheet

ROOT = Path(__file__).parents[1]
PHOTOS = ROOT / "examples" / "photos"
PICTURES = ROOT / "docs" / "pictures"
SHOWN_FIRST = ("astronaut", "faces-056", "faces-067", "faces-079", "faces-096")
BY_KNOBS = ("faces-079", "faces-083")
KNOBS = {"weight": (0.4, 2.5), "detail": (-1.0, 1.0), "shade": (-1.0, 1.0)}
PANEL = 320
SMALL_PANEL = 128
FITTING = 240
CHECKS = 40
QUALITY = 78

Picture = NDArray[np.uint8]


def main() -> None:
    """Draw all of them."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    artist = Artist(threads=2)
    inks = {path.stem: artist.see(path) for path in sorted(PHOTOS.glob("*.jpg"))}
    save("before-after", before_after(artist, [inks[name] for name in SHOWN_FIRST]))
    save("looks", looks(artist, inks["faces-056"]))
    save("knobs", knobs(artist, inks))
    for name in BY_KNOBS:
        half = -(-len(LOOKS) // 2)
        for part, some in enumerate((list(LOOKS)[:half], list(LOOKS)[half:]), 1):
            save(f"ends-{name}-{part}", ends(artist, inks[name], some))
    save("backgrounds", backgrounds(artist, inks["astronaut"]))
    save("colours", colours(artist, inks["faces-083"]))


def before_after(artist: Artist, inks: Sequence[Ink]) -> Picture:
    """Photos over their drawings, without a word."""
    photos = [_small(ink.photo.rgb) for ink in inks]
    drawings = [_small(artist.finish(ink, size=2 * PANEL).pixels) for ink in inks]
    return np.concatenate([np.concatenate(row, axis=1) for row in (photos, drawings)])


def looks(artist: Artist, seen: Ink) -> Picture:
    """A photo in every look."""
    pictures = [(name, _drawn(artist, seen, look=name)) for name in LOOKS]
    return contact_sheet([("photo", seen.photo.rgb), *pictures], panel=FITTING, columns=5)


def knobs(artist: Artist, inks: Mapping[str, Ink]) -> Picture:
    """A row for each knob: below neutral, neutral, above."""
    rows = (
        ("weight", "faces-067", (0.5, 1, 2)),
        ("detail", "faces-037", (-0.8, 0, 0.8)),
        ("shade", "faces-096", (-0.8, 0, 0.8)),
    )
    pictures = [
        (f"--{name} {value:g}", _drawn(artist, inks[photo], **{name: value}))
        for name, photo, values in rows
        for value in values
    ]
    return contact_sheet(pictures, panel=PANEL, columns=3)


def ends(artist: Artist, seen: Ink, names: Sequence[str]) -> Picture:
    """A row for each of some looks: as it is, then both ends of each knob that it has."""
    white = np.full((SMALL_PANEL, SMALL_PANEL, 3), 255, np.uint8)
    pictures: list[tuple[str, Picture]] = []
    for name in names:
        pictures.append((name, _drawn(artist, seen, look=name)))
        for knob, values in KNOBS.items():
            for value in values:
                if knob in LOOKS[name].knobs:
                    shown = _drawn(artist, seen, look=name, **{knob: value})
                    pictures.append((f"{knob} {value:g}", shown))
                else:
                    pictures.append(("", white))
    return contact_sheet(pictures, panel=SMALL_PANEL, columns=1 + 2 * len(KNOBS))


def backgrounds(artist: Artist, seen: Ink) -> Picture:
    """The sitter alone, in the scene, and on nothing."""
    names = ("white", "keep", "transparent")
    pictures = [(f"--background {name}", _drawn(artist, seen, background=name)) for name in names]
    pictures[2] = (pictures[2][0], _on_checks(pictures[2][1]))
    return contact_sheet([("photo", seen.photo.rgb), *pictures], panel=PANEL, columns=4)


def colours(artist: Artist, seen: Ink) -> Picture:
    """Coloured ink, coloured paper, and both exchanged."""
    chosen: Sequence[tuple[str, dict[str, Any]]] = (
        ("--ink crimson", {"ink": "crimson"}),
        ("--ink midnightblue --paper linen", {"ink": "midnightblue", "paper": "linen"}),
        ("--invert", {"invert": True}),
    )
    pictures = [(label, _drawn(artist, seen, **knobs)) for label, knobs in chosen]
    return contact_sheet(pictures, panel=PANEL, columns=3)


def save(name: str, picture: Picture) -> None:
    """Write a picture as WebP, and say so."""
    path = PICTURES / f"{name}.webp"
    Image.fromarray(picture).save(path, quality=QUALITY, method=6)
    print(f"{path.relative_to(ROOT)}  {path.stat().st_size / 1000:.0f} kB")


def _drawn(artist: Artist, seen: Ink, /, **knobs: Any) -> Picture:
    return artist.finish(seen, size=2 * PANEL, **knobs).pixels


def _small(pixels: Picture) -> Picture:
    """Scaled to the panel, as RGB."""
    image = Image.fromarray(pixels).convert("RGB")
    return np.asarray(image.resize((PANEL, PANEL), Image.Resampling.LANCZOS))


def _on_checks(pixels: Picture) -> Picture:
    """Transparency made visible."""
    rows, columns = np.indices(pixels.shape[:2]) // CHECKS
    checks = np.where((rows + columns) % 2, 255, 200).astype(np.uint8)
    sheet = Image.fromarray(np.dstack([checks] * 3)).convert("RGBA")
    return np.asarray(Image.alpha_composite(sheet, Image.fromarray(pixels)).convert("RGB"))


if __name__ == "__main__":
    main()
