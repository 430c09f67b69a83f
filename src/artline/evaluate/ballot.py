"""Blind preference: numbered pairs in random order without names, and a key kept apart."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from artline.errors import ArtlineError
from artline.evaluate.case import Case, CaseSet
from artline.evaluate.frame import frame_of
from artline.evaluate.pictures import read_rgb, save_png, write

if TYPE_CHECKING:
    from artline.evaluate.mesh import MeshFinder
    from artline.faces.finder import FaceFinder

ASKED = {
    "likeness": "Which is more this person?",
    "lines": "Which is better drawn?",
    "cleanliness": "Which is cleaner?",
}
"""Column of the answers → what a judge is asked."""

QUESTIONS = tuple(ASKED)
"""Columns of the answers, in order."""

COLUMNS = ("number", *QUESTIONS, "reason")
"""Head of a sheet of answers."""

SIDE = 640
"""Long side of each picture of a strip, pixels."""

Rgb = NDArray[np.uint8]

STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 64rem }
section { border-top: 1px solid #ccc; padding: 1rem 0 } img { max-width: 100% }
label { margin-right: 1rem } fieldset { border: 0; padding: .2rem 0 }
input[type=text] { width: 60% }
"""

# Runs in the judge's browser: gathers what was ticked into the file that `tally` reads.
SCRIPT = """
document.querySelector('#done').addEventListener('click', () => {
  const cell = text => '"' + text.replaceAll('"', '""') + '"';
  const lines = [HEAD.join(',')];
  for (const section of document.querySelectorAll('section')) {
    const chosen = HEAD.slice(1, -1).map(
      question => section.querySelector(`input[name$="-${question}"]:checked`)?.value ?? '');
    lines.push([section.id, ...chosen, cell(section.querySelector('[type=text]').value)].join(','));
  }
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([lines.join('\\n') + '\\n'], {type: 'text/csv'}));
  link.download = 'answers.csv';
  link.click();
});
"""


@dataclass(frozen=True, slots=True)
class Pair:
    """One numbered pair.

    Attributes:
        number: from 1.
        case: photo, and as `rival` the rival's drawing.
        ours: our drawing.
        ours_is: "A" or "B".
    """

    number: int
    case: Case
    ours: Path
    ours_is: str


def pairs(rivals: CaseSet, ours: CaseSet, seed: int) -> tuple[list[Pair], list[str]]:
    """Number the photos that both have drawn, in seeded random order and on random sides.

    Args:
        rivals: photos with the rival's drawings.
        ours: the same photos with ours.
        seed: of order and sides.

    Returns:
        The pairs, and a line for each photo that only one has drawn.
    """
    drawn = {case.name: case.rival for case in ours.cases}
    both = [case for case in rivals.cases if drawn.get(case.name)]
    rng = random.Random(seed)
    rng.shuffle(both)
    numbered = [
        Pair(number, case, path, rng.choice("AB"))
        for number, case in enumerate(both, start=1)
        if (path := drawn[case.name])
    ]
    return numbered, list(dict.fromkeys((*rivals.problems, *ours.problems)))


def save_ballot(
    numbered: list[Pair],
    sheet: Path,
    key: Path,
    finder: FaceFinder,
    mesh: MeshFinder,
    *,
    told: Callable[[Pair], None],
) -> list[str]:
    """Write the strips, the page and an empty sheet of answers; the key last and apart.

    Where a rival shows another crop of the photo, all three are cut to what both show.

    Args:
        numbered: the pairs.
        sheet: folder for judges.
        key: file that says who is A.
        finder: finds faces.
        mesh: finds their landmarks, by which crops are told.
        told: called after each pair.

    Returns:
        One line for each pair that could not be shown.

    Raises:
        OutputError: something cannot be written.
    """
    problems, good = [], []
    digits = max(2, len(str(len(numbered))))
    for pair in numbered:
        try:
            strip = _strip(pair, finder, mesh)
        except ArtlineError as fault:
            problems.append(f"{fault}; pair {pair.number} is left out")
        else:
            save_png(strip, sheet / f"{pair.number:0{digits}}.png")
            good.append(pair)
        told(pair)
    write(sheet / "ballot.html", _page(good, digits).encode())
    write(sheet / "answers.csv", _answers(good).encode())
    write(key, (json.dumps(_key(good), indent=1) + "\n").encode())
    return problems


def _strip(pair: Pair, finder: FaceFinder, mesh: MeshFinder) -> Rgb:
    from artline.output.contact import contact_sheet

    if pair.case.rival is None:
        raise ValueError("a pair has two drawings")
    photo, ours, rival = (read_rgb(p) for p in (pair.case.photo, pair.ours, pair.case.rival))
    if ours.shape == photo.shape:
        frame = frame_of(rival, photo, finder, mesh)
        if frame is not None and not frame.is_whole(photo.shape):
            common = frame.within(photo.shape)
            rival = common.seen_in(frame, rival.shape).cut(rival)
            photo, ours = common.cut(photo), common.cut(ours)
    sides = {"A": ours, "B": rival} if pair.ours_is == "A" else {"A": rival, "B": ours}
    labels = (f"{pair.number}: photo", "A", "B")
    pictures = _one_height([photo, sides["A"], sides["B"]])
    return contact_sheet(list(zip(labels, pictures, strict=True)), panel=SIDE, columns=3)


def _one_height(pictures: list[Rgb]) -> list[Rgb]:
    """All at the height at which the widest still fits its panel."""
    from PIL import Image

    height = min(round(SIDE * p.shape[0] / max(p.shape[:2])) for p in pictures)
    sizes = [(max(1, round(p.shape[1] * height / p.shape[0])), height) for p in pictures]
    return [
        np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.LANCZOS))
        for picture, size in zip(pictures, sizes, strict=True)
    ]


def _key(numbered: list[Pair]) -> dict[str, object]:
    return {
        "pairs": [{"number": p.number, "photo": p.case.name, "ours": p.ours_is} for p in numbered]
    }


def _answers(numbered: list[Pair]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([pair.number, *[""] * len(QUESTIONS), ""] for pair in numbered)
    return stream.getvalue()


def _page(numbered: list[Pair], digits: int) -> str:
    head = json.dumps(COLUMNS)
    sections = "".join(_section(pair.number, digits) for pair in numbered)
    return (
        '<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>Which is better?</title>\n'
        f"<style>{STYLE}</style>\n<h1>Which is better?</h1>\n"
        "<p>Each strip is a photo and two drawings of it. Tick A or B for each question, = where "
        f"you see no difference, and say why in a few words.</p>\n{sections}"
        '<p><button id="done">Save answers.csv</button></p>\n'
        f"<script>const HEAD = {head};{SCRIPT}</script></html>\n"
    )


def _section(number: int, digits: int) -> str:
    asked = "".join(
        f"<fieldset>{escape(ASKED[question])} "
        + "".join(
            f'<label><input type="radio" name="{number}-{question}" value="{answer}"> '
            f"{answer}</label>"
            for answer in ("A", "B", "=")
        )
        + "</fieldset>\n"
        for question in QUESTIONS
    )
    return (
        f'<section id="{number}"><h2>{number}</h2>\n'
        f'<img loading="lazy" alt="photo, A, B" src="{number:0{digits}}.png">\n{asked}'
        '<label>Why? <input type="text"></label></section>\n'
    )
