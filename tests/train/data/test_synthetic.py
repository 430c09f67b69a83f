"""People drawn in code: photo, ink and matte fit; everybody differs; files say the same."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from artline.errors import OutputError, SettingError
from artline.train.data.sets.taught import Taught
from artline.train.data.synthetic.made import Synthetic, save_set


def test_people_are_drawn_exactly() -> None:
    """Protects the ground truth: masses are dark in the photo, ink is on the sitter."""
    people = Synthetic(8, 128, 1)
    for person in (people[number] for number in range(len(people))):
        line, mass, scene = person.targets
        subject = person.subject
        assert subject is not None
        assert 0.15 < (subject > 127).mean() < 0.85
        assert 0.03 < line.mean() / 255 < 0.2
        assert (line[subject == 0] > 128).mean() < 0.05  # the outline has two sides
        assert not mass[subject == 0].any()
        assert (scene >= line).all()
        light = person.photo.mean(axis=2)
        if (mass > 250).mean() > 0.01:
            assert light[mass > 250].mean() < 100


def test_everybody_is_the_same_again_and_nobody_alike() -> None:
    """Protects tests that train on them."""
    people = Synthetic(5, 96, 5)
    for number in (4, 0, 3):
        again = Synthetic(6, 96, 5)[number]
        assert np.array_equal(again.photo, people[number].photo)
        assert np.array_equal(again.targets, people[number].targets)
    assert len({people[number].photo.tobytes() for number in range(5)}) == 5
    with pytest.raises(IndexError):
        people[5]


def test_faces_are_found_in_them() -> None:
    """Protects their use for the features stage: the real face finder takes them for people."""
    from artline.pipeline import face_finder

    finder = face_finder()
    people = Synthetic(5, 192, 2)
    assert sum(bool(finder.find(people[number].photo)) for number in range(5)) >= 4


def test_saved_people_are_read_back(tmp_path: Path) -> None:
    """Protects the layout: what is written is what the reader of taught photos reads."""
    people = Synthetic(3, 96, 0)
    save_set(people, tmp_path / "set", test=1)
    back = Taught(tmp_path / "set")
    assert back.names == ["person-00000", "person-00001"]
    assert np.array_equal(back[1].targets[:3], people[1].targets)
    assert np.array_equal(back[1].subject, people[1].subject)
    assert np.abs(back[1].photo.astype(int) - people[1].photo).mean() < 4
    with pytest.raises(OutputError, match="not empty"):
        save_set(people, tmp_path / "set")


@pytest.mark.parametrize("wrong", [{"count": 0}, {"size": 8}, {"seed": -1}])
def test_numbers_out_of_range_are_refused(wrong: dict[str, int]) -> None:
    """Protects from an empty set or a picture too small to draw."""
    with pytest.raises(SettingError, match=next(iter(wrong))):
        Synthetic(**wrong)
