"""A checkpoint is whole or not there, and the one before is kept, whatever goes wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import torch

from artline.errors import ModelError
from artline.train import checkpoint

FULL_DISK = """
import resource, sys, torch
from pathlib import Path
from artline.errors import ArtlineError
from artline.train import checkpoint
folder = Path(sys.argv[1])
checkpoint.save(folder, {"step": 1})
checkpoint.save(folder, {"step": 2})
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
try:
    checkpoint.save(folder, {"step": 3, "weights": torch.rand(100_000)})
except ArtlineError as fault:
    print(fault)
"""


def step(folder: Path) -> int:
    state = checkpoint.load(folder)
    assert state is not None
    return int(state["step"])


def test_the_one_before_is_kept(tmp_path: Path) -> None:
    for number in (1, 2, 3):
        checkpoint.save(tmp_path / "run", {"step": number})
    assert step(tmp_path / "run") == 3
    assert checkpoint.read(tmp_path / "run" / checkpoint.PREVIOUS)["step"] == 2
    assert sorted(p.name for p in (tmp_path / "run").iterdir()) == ["last.pt", "previous.pt"]


def test_none_is_none(tmp_path: Path) -> None:
    assert checkpoint.load(tmp_path) is None


def test_a_disk_that_is_full_loses_nothing(tmp_path: Path) -> None:
    """A file-size limit refuses the write as a full disk does, in the middle of the file."""
    run = [sys.executable, "-c", FULL_DISK, str(tmp_path)]
    said = subprocess.run(run, capture_output=True, text=True, check=True).stdout
    assert said.count("\n") == 1
    assert "last.pt: cannot be written" in said
    assert "last.pt is kept as it was" in said
    assert step(tmp_path) == 2
    assert sorted(p.name for p in tmp_path.iterdir()) == ["last.pt", "previous.pt"]


def test_a_damaged_one_gives_way_to_the_one_before(tmp_path: Path) -> None:
    checkpoint.save(tmp_path, {"step": 1})
    checkpoint.save(tmp_path, {"step": 2})
    last = tmp_path / checkpoint.LAST
    last.write_bytes(last.read_bytes()[:100])
    assert step(tmp_path) == 1


def test_a_kill_between_the_two_renames_leaves_one(tmp_path: Path) -> None:
    checkpoint.save(tmp_path, {"step": 1})
    (tmp_path / checkpoint.LAST).rename(tmp_path / checkpoint.PREVIOUS)
    (tmp_path / "last.pt.part").write_bytes(b"half")
    assert step(tmp_path) == 1
    checkpoint.save(tmp_path, {"step": 2})
    assert step(tmp_path) == 2


def test_only_damaged_ones_are_refused_in_one_line(tmp_path: Path) -> None:
    """Beginning anew in silence would overwrite hours."""
    (tmp_path / checkpoint.LAST).write_bytes(b"junk")
    with pytest.raises(ModelError, match=r"last\.pt: damaged"):
        checkpoint.load(tmp_path)


def test_other_files_of_torch_are_refused(tmp_path: Path) -> None:
    torch.save({"weights": torch.zeros(1)}, tmp_path / "a.pt")
    with pytest.raises(ModelError, match="no checkpoint of artline"):
        checkpoint.read(tmp_path / "a.pt")


def test_code_in_a_checkpoint_is_never_run(tmp_path: Path) -> None:
    """Checkpoints are passed around; loading one must not run what somebody put in it."""
    torch.save({"kind": "artline.checkpoint", "step": Path("x")}, tmp_path / "a.pt")
    with pytest.raises(ModelError, match="damaged, or no checkpoint"):
        checkpoint.read(tmp_path / "a.pt")
