"""Mesh, skin ink, smoke and likeness on a real face, and on its drawing made worse on purpose."""

import numpy as np
import pytest
from PIL import Image
from scipy.ndimage import gaussian_filter
from skimage.data import astronaut

from artline.evaluate.mesh import MeshFinder
from artline.evaluate.metrics import likeness, skin, smoke
from artline.evaluate.metrics.gray import MetricError
from artline.evaluate.metrics.lines import distance_to
from artline.faces.masks import mask_of
from artline.faces.topology import BROWS, CHEEKS, EYES, LIPS, NOSTRILS, OVAL
from artline.nouns import Face
from artline.nouns.mesh import Mesh

PHOTO = astronaut()
FACE = Face(0.34, 0.17, 0.54, 0.38, 1.0, ((0.40, 0.225), (0.48, 0.23)))

NO_IRISES = np.zeros((2, 5, 2), np.float32)


@pytest.fixture(scope="module")
def model() -> MeshFinder:
    return MeshFinder()


@pytest.fixture(scope="module")
def face(model) -> Mesh:
    found = model.find(PHOTO, FACE)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def sketch() -> np.ndarray:
    """Dark lines of the photo by local contrast: crude, and true to it."""
    light = PHOTO.mean(axis=2) / 255
    fine = gaussian_filter(light, 1.0) - gaussian_filter(light, 3.0)
    return np.clip(1 - np.clip(-fine - 0.012, 0, None) * 40, 0, 1)


def test_the_mesh_is_found_in_a_drawing_too(model, face, sketch) -> None:
    """And near the photo's own points; a blank sheet has none."""
    drawn = model.find_drawn(sketch, FACE)
    assert likeness.landmark_distance(face, drawn) < 0.08
    assert model.find_drawn(np.ones(PHOTO.shape[:2]), FACE) is None


def test_skin_is_neither_eyes_nor_lips_nor_hair(face) -> None:
    """Forehead under the fringe, cheeks and nose are in; eyes, lips and fringe are out."""
    bare = skin.skin_mask(PHOTO, face)
    shape = PHOTO.shape[:2]
    assert not (bare & mask_of(face, EYES, shape)).any()
    assert not (bare & mask_of(face, LIPS, shape)).any()
    assert not (bare & ~mask_of(face, OVAL, shape)).any()
    assert (bare & mask_of(face, CHEEKS, shape)).sum() > 0.7 * mask_of(face, CHEEKS, shape).sum()
    fringe = np.zeros(shape, bool)
    fringe[70:76, 200:260] = True
    assert (fringe & mask_of(face, OVAL, shape)).sum() > 200
    assert (bare & fringe).sum() < 0.1 * fringe.sum()


def test_ink_on_skin_is_seen_and_ink_elsewhere_is_not(face) -> None:
    """Blackened cheeks count by their share; blackened hair and eyes do not."""
    bare = skin.skin_mask(PHOTO, face)
    sheet = np.ones(bare.shape)
    assert skin.skin_ink(sheet, bare) == 0
    assert skin.skin_ink(np.zeros(bare.shape), bare) == 1
    sheet[~bare] = 0
    assert skin.skin_ink(sheet, bare) == 0
    cheeks = mask_of(face, CHEEKS, bare.shape)
    sheet[cheeks] = 0
    assert skin.skin_ink(sheet, bare) == pytest.approx((cheeks & bare).sum() / bare.sum())
    assert skin.skin_ink(sheet, np.zeros_like(bare)) is None
    with pytest.raises(MetricError, match="skin mask"):
        skin.skin_ink(sheet[1:], bare)


def test_a_grey_wash_on_a_cheek_is_smoke_by_its_share(face) -> None:
    """From 0.1 to 0.9 of ink; black and paper are none, whole or on the cheek."""
    area = smoke.smoke_area(PHOTO, face)
    sheet = np.ones(area.shape)
    assert smoke.smoke(sheet, area) == 0
    cheeks = mask_of(face, CHEEKS, area.shape)
    share = (cheeks & area).sum() / area.sum()
    assert share > 0.1
    for gray, counts in ((0.0, 0), (0.08, 0), (0.12, 1), (0.5, 1), (0.88, 1), (0.92, 0)):
        sheet[cheeks] = gray
        assert smoke.smoke(sheet, area) == pytest.approx(counts * share)
    assert smoke.smoke(np.zeros(area.shape), area) == 0
    assert smoke.smoke(np.full(area.shape, 0.5), area) == 1
    assert smoke.smoke(sheet, np.zeros_like(area)) is None
    with pytest.raises(MetricError, match="smoke area"):
        smoke.smoke(sheet[1:], area)


