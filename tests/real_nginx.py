"""A real nginx before a server, set up as docs/studio.md says."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

DOCUMENT = Path(__file__).parents[1] / "docs" / "studio.md"
_WHOLE = """
daemon off;
pid {folder}/nginx.pid;
error_log stderr error;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
{locations}
    }}
}}
"""


def documented(language: str) -> str:
    """The setting that docs/studio.md gives for a proxy."""
    (block,) = re.findall(rf"```{language}\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)
    return str(block)


@contextmanager
def nginx(folder: Path, behind: int) -> Iterator[str]:
    """The address of nginx before the server on a port, without a slash at its end.

    Args:
        folder: for its files.
        behind: port of the server.
    """
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        pytest.skip("there is no nginx here; on Debian: sudo apt install nginx-light")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    locations = documented("nginx").replace("127.0.0.1:8000", f"127.0.0.1:{behind}")
    setting = folder / "nginx.conf"
    setting.write_text(_WHOLE.format(folder=folder, port=port, locations=locations), "utf-8")
    process = subprocess.Popen([program, "-e", "stderr", "-p", str(folder), "-c", str(setting)])
    try:
        end = time.monotonic() + 30
        while True:
            assert process.poll() is None and time.monotonic() < end, "nginx did not start"
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.02)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)
