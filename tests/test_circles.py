"""No file of the package imports itself by way of others."""

from graphlib import CycleError, TopologicalSorter

import grimp
import pytest


def test_no_circle_of_imports():
    """Protects the order of rooms, down to files, inside functions and for type checkers alone."""
    graph = grimp.build_graph("artline", cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    assert len(imports) > 250
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as circle:
        pytest.fail(" → ".join(circle.args[1]))
