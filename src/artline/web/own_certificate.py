"""`--certificate auto`: a certificate that this machine makes for itself.

An authority is made once. It is for private networks and `.local` names alone (name constraints,
RFC 5280 section 4.2.1.10), so that whoever steals its key cannot pose as anything on the internet.
With it a certificate for the machine's present addresses is signed, anew where they have changed.
A phone trusts the authority once.
"""

from __future__ import annotations

import datetime
import ipaddress
import os
import re
import secrets
import socket
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from artline.errors import SettingError, shown
from artline.system.refusals import reason
from artline.web.certificate import Certificate

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

AUTHORITY_DAYS = 3650
"""Days for which the authority is valid: phones are told of it once."""
SERVER_DAYS = 397
"""Days for which a server's certificate is valid; Apple's devices accept 825 at most."""
DAYS_LEFT = 30
"""Days before its end on which a server's certificate is replaced by another."""
NETWORKS = (
    *("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"),
    *("169.254.0.0/16", "100.64.0.0/10"),
    *("::1/128", "fc00::/7", "fe80::/10"),
)
"""Loopback, private, link-local and shared networks (RFC 1918, 3927, 4193, 6598)."""
LOCAL_ENDING = "local"
"""Top domain of names that devices of one network tell each other (RFC 6762)."""

_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
"""A part of a host name (RFC 1123)."""
_Pair = tuple["x509.Certificate", "EllipticCurvePrivateKey"]


def local_name() -> str | None:
    """The name by which this network's devices may ask for this machine; None without a plain one.

    It is known where the system answers multicast DNS: macOS, Windows, Linux with Avahi.
    """
    label = socket.gethostname().partition(".")[0].lower()
    return f"{label}.{LOCAL_ENDING}" if _LABEL.fullmatch(label) else None


def own_certificate(address: str | None, folder: Path | None = None) -> Certificate:
    """The certificate of this machine, made where there is none for this address.

    Args:
        address: an IP address of this machine, besides the loopback ones.
        folder: where authority and certificate are kept, readable by their owner alone; by
            default the user's data folder.

    Raises:
        SettingError: the address is a public one, or the folder cannot be read or written.
    """
    addresses = {"127.0.0.1", "::1"} | ({address} if address else set())
    for one in addresses:
        _refuse_public(one)
    names = {"localhost"} | ({name} if (name := local_name()) else set())
    folder = folder or _data_folder()
    authority_file, server_file = folder / "authority.pem", folder / "server.pem"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        authority = _read(authority_file)
        if authority is None or _days_left(authority[0]) < SERVER_DAYS:
            authority = _made_authority()
            _write(authority_file, authority)
        server = _read(server_file)
        if server is None or not _still_good(server[0], authority[0], names | addresses):
            _write(server_file, _made_server(authority, names, addresses))
    except OSError as fault:
        raise SettingError(
            f"certificate: {shown(folder)}: {reason(fault)}; make that folder writable, "
            "or give --certificate FILE"
        ) from None
    return Certificate(server_file, authority=_pem(authority[0]))


def fingerprint(certificate: bytes) -> str:
    """SHA-256 of a certificate in PEM, as phones show it before they trust one."""
    from cryptography import x509
    from cryptography.hazmat.primitives.hashes import SHA256

    return x509.load_pem_x509_certificate(certificate).fingerprint(SHA256()).hex(":").upper()


def _data_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path("artline", appauthor=False) / "certificate"


def _refuse_public(address: str) -> None:
    plain = ipaddress.ip_address(address)
    if not any(plain in ipaddress.ip_network(network) for network in NETWORKS):
        raise SettingError(
            f"certificate: auto is for private networks, and {shown(address)} is a public "
            "address; give --certificate FILE --key FILE"
        )


def _made_authority() -> _Pair:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = _name(f"artline on {socket.gethostname()}")
    permitted = [
        *(x509.DNSName(ending) for ending in ("localhost", LOCAL_ENDING)),
        *(x509.IPAddress(ipaddress.ip_network(network)) for network in NETWORKS),
    ]
    builder = (
        _builder(name, name, key, AUTHORITY_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs=True), critical=True)
        .add_extension(x509.NameConstraints(permitted, None), critical=True)
    )
    return _signed(builder, key), key


def _made_server(authority: _Pair, names: Collection[str], addresses: Collection[str]) -> _Pair:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import ExtendedKeyUsageOID

    above, above_key = authority
    key = ec.generate_private_key(ec.SECP256R1())
    alternatives = [
        *(x509.DNSName(name) for name in sorted(names)),
        *(x509.IPAddress(ipaddress.ip_address(address)) for address in sorted(addresses)),
    ]
    builder = (
        _builder(_name("artline studio"), above.subject, key, SERVER_DAYS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(above_key.public_key()),
            critical=False,
        )
    )
    return _signed(builder, above_key), key


def _builder(
    subject: x509.Name, issuer: x509.Name, key: EllipticCurvePrivateKey, days: int
) -> x509.CertificateBuilder:
    from cryptography import x509

    now = datetime.datetime.now(datetime.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))  # for clocks that are late
        .not_valid_after(now + datetime.timedelta(days=days - 1))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _name(common: str) -> x509.Name:
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common[:64])])


def _usage(*, signs: bool) -> x509.KeyUsage:
    from cryptography import x509

    return x509.KeyUsage(
        digital_signature=not signs, key_cert_sign=signs, crl_sign=signs,
        content_commitment=False, key_encipherment=False, data_encipherment=False,
        key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _signed(builder: x509.CertificateBuilder, key: EllipticCurvePrivateKey) -> x509.Certificate:
    from cryptography.hazmat.primitives.hashes import SHA256

    return builder.sign(key, SHA256())


def _still_good(
    server: x509.Certificate, authority: x509.Certificate, wanted: Collection[str]
) -> bool:
    """Whether it is of this authority, not about to end, and for all names and addresses."""
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature

    try:
        server.verify_directly_issued_by(authority)
    except (InvalidSignature, ValueError):
        return False
    named = server.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    known = {str(one) for kind in (x509.DNSName, x509.IPAddress)
             for one in named.get_values_for_type(kind)}  # fmt: skip
    return set(wanted) <= known and _days_left(server) > DAYS_LEFT


def _days_left(certificate: x509.Certificate) -> int:
    return (certificate.not_valid_after_utc - datetime.datetime.now(datetime.UTC)).days


def _pem(certificate: x509.Certificate) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding

    return certificate.public_bytes(Encoding.PEM)


def _read(file: Path) -> _Pair | None:
    """A certificate and its key from one file; None where there is no such file.

    Raises:
        OSError: it cannot be read.
        SettingError: it is damaged.
    """
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return None
    try:
        key = load_pem_private_key(data, None)
        certificate = x509.load_pem_x509_certificate(data)
    except (ValueError, TypeError):
        key = None
    if not isinstance(key, EllipticCurvePrivateKey):
        raise SettingError(
            f"certificate: {shown(file)} is damaged; remove it, and another is made"
        ) from None
    return certificate, key


def _write(file: Path, pair: _Pair) -> None:
    """Both into one file, whole or not at all, readable by its owner alone."""
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    certificate, key = pair
    data = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + _pem(certificate)
    beside = file.with_name(f".{file.name}-{secrets.token_hex(6)}.tmp")
    try:
        with open(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as held:  # noqa: PTH123
            held.write(data)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)
