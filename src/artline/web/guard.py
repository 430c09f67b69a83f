"""Access control: host names, origins, the token."""

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
from artline.web.problems import ProblemError, page_or_answer
from artline.web.root_path import path_below_root

COOKIE = "artline"
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
"""Methods that change nothing, so that another site's page may use them."""
OWN_SITE = ("same-origin", "none")
"""Values of Sec-Fetch-Site for this server's own page, and for the user's own navigation."""
OPEN_PATHS = ("/healthz", "/certificate")
"""Reachable without a token."""


class Guard:
    """ASGI middleware that refuses requests without access."""

    def __init__(self, app: ASGIApp, *, config: Config) -> None:
        self.app = app
        self._names = {"localhost", config.host.lower(), *map(str.lower, config.names)}
        self._token = config.token
        self._cookie = _cookie_value(config.token) if config.token else ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer with a problem document."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        try:
            _check_length(scope)
            self._check_host(headers)
            _check_site(scope["method"], headers)
            if self._token is not None and path_below_root(scope) not in OPEN_PATHS:
                if self._brings_token(scope):
                    await self._redirect_with_cookie(scope)(scope, receive, send)
                    return
                self._check_token(headers)
        except ProblemError as problem:
            await page_or_answer(problem, scope)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _check_host(self, headers: Headers) -> None:
        """Refuse unknown host names, which protects from DNS rebinding.

        IP addresses cannot be rebound, so every address is accepted.
        """
        hosts = headers.getlist("host")
        name = _host_name(hosts[0]) if len(hosts) == 1 else None
        if name is None or not (name in self._names or _is_address(name)):
            raise ProblemError(
                421, "this host name is not served here; use localhost, or start with --name"
            )

    def _brings_token(self, scope: Scope) -> bool:
        if path_below_root(scope) != "/" or scope["method"] != "GET":
            return False
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [])
        return len(given) == 1 and self._is_token(given[0])

    def _redirect_with_cookie(self, scope: Scope) -> RedirectResponse:
        """Set the cookie, and redirect to an address without the token.

        A phone's browser that a QR code has opened counts the address as another site's: a strict
        cookie would be withheld from the page it is led to. A lax one is sent there, and from other
        sites' pages with nothing but links; what changes anything is refused them anyway.
        """
        redirect = RedirectResponse("./", status_code=303)  # below whatever path of a proxy
        secure = scope["scheme"] == "https"
        redirect.set_cookie(COOKIE, self._cookie, httponly=True, samesite="lax", secure=secure)
        return redirect

    def _check_token(self, headers: Headers) -> None:
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and self._is_token(given.strip()):
            return
        if _any_equal(_cookies(headers.getlist("cookie")), self._cookie):
            return
        raise ProblemError(
            401,
            "a token is needed; open the address that `artline serve` printed, token included, "
            "or send Authorization: Bearer",
            headers={"WWW-Authenticate": "Bearer"},
        )

    def _is_token(self, given: str) -> bool:
        return _any_equal([given], self._token or "")


def _check_length(scope: Scope) -> None:
    """Refuse a long head that arrived in one piece; h11 refuses those that arrive in several."""
    fields = sum(len(name) + len(value) for name, value in scope["headers"])
    if fields + len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST_HEAD:
        raise ProblemError(431, f"the request's head is longer than {LONGEST_HEAD} bytes")


def _check_site(method: str, headers: Headers) -> None:
    """Refuse changes by another site's page; programs send neither of these headers."""
    if method in SAFE_METHODS:
        return
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower():
        raise ProblemError(403, "requests from pages of other sites are refused")
    if headers.get("sec-fetch-site", "none") not in OWN_SITE:
        raise ProblemError(403, "requests from pages of other sites are refused")


def _host_name(host: str) -> str | None:
    """The name in a Host header, without its port; None where the header is malformed."""
    try:
        parts = urlsplit(f"//{host.strip()}")
        port = parts.port  # raises ValueError where it is not a number
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
    """The cookie's value, from which the token cannot be computed."""
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


def _any_equal(given: Iterable[str], wanted: str) -> bool:
    """Whether one of them is the wanted one, compared in constant time."""
    return any(hmac.compare_digest(one.encode(), wanted.encode()) for one in given)
