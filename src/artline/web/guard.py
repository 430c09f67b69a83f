"""Who may ask: this host, this site, and whoever knows the token."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from artline.web.config import LONGEST_HEAD, Config
from artline.web.problems import ProblemError, answer

COOKIE = "artline"
SAFE = ("GET", "HEAD", "OPTIONS")
OWN_SITE = ("same-origin", "none")
OPEN_PATHS = ("/healthz",)
"""What tells nothing may be asked by anybody."""


class Guard:
    """ASGI middleware that turns away whoever may not ask."""

    def __init__(self, app: ASGIApp, *, config: Config) -> None:
        self.app = app
        self._names = {"localhost", config.host.lower(), *map(str.lower, config.names)}
        self._token = config.token
        self._cookie = _cookie_value(config.token) if config.token else ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or answer with what is wrong."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        try:
            _check_length(scope)
            self._check_host(headers)
            _check_site(scope["method"], headers)
            if self._token is not None and scope["path"] not in OPEN_PATHS:
                if self._brings_token(scope):
                    await self._let_in()(scope, receive, send)
                    return
                self._check_token(headers)
        except ProblemError as problem:
            await answer(problem)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _check_host(self, headers: Headers) -> None:
        """Refuse names that are not ours: a foreign name that leads here is DNS rebinding.

        An address cannot be rebound, so every address is ours.
        """
        hosts = headers.getlist("host")
        name = _host_name(hosts[0]) if len(hosts) == 1 else None
        if name is None or not (name in self._names or _is_address(name)):
            raise ProblemError(
                421, "this host name is not served here; use localhost, or start with --name"
            )

    def _brings_token(self, scope: Scope) -> bool:
        if scope["path"] != "/" or scope["method"] != "GET":
            return False
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [])
        return len(given) == 1 and self._is_token(given[0])

    def _let_in(self) -> RedirectResponse:
        """Away from the address that holds the token, with a cookie instead."""
        redirect = RedirectResponse("/", status_code=303)
        redirect.set_cookie(COOKIE, self._cookie, httponly=True, samesite="strict")
        return redirect

    def _check_token(self, headers: Headers) -> None:
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and self._is_token(given.strip()):
            return
        if _same(_cookies(headers.getlist("cookie")), self._cookie):
            return
        raise ProblemError(
            401,
            "a token is needed; open the address that `artline serve` printed, "
            "or send Authorization: Bearer",
            headers={"WWW-Authenticate": "Bearer"},
        )

    def _is_token(self, given: str) -> bool:
        return _same([given], self._token or "")


def _check_length(scope: Scope) -> None:
    """Refuse huge heads that came in one piece; the parser refuses those that come in several."""
    fields = sum(len(name) + len(value) for name, value in scope["headers"])
    if fields + len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST_HEAD:
        raise ProblemError(431, f"the request's head is longer than {LONGEST_HEAD} bytes")


def _check_site(method: str, headers: Headers) -> None:
    """Refuse what another site's page asks for; programs say neither header."""
    if method in SAFE:
        return
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower():
        raise ProblemError(403, "another site may not ask for this")
    if headers.get("sec-fetch-site", "none") not in OWN_SITE:
        raise ProblemError(403, "another site may not ask for this")


def _host_name(host: str) -> str | None:
    """The name in a Host header, without port; None where it is malformed."""
    try:
        parts = urlsplit(f"//{host.strip()}")
        port = parts.port  # raises where it is no number
    except ValueError:
        return None
    plain = parts.username is None and not (parts.path or parts.query or parts.fragment)
    return parts.hostname if plain and port != 0 else None


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _cookie_value(token: str) -> str:
    """What a browser keeps instead of the token."""
    return hmac.new(token.encode(), b"artline cookie", hashlib.sha256).hexdigest()


def _cookies(headers: Iterable[str]) -> list[str]:
    found = []
    for header in headers:
        cookies: SimpleCookie = SimpleCookie()
        try:
            cookies.load(header)
        except CookieError:
            continue
        if COOKIE in cookies:
            found.append(cookies[COOKIE].value)
    return found


def _same(given: Iterable[str], wanted: str) -> bool:
    """Compared in the same time, however much of it is right."""
    return any(hmac.compare_digest(one.encode(), wanted.encode()) for one in given)
