"""Run artline as a user does: a process of its own under bash, in a folder with closed places."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image

ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
SETPRIV = shutil.which("setpriv")
WITHOUT_PRIVILEGES = (SETPRIV or "", "--bounding-set=-all", "--inh-caps=-all")
"""Run as a user for whom permissions count; for root they do not (capabilities(7))."""

PROGRAM = f"#!{sys.executable}\nimport sys\nfrom artline.cli import main\nsys.exit(main())\n"


class Place:
    """A folder with photos, and places in it that are closed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._bin = folder / "bin"

    def environment(self, **more: str) -> dict[str, str]:
        """In which `artline` is found and the home is the folder's own."""
        return {
            **os.environ,
            "HOME": str(self.folder / "home"),
            "PATH": f"{self._bin}{os.pathsep}{os.environ['PATH']}",
            "LC_ALL": "C.UTF-8",
            **more,
        }

    def run(self, script: str, *, privileged: bool = False, **more: str) -> tuple[int, str, bytes]:
        """Exit code, stderr and stdout of a script for bash."""
        command = ["bash", "-c", script]
        if ROOT and not privileged:
            command = [*WITHOUT_PRIVILEGES, *command]
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment(**more),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=300,
        )
        return done.returncode, done.stderr.decode(), done.stdout


@contextmanager
def place(photo: Image.Image) -> Iterator[Place]:
    """Make the folder, and open it again afterwards so that it can be removed."""
    folder = Path(tempfile.mkdtemp(prefix="artline-shell-"))
    for name in ("bin", "home", "locked", "listed", "readonly", "empty", "many"):
        (folder / name).mkdir()
    for name in ("photo.jpg", "b.jpg", "closed.jpg", "locked/c.jpg", "listed/d.jpg", "many/e.jpg"):
        photo.save(folder / name)
    (folder / "bin/artline").write_text(PROGRAM, encoding="utf-8")
    modes = {"bin/artline": 0o755, "closed.jpg": 0, "locked": 0, "listed": 0o444, "readonly": 0o555}
    for name, mode in modes.items():
        (folder / name).chmod(mode)
    try:
        yield Place(folder)
    finally:
        for name in ("locked", "listed", "readonly"):
            (folder / name).chmod(0o755)
        shutil.rmtree(folder)