@pytest.mark.parametrize("rings", [BROWS, EYES, LIPS, NOSTRILS])
def test_grey_on_a_part_of_the_face_is_no_smoke(face, rings) -> None:
    """Nor within 3 px of it, 3 % of this face's height; 6 px off it is."""
    area = smoke.smoke_area(PHOTO, face)
    away = distance_to(mask_of(face, rings, area.shape))
    assert 100 < face.height < 115
    assert smoke.smoke(np.where(away <= 3, 0.5, 1.0), area) == 0
    assert smoke.smoke(np.where(away <= 6, 0.5, 1.0), area) > 0.01


def test_smoke_reaches_to_the_jaw_and_leaves_nostrils_and_hair_out(face) -> None:
    """The dark of both nostrils, the fringe and the background are no part of it."""
    area = smoke.smoke_area(PHOTO, face)
    oval = mask_of(face, OVAL, area.shape)
    assert not (area & ~oval).any()
    assert not area[np.s_[130:132, 215:219]].any()
    assert not area[np.s_[131:133, 229:233]].any()
    assert area[172, 220]
    assert not skin.skin_mask(PHOTO, face)[172, 220]
    fringe = np.zeros(area.shape, bool)
    fringe[70:76, 200:260] = True
    assert (area & fringe).sum() < 0.1 * (oval & fringe).sum()
    bearded = PHOTO.copy()
    chin = np.s_[160:166, 212:234]
    assert area[chin].all()
    bearded[chin] = (60, 45, 35)
    assert not smoke.smoke_area(bearded, face)[chin].any()


def test_a_beard_is_no_skin(face) -> None:
    """A chin painted dark brown leaves the skin; a cheek painted so stays in it."""
    before = skin.skin_mask(PHOTO, face)
    bearded = PHOTO.copy()
    chin = np.s_[160:166, 212:234]
    assert before[chin].all()
    bearded[chin] = (60, 45, 35)
    assert not skin.skin_mask(bearded, face)[chin].any()


def test_darker_skin_has_a_smaller_angle(face) -> None:
    """The same face with less light in its skin goes down Chardon's classes."""
    angles = [skin.typology_angle((PHOTO * factor).astype(np.uint8), face)
              for factor in (1.0, 0.8, 0.6, 0.4, 0.2)]  # fmt: skip
    assert angles == sorted(angles, reverse=True)
    assert skin.skin_class(angles[0]) in ("very light", "light")
    assert skin.skin_class(angles[-1]) == "dark"


def test_the_angle_by_hand() -> None:
    """A face of one colour: L* 60, b* 20 is arctan(10/20) = 26.6°, tan."""
    from skimage.color import lab2rgb

    flat = np.round(lab2rgb(np.full((64, 64, 3), (60.0, 10.0, 20.0))) * 255).astype(np.uint8)
    points = np.random.default_rng(0).uniform(10, 54, (468, 2)).astype(np.float32)
    angle = skin.typology_angle(flat, Mesh(points, NO_IRISES, 1.0))
    assert angle == pytest.approx(26.6, abs=1)
    assert skin.skin_class(angle) == "tan"


@pytest.mark.parametrize(
    ("angle", "name"),
    [(55.1, "very light"), (55, "light"), (41.1, "light"), (41, "intermediate"), (28, "tan"),
     (10, "brown"), (-30, "dark"), (-90, "dark")],
)  # fmt: skip
def test_chardons_classes(angle, name) -> None:
    """At their edges."""
    assert skin.skin_class(angle) == name


def test_the_gap_is_darkest_minus_lightest() -> None:
    """With n per class, lightest first; one class alone has no gap."""
    angles = [60.0] * 20 + [35.0] * 10 + [-40.0] * 15
    shares = [0.02] * 20 + [0.03] * 10 + [0.12] * 15
    report = skin.by_skin_class(angles, shares)
    assert [(c.name, c.share.n) for c in report.classes] == [
        ("very light", 20), ("intermediate", 10), ("dark", 15)
    ]  # fmt: skip
    assert report.gap.value == pytest.approx(0.1)
    assert skin.by_skin_class([60.0], [0.1]).gap is None
    lonely = skin.by_skin_class([*angles, -80.0 + 60], [*shares, 0.9])
    assert [c.share.n for c in lonely.classes] == [20, 10, 1, 15]
    four = skin.by_skin_class(angles[:34], shares[:34])
    assert four.gap.value == pytest.approx(0.01)
    with pytest.raises(MetricError):
        skin.by_skin_class([], [])
    with pytest.raises(MetricError):
        skin.by_skin_class([1.0], [])


def test_a_true_drawing_is_like_and_worse_ones_are_less(face, sketch) -> None:
    """Shifted, mirrored, without its lines, scribbled over: F1 falls each time."""
    true = likeness.edge_likeness(sketch, PHOTO, face)
    assert true.f1 > 0.6
    step = round(0.15 * face.interocular)
    scribble = sketch.copy()
    scribble[60:200:5, 160:290] = 0
    for worse in (np.roll(sketch, step, axis=1), sketch[:, ::-1], scribble):
        assert likeness.edge_likeness(np.ascontiguousarray(worse), PHOTO, face).f1 < true.f1 - 0.1
    half = sketch.copy()
    half[130:] = 1
    assert likeness.edge_likeness(half, PHOTO, face).recall < true.recall - 0.2


