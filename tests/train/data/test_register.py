"""Offsets of drawings are measured and put right; doubles are found; both leave the rest alone."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from artline.train.data.check import check
from artline.train.data.duplicates import near_duplicates, perceptual_hash
from artline.train.data.register import Registered, moved, offset
from artline.train.data.sample import DataError, Sample
from artline.train.data.subset import Subset
from made_training import CHANNELS, Portraits


class Listed:
    """Samples in a list as a data set."""

    def __init__(self, samples: list[Sample]) -> None:
        self.samples = samples
        self.names = [sample.name for sample in samples]

    def __len__(self) -> int:
        return len(self.samples)

    def __getitem__(self, index: int) -> Sample:
        return self.samples[index]


@pytest.fixture(scope="module")
def people() -> list[Sample]:
    """Six whose edges can be told."""
    drawn = Portraits(6)
    return [drawn[number] for number in range(len(drawn))]


@pytest.mark.parametrize("x, y", [(0.05, -0.03), (-0.04, 0.0), (0.0, 0.06)])
def test_a_moved_drawing_is_measured(people: list[Sample], x: float, y: float) -> None:
    """Protects sign and scale, on drawings that fit exactly otherwise."""
    for person in people:
        still = offset(person)
        assert still.length < 0.015
        away = offset(replace(person, targets=moved(person.targets, x, y)))
        assert (away.x, away.y) == pytest.approx((x, y), abs=0.015)


def test_registration_puts_drawings_back(people: list[Sample]) -> None:
    """Protects the sets drawn by hand: less ink off its place than before."""
    astray = [replace(p, targets=moved(p.targets, 0.04, 0.02)) for p in people]
    for before, after, true in zip(astray, Registered(Listed(astray)), people, strict=True):
        wrong = [np.abs(s.targets[0].astype(int) - true.targets[0]).mean() for s in (before, after)]
        assert wrong[1] < 0.6 * wrong[0]
    far = [replace(people[0], targets=moved(people[0].targets, 0.2, 0))]
    assert np.array_equal(Registered(Listed(far))[0].targets, far[0].targets)


def test_doubles_survive_size_and_jpeg(people: list[Sample]) -> None:
    """Protects from one photo in both of two sets; and different people are no doubles."""
    photos = [person.photo for person in people]
    _, data = cv2.imencode(".jpg", cv2.resize(photos[2], (120, 120)), [1, 60])
    photos.append(np.asarray(cv2.imdecode(data, 1), np.uint8))
    assert near_duplicates(np.array([perceptual_hash(photo) for photo in photos])) == [(2, 6)]


def test_check_finds_what_is_wrong(people: list[Sample]) -> None:
    """Protects the report: counts, doubles, misaligned pairs, unreadable files."""

    class Damaged(Listed):
        def __getitem__(self, index: int) -> Sample:
            if self.names[index] == "lost":
                raise DataError("lost.png: not a picture")
            return super().__getitem__(index)

    astray = replace(people[1], targets=moved(people[1].targets, 0.07, 0.0), name="astray")
    twice = replace(people[0], name="twice", subject=None)
    lost = replace(people[0], name="lost")
    report = check(Damaged([people[0], astray, people[2], twice, lost]), shown=3)
    assert (report.samples, report.mattes) == (4, 3)
    assert report.channels == dict.fromkeys(CHANNELS, 4)
    assert report.sizes == ((192, 192), (192, 192))
    assert 0.02 < report.ink["line"] < 0.2
    assert report.unreadable == ["lost.png: not a picture"]
    assert report.doubles == [("person-0", "twice")]
    assert [name for name, _ in report.misaligned] == ["astray"]
    assert len(report.problems) == 3
    assert len(report.pictures) == 2


def test_a_choice_keeps_the_sets_order(people: list[Sample]) -> None:
    """Protects lists written in any order."""
    chosen = Subset(Listed(people), [people[4].name, people[1].name])
    assert chosen.names == [people[1].name, people[4].name]
    assert chosen[1].name == people[4].name
    with pytest.raises(DataError, match="names nothing"):
        Subset(Listed(people), [])
