"""What judges answered, counted: share preferred with Wilson's interval."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from artline.errors import ArtlineError, shown
from artline.evaluate.ballot import COLUMNS, QUESTIONS
from artline.evaluate.metrics.statistics import Interval, wilson

TIES = frozenset(("=", "tie", "both"))
"""Answers that prefer neither, in lower case."""


class AnswerError(ArtlineError):
    """A key or a sheet of answers that cannot be read."""


@dataclass(frozen=True, slots=True)
class Count:
    """Answers to one question.

    Attributes:
        question: what was asked.
        ours: answers for ours.
        rival: answers for the rival.
        ties: answers for neither; not part of the share.
        share: ours / (ours + rival) with Wilson's interval, or None where all were ties.
    """

    question: str
    ours: int
    rival: int
    ties: int
    share: Interval | None


def tally(key: Path, answers: Iterable[Path]) -> tuple[list[Count], list[str]]:
    """Count the answers to each question that was answered at all.

    Args:
        key: as `ballot` wrote it.
        answers: CSV files with the columns number, likeness, lines, cleanliness, reason; A, B,
            or = for a tie; an empty cell was not answered.

    Returns:
        A count for each question, and one line for each answer that could not be counted.

    Raises:
        AnswerError: a file is not there or not what it should be.
    """
    ours = _key(key)
    problems: list[str] = []
    counts = {question: {"ours": 0, "rival": 0, "ties": 0} for question in QUESTIONS}
    for path in answers:
        for line, row in enumerate(_rows(path), start=2):
            number = (row.get("number") or "").strip()
            if number not in ours:
                problems.append(f"{shown(path)}, line {line}: no pair {shown(number)} in the key")
                continue
            for question in QUESTIONS:
                said = (row.get(question) or "").strip()
                what = _meaning(said, ours[number])
                if what:
                    counts[question][what] += 1
                elif said:
                    problems.append(
                        f"{shown(path)}, line {line}, {question}: {shown(said)} is not A, B or ="
                    )
    asked = {question: found for question, found in counts.items() if any(found.values())}
    return [_count(question, found) for question, found in asked.items()], problems


def _meaning(said: str, ours: str) -> str:
    """What an answer counts for: "ours", "rival", "ties", or nothing known ("")."""
    if said.lower() in TIES:
        return "ties"
    if said.upper() not in ("A", "B"):
        return ""
    return "ours" if said.upper() == ours else "rival"


def _count(question: str, found: Mapping[str, int]) -> Count:
    decided = found["ours"] + found["rival"]
    share = wilson(found["ours"], decided) if decided else None
    return Count(question, found["ours"], found["rival"], found["ties"], share)


def _key(path: Path) -> dict[str, str]:
    try:
        pairs = json.loads(_text(path))["pairs"]
        ours = {str(pair["number"]): str(pair["ours"]) for pair in pairs}
    except (ValueError, KeyError, TypeError):
        ours = {}
    if not ours or not set(ours.values()) <= {"A", "B"}:
        raise AnswerError(f"{shown(path)}: not a key; give the file that `ballot` wrote apart")
    return ours


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        rows = list(csv.DictReader(_text(path).splitlines()))
    except csv.Error:
        rows = []
    if not rows or "number" not in rows[0] or not set(QUESTIONS) & set(rows[0]):
        columns = ", ".join(COLUMNS)
        raise AnswerError(f"{shown(path)}: no answers; a CSV file with the columns {columns}")
    return rows


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as fault:
        raise AnswerError(f"{shown(path)}: {fault.strerror or fault}; name another file") from None
    except UnicodeDecodeError:
        raise AnswerError(f"{shown(path)}: not text in UTF-8; save it as CSV in UTF-8") from None
