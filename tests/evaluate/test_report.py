"""Figures, tables and the report: right, the same twice, safe to open, and all in one file."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from PIL import Image

from artline.evaluate.case import Case, CaseSet, Entrant
from artline.evaluate.examiner import Examination, Judged
from artline.evaluate.measures import MEASURES
from artline.evaluate.metrics.statistics import Interval
from artline.evaluate.report import save_report
from artline.evaluate.run import Run
from artline.evaluate.summary import Summary, kids, summarise
from artline.evaluate.table import figure, tables

OURS, RIVAL = Entrant("artline", model="portrait", sha256="0" * 64), Entrant("rival")
HOSTILE = "<script>alert(1)</script>&"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Twelve photos, the names of two of them not harmless."""
    names = [f"p{k:02}" for k in range(10)] + [HOSTILE.replace("/", "|"), "a | b"]
    cases = []
    order = Examination((OURS, RIVAL), tmp_path / "out")
    for number, name in enumerate(sorted(names)):
        photo = tmp_path / "photos" / f"{number}.png"
        case = Case(name, photo, groups={"style": "12"[number % 2]})
        for path in (photo, order.drawing_path(OURS, case), order.drawing_path(RIVAL, case)):
            path.parent.mkdir(parents=True, exist_ok=True)
            Image.new("RGB", (16, 16), (20 * number, 0, 0)).save(path)
        cases.append(case)
    return Run(CaseSet("a <set>", tuple(cases), ("one: left out",)), order)


@pytest.fixture
def judged(run: Run) -> list[Judged]:
    """Ours better than the rival by 0.1 on every photo; the first photo failed."""
    results = [
        Judged(
            case.name,
            "each",
            {
                "artline": {"edge_f1": k / 20 + 0.1, "skin_ink": 0.1, "smoke": k / 100},
                "rival": {"edge_f1": k / 20},
            },
            angle=60.0 if k < 6 else -40.0,
        )
        for k, case in enumerate(run.cases.cases)
    ]
    results[0] = Judged(run.cases.cases[0].name, "each", problems=["two: cannot be read"])
    return results


@pytest.fixture
def summary(run: Run, judged: list[Judged]) -> Summary:
    return summarise(run.cases, ("artline", "rival"), judged, {})


def test_means_differences_and_groups(summary: Summary, run: Run) -> None:
    """Protects every figure: the failed photo is left out, pairs are compared pair by pair."""
    ours, rival = (summary.figures["edge_f1"][name] for name in ("artline", "rival"))
    assert (ours.n, rival.n) == (11, 11)
    assert ours.value == pytest.approx(sum(k / 20 + 0.1 for k in range(1, 12)) / 11)
    difference = summary.differences["edge_f1"]
    assert (difference.value, difference.low) == pytest.approx((0.1, 0.1))
    assert "skin_ink" not in summary.differences
    assert {
        value: cells["edge_f1"]["artline"].n for value, cells in summary.groups["style"].items()
    } == {
        "1": 5,
        "2": 6,
    }
    assert [c.name for c in summary.skin["artline"].classes] == ["very light", "dark"]
    assert summary.ranked_by == "edge_f1"
    assert summary.order == tuple(case.name for case in run.cases.cases[1:])
    assert summary.problems == ("one: left out", "two: cannot be read")


def test_order_of_finishing_does_not_matter(
    summary: Summary, run: Run, judged: list[Judged]
) -> None:
    """Protects the same result twice, with however many processes."""
    assert summarise(run.cases, ("artline", "rival"), judged[::-1], {}) == summary


def test_the_report_is_the_same_twice(summary: Summary, run: Run) -> None:
    """Protects comparisons of reports by their bytes: no date, no time in them."""
    first = [path.read_bytes() for path in save_report(summary, run, [])]
    assert [path.read_bytes() for path in save_report(summary, run, [])] == first
    document = json.loads(first[0])
    assert document["figures"]["edge_f1"]["rival"]["n"] == 11
    assert document["measures"]["edge_f1"]["better"] == "higher"
    assert len(document["rows"]) == 12


def test_the_page_needs_nothing_else_and_runs_nothing(summary: Summary, run: Run) -> None:
    """Protects whoever opens it: names are text, pictures are inside, nothing is fetched."""
    page = save_report(summary, run, ["no <mesh>"])[1].read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "a &lt;set&gt;" in page
    assert "no &lt;mesh&gt;" in page
    sources = re.findall(r'(?:src|href)="([^"]*)"', page)
    assert sources
    assert all(source.startswith("data:image/webp;base64,") for source in sources)
    for title in ("Worst", "Median", "Best", "Every picture"):
        assert f"<h2>{title}" in page


def test_tables_are_markdown(summary: Summary) -> None:
    """Protects pages that tables are pasted into: as many cells in each row as in the head."""
    blocks = [b.splitlines() for b in tables(summary).split("\n\n") if b.startswith("|")]
    assert len(blocks) >= 3
    for block in blocks:
        assert len({line.count(" | ") for line in block}) == 1
    assert "edge likeness F1 ↑" in tables(summary)
    assert figure(Interval(12.34, 9.0, 15.0, 3)) == "12.3 (9.0–15.0)"


def test_smoke_stands_beside_skin_ink_by_skin_tone(summary: Summary) -> None:
    """Protects the table that says whether drawings treat every skin tone alike."""
    assert summary.smoke["artline"].gap.value == pytest.approx((8.5 - 3) / 100)
    assert "rival" not in summary.smoke
    blocks = tables(summary).split("\n\n")
    block = next(b for b in blocks if b.startswith("| entrant | skin tone")).splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in block]
    assert rows[0] == ["entrant", "skin tone", "skin ink", "smoke", "n"]
    assert [row[1] for row in rows[2:]] == ["very light", "dark", "gap, darkest − lightest"]
    assert [row[3][:5] for row in rows[2:]] == ["0.030", "0.085", "0.055"]
    assert [row[4] for row in rows[2:]] == ["5", "6", "5"]


def test_every_measure_has_a_name_of_its_own() -> None:
    """Protects rows from being taken for each other."""
    titles = [measure.title for measure in MEASURES.values()]
    assert len(set(titles)) == len(titles)
    assert all(key == measure.key for key, measure in MEASURES.items())


def test_kid_needs_references(run: Run) -> None:
    """Photos without an artist's drawing have no KID."""
    assert kids(run.cases, run.order) == {}
