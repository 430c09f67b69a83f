"""A face's features made whole: where there is a hint of them, and no more than the face has."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import skimage.data
from PIL import Image

from artline import pipeline
from artline.anatomy.relief import BROW_TOP
from artline.ink.features import PALEST, completed

PHOTOS = Path(__file__).parents[2] / "examples" / "photos"
RGB = (skimage.data.astronaut()[:448, :448] / 255).astype(np.float32)
SITTER = np.ones(RGB.shape[:2], np.float32)


@pytest.fixture(scope="module")
def mesh():
    """Her face's points."""
    pixels = np.rint(RGB * 255).astype(np.uint8)
    return pipeline.face_mesh().find(pixels, pipeline.face_finder().find(pixels)[0])


def seen(hint: float, rgb=RGB, mesh=None, **more):
    """Line and pressure of a network that saw ink of `hint` everywhere, made whole."""
    plane = np.full(RGB.shape[:2], hint, np.float32)
    return completed({"line": plane, "pressure": plane, **more}, rgb, SITTER, [mesh])


def along(channels, mesh, points) -> float:
    """The mean of the hardest touch near each of these points."""
    pressure = channels["pressure"]
    return float(
        np.mean(
            [
                pressure[y - 3 : y + 4, x - 3 : x + 4].max()
                for x, y in mesh.points[points].astype(int)
            ]
        )
    )


def bearded():
    """The photo of a man with a beard, and his face's points."""
    photo = Image.open(PHOTOS / "faces-079.jpg").convert("RGB").resize((448, 448))
    pixels = np.asarray(photo)
    face = pipeline.face_finder().find(pixels)[0]
    return (pixels / 255).astype(np.float32), pipeline.face_mesh().find(pixels, face)


CHIN = [199, 200]
JAW, LOWER_LIP = [150, 176, 152, 400, 379], [84, 17, 314]


def test_a_hint_of_a_jaw_is_made_whole_and_none_is_invented(mesh):
    """Protects chins from opening, and hands before a face from getting one."""
    assert along(seen(0.05, mesh=mesh), mesh, JAW) > 0.4
    nothing = seen(0.0, mesh=mesh)
    assert nothing["pressure"].max() == 0 and nothing["line"].max() == 0


def test_what_was_given_stays_and_other_channels_too(mesh):
    given = np.full(RGB.shape[:2], 0.05, np.float32)
    mass = given.copy()
    made = completed({"line": given, "pressure": given, "mass": mass}, RGB, SITTER, [mesh])
    assert made["mass"] is mass and (given == np.float32(0.05)).all()
    assert completed({"line": given, "pressure": given}, RGB, SITTER, [])["line"].max() < 0.06


def test_no_outline_is_drawn_around_teeth(mesh):
    """Protects smiles: the wider a mouth is open, the less of its lips is drawn."""
    wide = mesh.points.copy()
    wide[14] += (0, 12)
    closed, opened = (
        along(seen(0.05, mesh=replace(mesh, points=points)), mesh, LOWER_LIP)
        for points in (np.where(np.arange(len(wide))[:, None] == 14, mesh.points[13], wide), wide)
    )
    assert closed > opened + 0.1


def test_a_fair_brow_is_paler_than_a_dark_one(mesh):
    """Protects fair sitters from looking stern: a brow is as dark against skin as the photo's."""
    fair = np.full_like(RGB, 0.75)
    dark = fair.copy()
    brow = mesh.contours[0][BROW_TOP].astype(int)
    low, high = brow.min(0) - 6, brow.max(0) + 14
    dark[low[1] : high[1], low[0] : high[0]] = 0.1
    x, y = brow.mean(0).astype(int)
    near = (slice(y - 4, y + 6), slice(x - 4, x + 4))
    assert seen(1.0, fair, mesh)["pressure"][near].min() < PALEST + 0.25
    assert seen(1.0, dark, mesh)["pressure"][near].min() > 0.95


def test_whiskers_are_darkened_and_a_bare_chin_is_not(mesh):
    """Protects beards, which a network sees too faintly, and chins without one."""
    rgb, beard = bearded()
    wash = np.full(rgb.shape[:2], 0.2, np.float32)
    made = completed({"line": wash, "pressure": wash}, rgb, np.ones_like(wash), [beard])
    x, y = beard.points[CHIN].mean(0).astype(int)
    assert made["pressure"][y, x] > 0.3
    x, y = mesh.points[CHIN].mean(0).astype(int)
    assert seen(0.2, mesh=mesh)["pressure"][y, x] < 0.06
    assert seen(0.03, mesh=mesh)["pressure"][y, x] < 0.06


def test_whiskers_are_strokes_and_stay_apart():
    """Protects beards from one grey: strokes get darker, the paper between them stays."""
    rgb, beard = bearded()
    strokes = np.zeros(rgb.shape[:2], np.float32)
    strokes[:, ::6] = strokes[:, 1::6] = 0.3
    made = completed({"line": strokes, "pressure": strokes}, rgb, np.ones_like(strokes), [beard])
    x, y = beard.points[CHIN].mean(0).astype(int)
    near = (slice(y - 4, y + 5), slice(6 * (x // 6) - 12, 6 * (x // 6) + 12))
    whiskers = strokes[near] > 0
    assert made["pressure"][near][whiskers].min() > 0.4
    assert made["pressure"][near][~whiskers].max() < 0.05
