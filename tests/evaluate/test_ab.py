"""A against B: what is given once is for both, and the sheet shows where they differ most."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from artline.errors import SettingError
from artline.evaluate.ab import pair, save_differences
from artline.evaluate.examiner import Examination
from artline.evaluate.run import Run
from artline.evaluate.sets.folder import folder


def test_once_is_for_both_and_twice_for_a_and_b() -> None:
    """Protects the comparison that was asked for."""
    a, b = pair([("look", "bold"), ("shade", "-0.5"), ("shade", "0.5")], "portrait")
    assert (a.name, a.settings.look, a.settings.shade) == ("A", "bold", -0.5)
    assert (b.name, b.settings.look, b.settings.shade) == ("B", "bold", 0.5)
    assert a.sha256 == b.sha256 != ""


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ([], "A and B are the same"),
        ([("look", "bold")], "A and B are the same"),
        ([("shade", "0")] * 3, "given 3 times"),
        ([("shade", "0"), ("shade", "7")], "from -1 to 1"),
        ([("size", "64"), ("size", "128")], "size: drawings are compared"),
        ([("shadow", "0"), ("shadow", "1")], "no such setting"),
    ],
)
def test_what_is_no_comparison_is_refused(choices: list[tuple[str, str]], words: str) -> None:
    """Protects from an hour's run of nothing."""
    with pytest.raises(SettingError, match=words):
        pair(choices, "portrait")


def test_the_sheet_begins_with_the_greatest_difference(photos: Path, tmp_path: Path) -> None:
    """Protects the eye's time: the pair that differs wholly is on top."""
    entrants = pair([("shade", "0"), ("shade", "1")], "portrait")
    run = Run(folder(photos), Examination(entrants, tmp_path / "out"))
    for number, case in enumerate(run.cases.cases):
        for entrant, grey in zip(entrants, (255, 255 - 120 * number), strict=True):
            path = run.order.drawing_path(entrant, case)
            path.parent.mkdir(parents=True, exist_ok=True)
            Image.new("L", (128, 128), grey).save(path)
    sheet = save_differences(run, [case.name for case in run.cases.cases])
    assert sheet is not None
    strip = np.asarray(Image.open(sheet).convert("L"))
    last_column = strip[:, strip.shape[1] * 5 // 6]
    assert last_column[60] < 40
    assert save_differences(run, []) is None
