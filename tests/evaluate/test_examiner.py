"""One photo judged with the real parts: a worse model or drawing scores worse where it should."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from artline import Artist
from artline.evaluate.case import Case, Entrant
from artline.evaluate.examiner import Examination, Examiner, Judged
from artline.evaluate.metrics.harm import worsen
from artline.options import Settings
from damaged import noisy, shadow_tracing

TOOLS = frozenset({"mesh"})
OURS = Entrant.of_model("artline", "portrait", Settings())


@pytest.fixture
def photo(tmp_path: Path, portrait: NDArray[np.uint8]) -> Path:
    path = tmp_path / "ada.png"
    Image.fromarray(portrait).resize((256, 256)).save(path)
    return path


@pytest.fixture
def drawn(photo: Path, artist: Artist, tmp_path: Path) -> Path:
    path = tmp_path / "drawn.png"
    artist.draw(photo).save(path)
    return path


def judged(tmp_path: Path, case: Case, *entrants: Entrant, square: int = 0) -> Judged:
    return Examiner(Examination(entrants, tmp_path / "out", square, TOOLS, 1)).judge(case, "each")


def against(tmp_path: Path, photo: Path, rival: Path) -> Judged:
    return judged(tmp_path, Case("ada", photo, rival=rival), OURS, Entrant("rival"))


def test_a_noisy_model_is_less_like(photo: Path, tmp_path: Path) -> None:
    """Weights with noise: likeness falls."""
    worse = Entrant.of_model("noisy", str(noisy(tmp_path / "noisy.onnx")), Settings())
    scores = judged(tmp_path, Case("ada", photo), OURS, worse).scores
    assert scores["noisy"]["edge_f1"] < scores["artline"]["edge_f1"] - 0.05


def test_a_model_that_traces_shadows_blackens_skin(
    portrait: NDArray[np.uint8], tmp_path: Path
) -> None:
    """A half-lit face: only the model that draws shadows has ink on its skin."""
    path = tmp_path / "half-lit.png"
    Image.fromarray(worsen(portrait, "half-lit face")).resize((256, 256)).save(path)
    worse = Entrant.of_model("shadows", str(shadow_tracing(tmp_path / "s.onnx")), Settings())
    scores = judged(tmp_path, Case("half-lit", path), OURS, worse).scores
    assert scores["shadows"]["skin_ink"] > 1.5 * scores["artline"]["skin_ink"]


def test_a_blurred_drawing_is_less_crisp(photo: Path, drawn: Path, tmp_path: Path) -> None:
    """A rival whose drawings are ours, blurred."""
    with Image.open(drawn) as image:
        image.filter(ImageFilter.GaussianBlur(2)).save(drawn)
    scores = against(tmp_path, photo, drawn).scores
    assert scores["rival"]["crispness"] > scores["artline"]["crispness"] + 0.05
    for measure in ("edge_width", "edge_width_95", "smoke"):
        assert scores["rival"][measure] > 1.2 * scores["artline"][measure]


def test_the_same_drawing_scores_the_same(photo: Path, drawn: Path, tmp_path: Path) -> None:
    """The fairness of `against`: our own drawing, handed in as a rival's, ties in everything."""
    scores = against(tmp_path, photo, drawn).scores
    assert scores["rival"] == pytest.approx(scores["artline"], abs=1e-3)


def test_a_drawing_of_another_size_is_brought_to_the_photo(
    photo: Path, drawn: Path, tmp_path: Path
) -> None:
    """Half the size, same proportions: scored; other proportions: one line, and no pair."""
    with Image.open(drawn) as image:
        image.resize((128, 128)).save(drawn)
        assert against(tmp_path, photo, drawn).scores["rival"]["edge_f1"] > 0.4
        image.resize((128, 100)).save(drawn)
    refused = against(tmp_path, photo, drawn)
    assert not refused.scores
    assert [str(drawn) in line and "left out" in line for line in refused.problems] == [True]


def test_another_crop_is_refused(photo: Path, drawn: Path, tmp_path: Path) -> None:
    """A drawing that shows only the head, on a square as the photo's, is not scored."""
    with Image.open(drawn) as image:
        image.crop((50, 0, 170, 120)).resize((256, 256)).save(drawn)
    refused = against(tmp_path, photo, drawn)
    assert not refused.scores
    assert "another crop" in refused.problems[0]


def test_a_matte_of_another_size(photo: Path, tmp_path: Path) -> None:
    """A matte that does not fit is one line; the rest is scored. One that fits is used."""
    matte = tmp_path / "matte.png"
    Image.new("L", (128, 128), 255).save(matte)
    fits = judged(tmp_path, Case("ada", photo, matte=matte), OURS)
    assert fits.scores["artline"]["background_ink"] == 0
    Image.new("L", (128, 90), 255).save(matte)
    other = judged(tmp_path, Case("ada", photo, matte=matte), OURS)
    assert "background_ink" not in other.scores["artline"]
    assert "edge_f1" in other.scores["artline"]
    assert len(other.problems) == 1
    assert "does not fit" in other.problems[0]


@pytest.mark.parametrize("what", ["photo", "reference"])
def test_what_cannot_be_read_is_one_line(photo: Path, tmp_path: Path, what: str) -> None:
    """An unreadable photo leaves nothing to score, an unreadable reference the rest."""
    bad = tmp_path / "bad.png"
    bad.write_bytes(b"nothing")
    case = Case("a", bad) if what == "photo" else Case("a", photo, reference=bad)
    result = judged(tmp_path, case, OURS)
    assert bool(result.scores) == (what == "reference")
    assert len(result.problems) == 1
    assert str(bad) in result.problems[0]


@pytest.mark.parametrize("square", [0, 200])
def test_a_reference_of_another_frame(
    photo: Path, drawn: Path, tmp_path: Path, square: int
) -> None:
    """A sketch of other proportions is one line, not stretched; the rest is scored."""
    with Image.open(drawn) as image:
        image.resize((128, 100)).save(drawn)
    result = judged(tmp_path, Case("a", photo, reference=drawn), OURS, square=square)
    assert "line_f1" not in result.scores["artline"]
    assert "edge_f1" in result.scores["artline"]
    assert [str(drawn) in line and "scored without" in line for line in result.problems] == [True]


def test_a_reference_is_compared_at_the_sets_square(
    photo: Path, drawn: Path, tmp_path: Path
) -> None:
    """Our own drawing as the artist's sketch: perfect agreement, at any square."""
    scores = judged(tmp_path, Case("a", photo, reference=drawn), OURS, square=200).scores
    for key in ("line_f1", "ssim", "scoot", "ms_ssim"):
        assert scores["artline"][key] == pytest.approx(1, abs=0.01)


@pytest.mark.long
def test_the_slow_measures(portrait: NDArray[np.uint8], tmp_path: Path) -> None:
    """Robustness and stability are taken of the sample, each harm and size by name."""
    path = tmp_path / "small.png"
    Image.fromarray(portrait).resize((96, 96)).save(path)
    result = Examiner(Examination((OURS,), tmp_path, 0, TOOLS, 2)).judge(Case("a", path), "sample")
    scores = result.scores["artline"]
    assert not result.problems
    assert {"robust_f1", "robust_f1: blinds", "scale_f1: 2048", "mirror_f1", "frame_f1"} <= set(
        scores
    )
    assert scores["robust_f1: colour cast"] > scores["robust_f1: quarter size"]
