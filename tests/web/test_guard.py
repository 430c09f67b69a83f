"""Who may ask: own host names, own site, and whoever knows the token."""

from __future__ import annotations

import httpx
import pytest

from artline.errors import SettingError
from artline.web.config import Config

TOKEN = "correct-horse-battery-staple"


@pytest.fixture(scope="module")
def ink_id(studio, jpeg):
    return studio.see(jpeg)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1:{port}", "localhost:{port}", "LOCALHOST", "[::1]:{port}", "192.168.1.7:8000"],
)
def test_own_names_and_addresses_are_served(studio, host):
    """An address cannot be rebound by anybody's name server."""
    answer = studio.client.get("/healthz", headers={"Host": host.format(port=studio.port)})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "evil.example:{port}", "127.0.0.1.evil.example",
     "localhost@evil.example", "evil.example/localhost", "", "localhost:99999", "127.1"],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/", "/api/looks", "/healthz", "/static/page.css"])
def test_foreign_names_are_not(studio, host, path):
    """DNS rebinding: a foreign page whose name was made to lead here."""
    answer = studio.client.get(path, headers={"Host": host.format(port=studio.port)})
    assert answer.status_code == 421
    assert answer.headers["content-type"] == "application/problem+json"


def test_two_host_headers_are_none(studio):
    """Whoever sends two wants one of them overlooked."""
    with studio.connect() as bare:
        bare.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n")
        assert bare.recv(100).split()[1] in (b"400", b"421")


def test_a_name_of_ones_own_can_be_added(serve_with):
    """As behind a proxy."""
    server = serve_with(names=("Studio.example",))
    for host, status in (("studio.example:443", 200), ("other.example", 421)):
        answer = server.client.get("/healthz", headers={"Host": host})
        assert answer.status_code == status


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://127.0.0.1:{port}", "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_another_sites_page_may_change_nothing(studio, ink_id, method, headers):
    """Another port of this machine is another site too."""
    path = {"POST": "/api/inks", "PUT": f"/api/inks/{ink_id}/retouch"}.get(
        method, f"/api/inks/{ink_id}"
    )
    said = {name: value.format(port=studio.port) for name, value in headers.items()}
    answer = studio.client.request(method, path, headers=said, content=b"")
    assert answer.status_code == 403
    assert studio.client.get(f"/api/inks/{ink_id}/photo").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": "http://127.0.0.1:{port}"}, {"Sec-Fetch-Site": "same-origin"},
     {"Origin": "http://127.0.0.1:{port}", "Sec-Fetch-Site": "same-origin"}],
)  # fmt: skip
def test_the_own_page_and_programs_may(studio, jpeg, headers):
    """Else the refusals above would prove nothing."""
    said = {name: value.format(port=studio.port) for name, value in headers.items()}
    answer = studio.client.post("/api/inks", files={"photo": jpeg}, headers=said)
    assert answer.status_code == 201


@pytest.mark.parametrize("path", ["/", "/api/looks", "/healthz", "/nowhere", "/static/nowhere"])
def test_every_answer_is_locked_down(studio, path):
    """Also those that refuse; nothing from elsewhere, no frame, nothing guessed, nothing told."""
    answer = studio.client.get(path)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy and "http" not in policy and "*" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in answer.headers
    assert "server" not in answer.headers


def test_without_the_token_nothing_is_told_but_health(serve_with):
    """Neither page nor interface, by header or cookie; and with it, everything."""
    locked = serve_with(token=TOKEN)
    with httpx.Client(base_url=locked.url) as stranger:
        assert stranger.get("/healthz").status_code == 200
        for path in ("/", "/api/looks", "/metrics", "/openapi.json", "/static/page.css", "/docs"):
            answer = stranger.get(path)
            assert answer.status_code == 401, path
            assert answer.headers["www-authenticate"] == "Bearer"
            assert TOKEN not in answer.text
        for header in ("Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN}x", "Bearer", "Bearer é"):
            given = {"Authorization": header.encode()}
            assert stranger.get("/api/looks", headers=given).status_code == 401
        for cookie in ("artline=wrong", f"artline={TOKEN}", "artline", "=;;"):
            assert stranger.get("/api/looks", headers={"Cookie": cookie}).status_code == 401
        assert stranger.get("/?token=wrong").status_code == 401
        assert stranger.get(f"/api/looks?token={TOKEN}").status_code == 401
    assert locked.client.get("/api/looks").status_code == 200
    assert locked.client.get("/metrics").status_code == 200


def test_the_address_with_the_token_lets_a_browser_in(serve_with):
    """Once: it is led away from that address, with a cookie that no script and no site can use."""
    locked = serve_with(token=TOKEN)
    with httpx.Client(base_url=locked.url) as browser:
        led = browser.get(f"/?token={TOKEN}")
        assert (led.status_code, led.headers["location"]) == (303, "./")
        cookie = led.headers["set-cookie"].lower()
        assert "httponly" in cookie and "samesite=lax" in cookie
        assert TOKEN not in cookie
        assert browser.get("/api/looks").status_code == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "studio.example", ""])
def test_others_are_let_in_with_a_token_alone(host):
    """A server that others can reach does not start without one."""
    with pytest.raises(SettingError, match="token"):
        Config(host=host)
    assert not Config(host=host, token=TOKEN).local
    for own in ("127.0.0.1", "127.8.8.8", "::1", "localhost"):
        assert Config(host=own).local


@pytest.mark.parametrize("token", ["", "short", "with spaces in the token", "ümläute-are-no-token"])
def test_a_weak_token_is_refused(token):
    """With a way to make a strong one."""
    with pytest.raises(SettingError, match="secrets"):
        Config(token=token)