def made_face() -> Mesh:
    """A mesh whose oval is a circle of radius 90 about (100, 100), its eyes 96 px apart."""
    points = np.full((468, 2), 100, np.float32)
    turn = np.linspace(0, 2 * np.pi, len(OVAL[0]), endpoint=False)
    points[list(OVAL[0])] = 100 + 90 * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    points[[33, 263]] = [(52, 80), (148, 80)]
    return Mesh(points, NO_IRISES, 1.0)


def gray_photo(light: np.ndarray) -> np.ndarray:
    return np.repeat(np.round(light * 255).astype(np.uint8)[..., None], 3, axis=2)


def test_strong_edges_weigh_more_than_weak_ones() -> None:
    """Drawing the strong one of two edges is recalled for more than half."""
    x = np.broadcast_to(np.arange(200), (200, 200))
    photo = gray_photo(0.2 + 0.6 * (x > 70) + 0.15 * (x > 130))
    sheets = []
    for column in (70, 130):
        sheet = np.ones((200, 200))
        sheet[:, column : column + 2] = 0
        sheets.append(likeness.edge_likeness(sheet, photo, made_face()))
    strong, weak = sheets
    assert strong.recall > 0.55 > 0.45 > weak.recall > 0.3
    assert strong.precision > 0.9 < weak.precision


def test_the_jaw_lies_on_the_rim_and_counts() -> None:
    """An edge 3 px outside the mesh's oval belongs to the face."""
    y, x = np.indices((200, 200))
    radius = np.hypot(x - 100, y - 100)
    photo = gray_photo(np.where(radius < 93, 0.8, 0.3))
    jaw = np.where(abs(radius - 93) < 1.2, 0.0, 1.0)
    assert likeness.edge_likeness(jaw, photo, made_face()).f1 > 0.9
    assert likeness.edge_likeness(np.ones((200, 200)), photo, made_face()).f1 == 0


def test_likeness_of_empty_and_black_sheets(face) -> None:
    """Nothing drawn is nothing like; all black is hardly."""
    shape = PHOTO.shape[:2]
    assert likeness.edge_likeness(np.ones(shape), PHOTO, face).f1 == 0
    assert likeness.edge_likeness(np.zeros(shape), PHOTO, face).f1 < 0.5
    with pytest.raises(MetricError, match="sizes differ"):
        likeness.edge_likeness(np.ones((5, 5)), PHOTO, face)


def test_likeness_does_not_depend_on_the_pictures_size(face, sketch) -> None:
    """The same face at half size scores the same to 0.1."""
    half = np.array(Image.fromarray(PHOTO).resize((256, 256), Image.Resampling.BOX))
    small = np.clip(np.array(
        Image.fromarray(sketch.astype(np.float32)).resize((256, 256), Image.Resampling.BOX)
    ), 0, 1)  # fmt: skip
    whole = likeness.edge_likeness(sketch, PHOTO, face).f1
    assert likeness.edge_likeness(small, half, face.placed(0, 0, 0.5)).f1 == pytest.approx(
        whole, abs=0.1
    )


def test_a_face_half_out_of_the_picture_is_measured(face, sketch) -> None:
    """Cut at the eyes: numbers, no crash."""
    cut = np.ascontiguousarray(PHOTO[110:]), np.ascontiguousarray(sketch[110:])
    moved = face.placed(0, 110)
    assert 0 <= likeness.edge_likeness(cut[1], cut[0], moved).f1 <= 1
    assert skin.skin_mask(cut[0], moved).any()
    gone = face.placed(0, 4000)
    assert not skin.skin_mask(cut[0], gone).any()
    assert skin.typology_angle(cut[0], gone) is None
    assert smoke.smoke_area(cut[0], moved).any()
    assert not smoke.smoke_area(cut[0], gone).any()


def test_landmarks_move_with_the_drawing(model, face) -> None:
    """0 for the same face, the shift in eye distances for a moved one, no number for none."""
    assert likeness.landmark_distance(face, face) == 0
    unit = face.interocular
    assert likeness.landmark_distance(face, face.placed(-0.1 * unit, 0)) == pytest.approx(0.1)
    narrow = Image.fromarray(PHOTO).resize((512, 460)).crop((0, 0, 512, 512))
    squeezed = model.find(np.array(narrow), FACE)
    assert likeness.landmark_distance(face, squeezed) > 0.08
    with pytest.raises(MetricError, match="both eyes in one place"):
        likeness.landmark_distance(Mesh(np.zeros((468, 2), np.float32), NO_IRISES, 1.0), face)
