"""HTTPS: the user's own certificate, and the one that this machine makes for itself."""

from __future__ import annotations

import datetime
import socket
import ssl
import stat
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from artline.cli import main
from artline.errors import SettingError
from artline.web import own_certificate as own
from artline.web.certificate import Certificate

HOME = "192.168.1.7"


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Where an authority and a certificate for `HOME` were made."""
    made = tmp_path_factory.mktemp("home") / "certificate"
    own.own_certificate(HOME, made)
    return made


def test_who_trusts_the_authority_is_not_warned(folder, serve_with) -> None:
    """A real connection by HTTPS, checked as strictly as Python's TLS can."""
    certificate = own.own_certificate(HOME, folder)
    server = serve_with(certificate=certificate)
    trusting = ssl.create_default_context(cadata=(certificate.authority or b"").decode())
    trusting.verify_flags |= ssl.VERIFY_X509_STRICT
    for name in ("127.0.0.1", "localhost"):
        address = f"https://{name}:{server.port}"
        with httpx.Client(verify=trusting) as client:
            assert client.get(f"{address}/api/looks").status_code == 200
            assert client.get(f"{address}/certificate").content == certificate.authority
    with pytest.raises(httpx.ConnectError, match="certificate verify failed"):
        httpx.get(f"https://127.0.0.1:{server.port}/")


def test_it_is_made_once(folder) -> None:
    """Phones were told of it: at the next start, the same; for another address, of the same
    authority; and nobody else can read a key."""
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    own.own_certificate(HOME, folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    own.own_certificate("10.1.2.3", folder)
    after = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert after["authority.pem"] == before["authority.pem"]
    assert after["server.pem"] != before["server.pem"]
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in folder.iterdir())


def test_the_authority_can_pose_as_nobody_on_the_internet(folder) -> None:
    """Protects who trusts it from whoever steals its key."""
    authority = x509.load_pem_x509_certificate((folder / "authority.pem").read_bytes())
    key = load_pem_private_key((folder / "authority.pem").read_bytes(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)

    def believed(name: str) -> bool:
        forged, _ = own._made_server((authority, key), {name}, set())
        verifier = PolicyBuilder().store(Store([authority]))
        try:
            verifier.build_server_verifier(x509.DNSName(name)).verify(forged, [])
        except VerificationError:
            return False
        return True

    assert believed("studio.local") and believed("localhost")
    assert not believed("bank.example")


@pytest.mark.parametrize(("days", "anew"), [(own.DAYS_LEFT - 1, True), (200, False)])
def test_before_it_ends_another_is_made(tmp_path, monkeypatch, days: int, anew: bool) -> None:
    """Protects who starts the studio once a year."""
    with monkeypatch.context() as shorter:
        shorter.setattr(own, "SERVER_DAYS", days)
        own.own_certificate(HOME, tmp_path)
    before = (tmp_path / "server.pem").read_bytes()
    own.own_certificate(HOME, tmp_path)
    assert ((tmp_path / "server.pem").read_bytes() != before) == anew


def test_a_public_address_has_none(tmp_path) -> None:
    """The authority is for private networks."""
    with pytest.raises(SettingError, match=r"8\.8\.8\.8 is a public address; give --certificate"):
        own.own_certificate("8.8.8.8", tmp_path)


@pytest.fixture
def files(tmp_path, folder) -> Path:
    """Files that people might give."""
    data = (folder / "server.pem").read_bytes()
    key, certificate = (
        data[: data.index(b"-----BEGIN CERT")],
        data[data.index(b"-----BEGIN CERT") :],
    )
    locked = load_pem_private_key(key, None).private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"secret")
    )
    another = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    for name, content in {
        "cert.pem": certificate,
        "key.pem": key,
        "locked.pem": locked,
        "another.pem": another,
        "both.pem": data,
        "no.pem": b"x",
    }.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


@pytest.mark.parametrize(
    ("certificate", "key", "said"),
    [
        ("missing.pem", "key.pem", "certificate: missing.pem cannot be read (No such file"),
        ("cert.pem", "missing.pem", "key: missing.pem cannot be read (No such file or directory)"),
        ("cert.pem", "another.pem", "key: another.pem is not the key of cert.pem; give the key"),
        ("cert.pem", "locked.pem", "certificate: cert.pem and locked.pem are no certificate and"),
        ("no.pem", "key.pem", "give both as PEM, the key without a password"),
        ("cert.pem", None, "certificate: cert.pem and cert.pem are no certificate and its key"),
        (None, "key.pem", "key: belongs to a certificate; give --certificate FILE too"),
        ("auto", "key.pem", "key: --certificate auto makes its own; leave --key out"),
    ],
)
def test_what_is_no_certificate_is_said(
    files, monkeypatch, capfd, certificate: str | None, key: str | None, said: str
) -> None:
    """In one line, before the model is loaded, and without a question for a password."""
    monkeypatch.chdir(files)
    given = [*(("--certificate", certificate) if certificate else ()),
             *(("--key", key) if key else ())]  # fmt: skip
    assert main(["serve", *given]) == 2
    told = capfd.readouterr().err
    assert told.startswith("error: ") and said in told and told.count("\n") == 1


def test_a_certificate_of_ones_own_is_shown(files, serve_with) -> None:
    """Both in two files, and both in one."""
    for certificate in (
        Certificate(files / "cert.pem", files / "key.pem"),
        Certificate(files / "both.pem"),
    ):
        server = serve_with(certificate=certificate)
        with socket.create_connection(("127.0.0.1", server.port)) as bare:
            context = ssl.create_default_context()
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            with context.wrap_socket(bare) as shown:
                seen = x509.load_der_x509_certificate(shown.getpeercert(binary_form=True) or b"")
        assert seen.not_valid_after_utc > datetime.datetime.now(datetime.UTC)
        assert (
            httpx.get(f"https://127.0.0.1:{server.port}/certificate", verify=False).status_code
            == 404
        )
