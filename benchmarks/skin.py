"""Skin in look `cartoon` beside the photo's, per skin tone, on the fixed list of photos.

Mean lightness and hue of the face's skin (`artline.evaluate.metrics.skin_colour`), of the whole
scene painted at the size at which the network worked.
"""

from __future__ import annotations

import argparse
from collections import defaultdict

from benchmarks.edges import LIST
from benchmarks.listed import folders, listed
from benchmarks.measure import ROOT, spread
from benchmarks.report import Table


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of its own."""
    folders(parser)


def run(options: argparse.Namespace) -> list[Table]:
    """Every photo of the list, a row for each class of skin."""
    import numpy as np

    import artline
    from artline.evaluate.metrics.skin_colour import SkinShift, skin_shift
    from artline.photo.size import resized

    artist = artline.Artist()
    photos = [(row["skin"], path) for row, path in listed(LIST, options)]
    if options.tiny:
        photos = [("light", ROOT / "examples/photos/faces-083.jpg")]
    found: dict[str, list[SkinShift]] = defaultdict(list)
    for tone, path in photos:
        ink = artist.see(path, looks=["cartoon"])
        if not ink.meshes:
            continue
        photo = np.rint(resized(ink.photo.rgb, *ink.shape) * 255).astype(np.uint8)
        drawn = artist.finish(ink, look="cartoon", background="keep", size=max(ink.shape))
        # the sides of both are rounded by themselves
        painted = np.rint(resized(drawn.pixels, *ink.shape) * 255).astype(np.uint8)
        shift = skin_shift(photo, painted, ink.meshes[0])
        if shift is not None:
            found[tone].append(shift)
    columns = ("skin", "photos", "lightness, L*", "hue, degrees", "mean L*", "mean degrees")
    table = Table("painted skin minus the photo's", columns)
    for tone, shifts in found.items():
        light, hue = ([getattr(one, name) for one in shifts] for name in ("lightness", "hue"))
        means = (f"{np.mean(values):+.2f}" for values in (light, hue))
        table.rows.append((tone, len(shifts), spread(light), spread(hue), *means))
    return [table]
