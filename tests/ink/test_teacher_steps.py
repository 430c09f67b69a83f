"""The teacher draws anatomy: eyes have ink, skin is paper on every tone, nothing at the border."""

import numpy as np
import pytest
from skimage.data import astronaut

from artline import pipeline
from artline.anatomy import beard
from artline.anatomy.pen import shape
from artline.faces.masks import mask_of
from artline.faces.topology import BROWS, CHEEKS, EYES, LIPS
from artline.fields.blur import blur
from artline.ink.teacher_steps import draw
from artline.nouns import Face

PHOTO = astronaut()
FACE = Face(0.34, 0.17, 0.54, 0.38, 1.0, ((0.40, 0.225), (0.48, 0.23)))
RGB = PHOTO.astype(np.float32) / 255


@pytest.fixture(scope="module")
def model():
    return pipeline.face_mesh()


@pytest.fixture(scope="module")
def mesh(model):
    return model.find(PHOTO, FACE)


@pytest.fixture(scope="module")
def drawn(mesh):
    return draw(RGB, everywhere(RGB), [mesh], [FACE])


def everywhere(rgb):
    return np.ones(rgb.shape[:2], np.float32)


def ink(channels):
    return np.maximum(channels["line"], channels["mass"])


def darkened(rgb, factor):
    """The photo with its skin darkened: what is skin-coloured keeps its hue, and loses light."""
    red, green, blue = (rgb[..., k] for k in range(3))
    skin = ((red > 0.35) & (red > 1.15 * green) & (green > blue)).astype(np.float32)
    return rgb * (1 - (1 - factor) * blur(skin, 1.5)[..., None])


def test_channels_are_ink_between_nought_and_one(drawn):
    for name in ("line", "mass", "scene", "pressure"):
        channel = drawn[name]
        assert channel.dtype == np.float32 and channel.shape == RGB.shape[:2]
        assert channel.min() >= 0 and channel.max() <= 1


def test_eyes_and_mouth_have_ink(drawn, mesh):
    """Both eyes have black in them, and paper too; the lips' ring holds a line."""
    for eye in EYES:
        inside = drawn["mass"][mask_of(mesh, (eye,), RGB.shape[:2])]
        assert 0.15 < (inside > 0.5).mean() < 0.95
    assert (ink(drawn)[mask_of(mesh, LIPS, RGB.shape[:2])] > 0.5).mean() > 0.05


@pytest.mark.parametrize("factor", [1.0, 0.6, 0.35])
def test_cheeks_are_paper_whatever_the_skin(mesh, factor):
    """Half as light and darker still, the cheeks stay white and the eyes keep their ink."""
    rgb = darkened(RGB, factor)
    channels = draw(rgb, everywhere(rgb), [mesh], [FACE])
    assert (ink(channels)[mask_of(mesh, CHEEKS, RGB.shape[:2])] > 0.5).mean() < 0.12
    assert (channels["mass"][mask_of(mesh, CHEEKS, RGB.shape[:2])] > 0.5).mean() < 0.02
    assert all((channels["mass"][mask_of(mesh, (eye,), RGB.shape[:2])] > 0.5).any() for eye in EYES)


def test_half_a_face_in_shade_has_the_same_features(mesh):
    """A smooth shadow over one half is no ink, and takes no eye away."""
    across = np.clip((np.arange(RGB.shape[1]) - mesh.points[:, 0].mean()) / 40 + 0.5, 0, 1)
    rgb = (RGB * (0.35 + 0.65 * across)[None, :, None]).astype(np.float32)
    channels = draw(rgb, everywhere(rgb), [mesh], [FACE])
    assert (channels["pressure"][mask_of(mesh, CHEEKS, RGB.shape[:2])] > 0.5).mean() < 0.12
    for eye in EYES:
        assert (
            0.1 < (channels["pressure"][mask_of(mesh, (eye,), RGB.shape[:2])] > 0.5).mean() < 0.95
        )


def test_the_pen_presses_where_there_is_ink_and_not_always_alike(drawn):
    pressure = drawn["pressure"]
    assert (pressure >= drawn["mass"] - 1e-4).all()
    assert pressure[ink(drawn) > 0.5].min() > 0.45
    assert pressure[ink(drawn) < 0.01].mean() < 0.05
    grey = ((pressure > 0.2) & (pressure < 0.8)).sum() / (pressure > 0.2).sum()
    assert 0.05 < grey < 0.7


