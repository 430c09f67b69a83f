"""The examples of docs/studio.md run as printed, against a server that is there already."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "studio.md"
ADDRESS = "http://127.0.0.1:8000"


def _examples():
    """The blocks of the page, found as those of every other page are."""
    path = ROOT / "tests" / "docs" / "test_examples.py"
    spec = importlib.util.spec_from_file_location("docs_examples", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module.examples(PAGE.read_text(encoding="utf-8"))


def test_examples_run_as_printed(studio, tmp_path, jpeg, monkeypatch, capsys):
    """But for the port, which is whatever is free."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "photo.jpg").write_bytes(jpeg)
    namespace: dict[str, object] = {}
    ran = 0
    for example in _examples():
        if example.excuse:
            continue
        code = example.code.replace(ADDRESS, studio.url)
        if example.language == "python":
            exec(compile(code, str(PAGE), "exec"), namespace)
        else:
            subprocess.run(["bash", "-euo", "pipefail", "-c", code], check=True, env=os.environ)
        ran += 1
    assert ran >= 3
    assert "422 weight: 9 is not a number from 0.25 to 4" in capsys.readouterr().out
    made = {path.suffix for path in tmp_path.iterdir()}
    assert {".png", ".pdf", ".svg"} <= made
    assert (tmp_path / "drawing.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("name", ["Dockerfile", "deploy/artline.service"])
def test_what_is_deployed_starts_a_command_that_there_is(name):
    """Every option in the unit and in the image is one of `artline serve`."""
    from artline.cli.serve import serve

    text = (ROOT / name).read_text(encoding="utf-8")
    started = [line for line in text.splitlines() if re.match("ENTRYPOINT|ExecStart=", line)]
    assert len(started) == 1
    known = {option for parameter in serve.params for option in parameter.opts}
    assert set(re.findall(r"--[a-z-]+", started[0])) <= known
    assert "USER 10001" in text or "DynamicUser=yes" in text
