"""`report.json` and `report.html` of a run."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import artline
from artline.evaluate.measures import MEASURES
from artline.evaluate.page import page
from artline.evaluate.pictures import write
from artline.evaluate.run import SEED, Run, code_digest
from artline.evaluate.summary import Summary


def save_report(summary: Summary, run: Run, missing: list[str]) -> tuple[Path, Path]:
    """Write both into the run's folder. The same results give the same bytes.

    Args:
        summary: the figures.
        run: what was judged.
        missing: a line for each tool that was not installed.

    Raises:
        OutputError: they cannot be written.
    """
    folder = run.order.folder
    as_json, as_page = folder / "report.json", folder / "report.html"
    text = json.dumps(_document(summary, run, missing), indent=1, ensure_ascii=False)
    write(as_json, text.encode("utf-8", "backslashreplace"))
    write(as_page, page(summary, run, missing).encode("utf-8", "backslashreplace"))
    return as_json, as_page


def _document(summary: Summary, run: Run, missing: list[str]) -> dict[str, Any]:
    return {
        "artline": artline.__version__,
        "code": code_digest(),
        "entrants": [asdict(entrant) for entrant in run.order.entrants],
        "compared_at": run.order.square or "the photo's own size",
        "sampled": sorted(run.sampled),
        "seed": SEED,
        "not_installed": missing,
        "measures": {
            key: {"title": MEASURES[key].title, "better": MEASURES[key].better}
            for key in summary.figures
        },
        **summary.to_json(),
    }