def test_hair_is_neither_a_helmet_nor_bare(drawn, mesh):
    """Around the forehead, above the oval, hair has black and strands of light."""
    top = mesh.points[[54, 103, 67, 109, 10, 338, 297, 332, 284]]
    centre = mesh.points.mean(0)
    ring = (centre + 1.35 * (top - centre)).astype(int)
    black = np.concatenate(
        [drawn["mass"][y - 6 : y + 7, x - 6 : x + 7].ravel() > 0.5 for x, y in ring]
    )
    assert 0.1 < black.mean() < 0.9


def unshaven(mesh, roughness):
    """The photo with lip and chin a quarter darker, and dark bristles as many as asked for."""
    zone = blur(shape(RGB.shape[:2], mesh.points[beard.ZONE]), 1.5)
    bristles = np.random.default_rng(3).random(RGB.shape[:2]).astype(np.float32)
    bristles = blur((bristles < roughness).astype(np.float32), 0.6)
    return (RGB * (1 - zone * np.minimum(0.3 + bristles, 0.9))[..., None]).astype(np.float32)


def test_stubble_is_drawn_and_a_shadow_on_the_chin_is_not(mesh):
    """Bristles make a beard; the same darkness without them does not."""
    chin = shape(RGB.shape[:2], mesh.points[beard.CHIN]) > 0.5
    rough, smooth = (
        draw(rgb, everywhere(rgb), [mesh], [FACE])["pressure"][chin].mean()
        for rgb in (unshaven(mesh, 0.15), unshaven(mesh, 0.0))
    )
    assert rough > smooth + 0.1


def test_pale_brows_are_drawn(mesh):
    """Brows bleached to a third of their darkness keep most of their ink."""
    brows = mask_of(mesh, BROWS, RGB.shape[:2]).astype(np.float32)
    pale = (RGB + (0.45 * blur(brows, 2.5))[..., None] * (1 - RGB)).astype(np.float32)
    inks = [draw(rgb, everywhere(rgb), [mesh], [FACE])["pressure"] for rgb in (RGB, pale)]
    before, after = (drawn[brows > 0.5].mean() for drawn in inks)
    assert after > 0.5 * before


def test_a_mirrored_photo_has_the_mirrored_drawing(model, drawn, mesh):
    """Landmarks move a little when mirrored; most of the ink must not."""
    turned = Face(0.46, 0.17, 0.66, 0.38, 1.0, ((0.52, 0.23), (0.60, 0.225)))
    rgb = np.ascontiguousarray(RGB[:, ::-1])
    other = model.find(np.ascontiguousarray(PHOTO[:, ::-1]), turned)
    mirrored = draw(rgb, everywhere(rgb), [other], [turned])
    first, second = ink(drawn) > 0.5, ink(mirrored)[:, ::-1] > 0.5
    assert (first & second).sum() > 0.75 * (first | second).sum()


def test_no_lines_at_the_border_nor_off_the_sitter(mesh):
    """A black frame around the picture and the background stay undrawn."""
    rgb = RGB.copy()
    rgb[:8] = rgb[-8:] = 0
    subject = everywhere(rgb)
    subject[:, 400:] = 0
    channels = draw(rgb, subject, [mesh], [FACE])
    assert channels["line"][[0, 1, -2, -1]].max() < 0.1
    assert ink(channels)[:, 410:].max() == 0


def test_a_photo_without_faces_is_drawn_all_the_same():
    channels = draw(RGB, everywhere(RGB), [], [])
    assert 0.01 < (ink(channels) > 0.5).mean() < 0.6


@pytest.mark.parametrize("value", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("size", [(1, 1), (5, 40), (64, 64)])
def test_empty_and_tiny_pictures_are_no_trouble(size, value):
    rgb = np.full((*size, 3), value, np.float32)
    channels = draw(rgb, np.zeros(size, np.float32), [], [FACE])
    assert ink(channels).max() == 0


def test_the_same_photo_gives_the_same_drawing(drawn, mesh):
    again = draw(RGB, everywhere(RGB), [mesh], [FACE])
    assert all(np.array_equal(again[name], drawn[name]) for name in drawn)
