"""From a real portrait to strokes, and its golden SVG."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from artline import Drawing, Plot
from artline.errors import SettingError
from artline.output.stroke_files import report
from golden import Golden


@pytest.fixture(scope="module")
def strokes(drawing: Drawing) -> Plot:
    return drawing.strokes()


def test_every_stroke_lies_on_the_page(strokes: Plot) -> None:
    """Protects plotters and paper: nothing outside, no value that is no number."""
    assert len(strokes.paths) > 50
    assert (strokes.width, strokes.height) == (200, 200)
    for path in strokes.paths:
        assert path.curve is not None
        for points in (path.points, path.curve):
            assert np.isfinite(points).all()
            assert points.min() >= -1e-9 and points.max() <= 200 + 1e-9


def test_the_portrait_looks_as_before(strokes: Plot, golden: Golden, tmp_path: Path) -> None:
    """Strokes that change do so on purpose: rendered by resvg and compared as a picture."""
    import io

    import resvg_py
    from PIL import Image

    strokes.save(tmp_path / "a.svg")
    text = (tmp_path / "a.svg").read_text()
    assert text.count('<path fill="none"') == len(strokes.paths)
    sized = text.replace('width="200mm" height="200mm"', 'width="256" height="256"')
    image = Image.open(io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=sized)))).convert("RGBA")
    paper = Image.new("RGBA", image.size, "white")
    paper.alpha_composite(image)
    golden.compare(np.asarray(paper.convert("L")), "astronaut-strokes", tolerance=0.2)


def test_budgets_and_masses(drawing: Drawing) -> None:
    """Protects `strokes`, `ink_length` and what becomes of masses."""
    few = drawing.strokes(strokes=20, masses="none")
    assert len(few.paths) == 20
    assert drawing.strokes(ink_length="1m").length <= 1000.01
    filled = drawing.strokes(masses="fill").length
    hatched = drawing.strokes(masses="hatch").length
    assert filled > 1.1 * hatched > drawing.strokes(masses="none").length


def test_the_report_says_what_it_takes(strokes: Plot) -> None:
    """Protects the line that people plan by."""
    told = str(report(strokes, "svg"))
    assert f"{len(strokes.paths)} strokes" in told and "on servo" in told


def test_page_or_options_not_both(drawing: Drawing) -> None:
    """Protects from a page that is silently passed over."""
    from artline import PageSettings

    with pytest.raises(SettingError, match="not both"):
        drawing.strokes(PageSettings(), page="a4")
