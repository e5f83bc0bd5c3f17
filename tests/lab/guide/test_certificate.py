"""The certificate is right for the names it was made for, and its key is the owner's alone."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING

from cryptography import x509

from corsac.lab.guide.certificate import write_certificate

if TYPE_CHECKING:
    from pathlib import Path


def test_it_names_every_host_and_fits_its_key(tmp_path: Path) -> None:
    write_certificate(tmp_path, ("yoursite.com", "api.yoursite.com"))
    made = x509.load_pem_x509_certificate((tmp_path / "cert.pem").read_bytes())
    names = made.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["yoursite.com", "api.yoursite.com"]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")


def test_nobody_else_reads_the_key(tmp_path: Path) -> None:
    write_certificate(tmp_path, ("yoursite.com",))
    assert (tmp_path / "key.pem").stat().st_mode & 0o077 == 0
