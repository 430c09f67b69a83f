"""ONNX Runtime tells nobody anything and writes nothing into the user's home."""

from __future__ import annotations

import os
import subprocess
import sys

from artline.models.runtime import SWITCH

SEE = """
import os
import numpy as np
import artline
artline.Artist().see(np.zeros((32, 32, 3), np.uint8))
print(os.environ.get("ORT_DISABLE_TELEMETRY"))
"""


def _see(home, **environment):
    """What it says of the variable afterwards, and what lies in the home."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG")}
    done = subprocess.run(
        [sys.executable, "-B", "-c", SEE],
        env={**kept, "HOME": str(home), "TMPDIR": str(home), **environment},
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout.strip(), [path.name for path in home.rglob("*")]


def test_nothing_is_written_and_the_environment_is_as_before(tmp_path):
    """Neither the device id nor the queue of events, in a home that is empty."""
    assert _see(tmp_path) == ("None", [])


def test_what_the_user_chose_stands(tmp_path):
    """Who sets the variable has decided, this way or that."""
    assert _see(tmp_path, **{SWITCH: "1"}) == ("1", [])
    assert _see(tmp_path, **{SWITCH: "0"})[0] == "0"
