"""A face's features made whole: where there is a hint of them, and no more than the face has."""

from dataclasses import replace

import numpy as np
import pytest
import skimage.data

from artline import pipeline
from artline.ink.features import PALEST, completed
from artline.ink.teacher.relief import BROW_TOP

RGB = (skimage.data.astronaut()[:448, :448] / 255).astype(np.float32)
SITTER = np.ones(RGB.shape[:2], np.float32)


@pytest.fixture(scope="module")
def mesh():
    """Her face's points."""
    pixels = np.rint(RGB * 255).astype(np.uint8)
    return pipeline.face_mesh().find(pixels, pipeline.face_finder().find(pixels)[0])


def seen(hint: float, rgb=RGB, mesh=None, **more):
    """Line and pressure of a network that saw so much everywhere, made whole."""
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
    x, y = mesh.points[[199, 200]].mean(0).astype(int)
    assert seen(0.2, mesh=mesh)["pressure"][y, x] > 0.3
    assert seen(0.03, mesh=mesh)["pressure"][y, x] < 0.06
