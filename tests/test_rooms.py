"""What stands where: few files at the top, a short pipeline, nouns that import nobody above."""

import ast
import sys
from pathlib import Path

import artline

PACKAGE = Path(artline.__file__).parent
AT_THE_TOP = {"__init__.py", "__main__.py", "errors.py", "pipeline.py"}
MOST_LINES = 150
"""Lines of the pipeline, which everybody reads first."""
KNOWN_TO_NOUNS = {"nouns", "options"}


def test_only_four_files_stand_at_the_top():
    """Protects the rooms: whatever else there is has one."""
    assert {path.name for path in PACKAGE.glob("*.py")} == AT_THE_TOP


def test_the_pipeline_is_short():
    """Protects it as the first thing that is read."""
    lines = (PACKAGE / "pipeline.py").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= MOST_LINES


def test_nouns_know_numpy_alone():
    """Protects nouns from what saves and draws them, inside functions and for type checkers too."""
    found = set()
    for path in (PACKAGE / "nouns").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                found.add(str(node.module))
    rooms = {name.split(".")[1] for name in found if name.startswith("artline.")}
    assert rooms == KNOWN_TO_NOUNS
    others = {name.split(".")[0] for name in found} - {"artline", *sys.stdlib_module_names}
    assert others == {"numpy", "PIL"}  # Pillow in `to_pil` alone
