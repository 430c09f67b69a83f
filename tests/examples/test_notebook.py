"""The example notebook runs from top to bottom, and its pictures are drawings."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).parents[2] / "examples" / "drawing.ipynb"


@pytest.fixture(scope="module")
def ran() -> nbformat.NotebookNode:
    """The notebook after every cell was run by a kernel in its own folder."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        resources={"metadata": {"path": str(NOTEBOOK.parent)}},
    )
    return client.execute()


def test_drawings_show_themselves(ran: nbformat.NotebookNode) -> None:
    """A cell that ends in a drawing shows it as a picture; no cell fails."""
    outputs = [output for cell in ran.cells for output in cell.get("outputs", [])]
    pictures = [output for output in outputs if "image/png" in output.get("data", {})]
    assert len(pictures) == 7
    assert all(output.output_type != "error" for output in outputs)


def test_the_notebook_is_kept_without_output() -> None:
    """Outputs are megabytes that differ with every run; the file holds none."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells)
