"""Bare skin: read from parts, carried along by every crop, and every tone drawn alike."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from artline.errors import SettingError
from artline.train.data.augment import Augment
from artline.train.data.batches import Crops
from artline.train.data.hands import WithHands, hands_of
from artline.train.data.sample import Sample
from artline.train.data.sets.kinds import open_set
from artline.train.data.tones import MOST, EvenTones, even_chances, tone_of


@pytest.fixture
def with_parts(taught: Path) -> Path:
    """The disc of each photo is skin, its upper third hair."""
    parts = np.zeros((60, 45, 3), np.uint8)
    cv2.circle(parts, (22, 30), 14, (0, 255, 0), -1)
    parts[:20, :, 2] = parts[:20, :, 1]
    (taught / "parts").mkdir()
    for name in ("ada", "bob", "eva"):
        assert cv2.imwrite(str(taught / f"parts/{name}.png"), parts)
    return taught


def test_crops_carry_the_skin_along(with_parts: Path) -> None:
    """Protects the loss from skin that lies beside the face: under every warp, before every
    background and in groups it is on the light disc, and hair is none of it."""
    faces = open_set("taught", with_parts, {"parts": "parts"})
    for more in ({"background": 0.5}, {"groups": 1.0}):
        moved = Augment(scale=(0.7, 1.5), turn=20, degrade=0, **more)  # type: ignore[arg-type]
        crops = Crops([faces], 64, 1, augment=moved, skin=True)
        skin, light = 0, []
        for index in range(12):
            crop = crops.crop(0, index)
            assert crop.skin is not None and crop.skin.shape == (64, 64)
            skin += int((crop.skin > 250).sum())
            light += list(crop.target[-1][crop.skin > 250])
        assert skin > 500
        assert np.mean(light) > 0.95
    sample = faces[0]
    assert sample.skin is not None and not sample.skin[:18].any()


def test_photos_of_every_tone_are_taken_alike(with_parts: Path) -> None:
    assert even_chances(["light", "light", "dark", None]) == pytest.approx([0.2, 0.2, 0.4, 0.2])
    rare = even_chances(["light"] * 50 + ["dark"])
    assert rare[-1] == pytest.approx(MOST * rare[0])
    even = open_set("taught", with_parts, {"parts": "parts", "even_tones": True})
    assert isinstance(even, EvenTones)
    assert even.chances.sum() == pytest.approx(1)
    assert tone_of(even[0]) == "light"
    with pytest.raises(SettingError, match="needs parts"):
        open_set("taught", with_parts, {"even_tones": True})


class Waving:
    """A face with eyes, and below it, apart, a hand of another colour with its own ink."""

    names = ("waving",)

    def __len__(self) -> int:
        return 1

    def __getitem__(self, index: int) -> Sample:
        photo = np.full((200, 160, 3), 90, np.uint8)
        skin, ink = np.zeros((200, 160), np.uint8), np.zeros((1, 200, 160), np.uint8)
        for plane, face, hand in ((photo, (210, 170, 140), (250, 20, 20)), (skin, 255, 255)):
            cv2.circle(plane, (80, 60), 40, face, -1)
            cv2.circle(plane, (80, 160), 22, hand, -1)
        cv2.circle(ink[0], (80, 160), 10, 255, -1)
        eyes = [65 / 160, 50 / 200, 95 / 160, 50 / 200]
        faces = np.array([[40 / 160, 0.1, 120 / 160, 0.5, *eyes]], np.float32)
        matte = np.where(photo[..., 0] != 90, np.uint8(255), np.uint8(0))
        return Sample(photo, ink, ("line",), matte, "waving", faces, skin)


def test_a_hand_lies_before_the_face_with_its_own_ink() -> None:
    """Protects hands: in front of the face, belonging to the sitter, drawn as they were drawn."""
    assert [int(mask.argmax()) // 160 for mask in hands_of(Waving()[0])] == [138]
    one = WithHands(Waving(), ["waving", "somebody else"])
    still = {"scale": (1.0, 1.0), "turn": 0.0, "background": 0.0, "degrade": 0.0}
    crops = Crops([one], 160, 0, channels=("line",), augment=Augment(hands=1.0, **still))  # type: ignore[arg-type]
    both = 0
    for index in range(8):
        crop = crops.crop(0, index)
        red = (crop.photo[0] > 230) & (crop.photo[1] < 60)
        assert crop.target[1][red].mean() > 0.95
        upper = red.copy()
        upper[118:] = False
        both += bool(upper.any() and crop.target[0][upper].any())
    assert both >= 4
