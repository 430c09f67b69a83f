"""A server below a path of its proxy, as `/studio`, which the proxy may pass on or take away."""

from __future__ import annotations

import re

from starlette.types import ASGIApp, Receive, Scope, Send

from artline.errors import SettingError, shown

_SEGMENTS = re.compile(r"(/[A-Za-z0-9._~-]+)*")
"""Path segments that need no encoding anywhere."""


def checked_root_path(given: str) -> str:
    """The path without a slash at its end; empty for the root.

    Raises:
        SettingError: it does not begin with a slash, or has other characters than plain ones.
    """
    path = given.removesuffix("/")
    if _SEGMENTS.fullmatch(path) is None or {".", ".."} & set(path.split("/")):
        raise SettingError(
            f"root_path: {shown(given)} is no path for a proxy; "
            "write it like /studio, in letters, digits and . _ ~ -"
        )
    return path


class RootPath:
    """ASGI middleware that tells the app below which path it is asked for."""

    def __init__(self, app: ASGIApp, *, root_path: str) -> None:
        self.app = app
        self._root = root_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, its path beginning with the root path as ASGI wants it."""
        if scope["type"] == "http" and self._root:
            below = scope["path"].startswith(f"{self._root}/")
            path = scope["path"] if below else self._root + scope["path"]
            scope = {**scope, "path": path, "root_path": self._root}
        await self.app(scope, receive, send)


def path_below_root(scope: Scope) -> str:
    """The path that is asked for, without the path that only the proxy knows.

    Read it before the request is passed on: a mounted app counts its own place to the root path.
    """
    return str(scope["path"]).removeprefix(scope.get("root_path", ""))
