"""A network namespace in which this machine has an address like 192.168.77.5, as in a home."""

from __future__ import annotations

import os
import pty
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ADDRESS = "192.168.77.5"
"""Of this machine in the namespace; private (RFC 1918)."""
SERVE = "from artline.cli import main; import sys; sys.exit(main())"
_INSIDE = ["unshare", "--map-root-user", "--net", "--", "sh", "-ec"]
_NETWORK = f"""
ip link set lo up
ip link add home type veth peer name router
ip link set router up
ip address add {ADDRESS}/24 dev home
ip link set home up
ip route add default dev home
exec "$@"
"""


@cache
def why_no_namespace() -> str | None:
    """Why none can be made here; None where one can."""
    if missing := [name for name in ("unshare", "nsenter", "ip") if shutil.which(name) is None]:
        return f"there is no {' and no '.join(missing)} here"
    tried = subprocess.run(
        [*_INSIDE, _NETWORK, "sh", "true"], capture_output=True, text=True, check=False
    )
    if tried.returncode:
        return f"no network namespace may be made here: {tried.stderr.strip()}"
    return None


@dataclass(frozen=True)
class Lan:
    """`artline serve` in the namespace, and what its terminal shows."""

    pid: int
    said: str

    @property
    def entering(self) -> list[str]:
        """What goes before a command that is to run in the namespace."""
        inside = ["--user", "--net", "--preserve-credentials", "--"]
        return ["nsenter", "--target", str(self.pid), *inside]

    @property
    def address(self) -> str:
        """The address that it printed."""
        return re.findall(r"https?://\S+", self.said)[0]


@contextmanager
def lan(*arguments: str, until: str, **variables: str) -> Iterator[Lan]:
    """`artline serve --lan` on a terminal in the namespace, until it has said a last word."""
    if (why := why_no_namespace()) is not None:
        pytest.skip(why)
    outer, terminal = pty.openpty()
    command = [sys.executable, "-c", SERVE, "serve", "--lan", "--port", "0", *arguments]
    # its own network alone: HOME may be read, and nothing of this machine's settings is
    with tempfile.TemporaryDirectory() as home:
        process = subprocess.Popen(
            [*_INSIDE, _NETWORK, "sh", *command],
            stdin=subprocess.DEVNULL,
            stdout=terminal,
            stderr=terminal,
            env={**os.environ, "HOME": home, "TERM": "xterm", "PYTHONUTF8": "1", **variables},
        )
        os.close(terminal)
        try:
            yield Lan(process.pid, _said(outer, until))
        finally:
            process.terminate()
            process.wait(60)
            os.close(outer)


def _said(terminal: int, until: str) -> str:
    said = b""
    while until.encode() not in said:
        try:
            more = os.read(terminal, 65_536)
        except OSError:  # Linux says so where whoever wrote is gone
            more = b""
        assert more, f"it ended: {said.decode()}"
        said += more
    return said.decode().replace("\r\n", "\n")


def in_namespace(lan: Lan, script: Path, *arguments: str) -> str:
    """What a Python script prints that runs in the namespace."""
    done = subprocess.run(
        [*lan.entering, sys.executable, str(script), *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
