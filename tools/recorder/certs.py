"""A certificate authority that lives as long as one recording, and the server's certificate."""

from __future__ import annotations

import base64
import datetime
import hashlib
import ipaddress
import ssl
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from .names import ADDRESS

if TYPE_CHECKING:
    from pathlib import Path

_SITES: Final = ("a", "b", "c", "d")
HOSTS: Final = (
    "localhost",
    *(f"{site}.test" for site in _SITES),
    *(f"*.{site}.test" for site in _SITES),
)
"""Names in the server's certificate; a wildcard right under `test` would not be accepted."""


@dataclass(frozen=True, slots=True)
class Trust:
    """What a browser needs to trust the server, and the server to be trusted.

    Attributes:
        authority: PEM file of the authority.
        chain: PEM file of the server's key and certificate.
        spki: Base64 SHA-256 of the server key's SubjectPublicKeyInfo: Chromium's way to trust.
    """

    authority: Path
    chain: Path
    spki: str

    def context(self) -> ssl.SSLContext:
        """TLS settings for the server; HTTP/1.1 only, since no ALPN is offered."""
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made.load_cert_chain(self.chain)
        return made


def make(folder: Path) -> Trust:
    """Make an authority and a server certificate, valid for a few days, in a folder."""
    root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root_name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Recorder CA")])
    root = _certificate(root_name, root_name, root_key.public_key(), root_key, leaf=False)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a.test")])
    leaf = _certificate(name, root_name, key.public_key(), root_key, leaf=True)
    authority, chain = folder / "authority.pem", folder / "server.pem"
    pem = serialization.Encoding.PEM
    authority.write_bytes(root.public_bytes(pem))
    private = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    chain.write_bytes(private + leaf.public_bytes(pem))
    spki = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return Trust(authority, chain, base64.b64encode(hashlib.sha256(spki).digest()).decode())


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    public: ec.EllipticCurvePublicKey,
    signer: ec.EllipticCurvePrivateKey,
    *,
    leaf: bool,
) -> x509.Certificate:
    now = datetime.datetime.now(datetime.UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=7))
        .add_extension(x509.BasicConstraints(ca=not leaf, path_length=None), critical=True)
    )
    if leaf:
        addresses = [ipaddress.ip_address(each) for each in (ADDRESS, "127.0.0.1")]
        names = [
            *(x509.DNSName(host) for host in HOSTS),
            *(x509.IPAddress(address) for address in addresses),
        ]
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
        builder = builder.add_extension(usage, critical=False)
    return builder.sign(signer, hashes.SHA256())
