"""TLS over a `SocketStream`, with the reason of a failure told apart.

Over memory buffers, not asyncio's own transport: the first bytes of a server that does not speak
TLS are seen here, and a connection that ends without a farewell is an end like any other.
"""

from __future__ import annotations

import asyncio
import ssl
from contextlib import suppress
from typing import TYPE_CHECKING

from corsac.core.messages import Failure, FailureKind
from corsac.probe.failures import Dead
from corsac.probe.head import shown
from corsac.probe.options import OptionError
from corsac.probe.stream import READ_BYTES

if TYPE_CHECKING:
    from corsac.probe.options import ProbeOptions
    from corsac.probe.stream import SocketStream

# OpenSSL's X509_V_ERR_*, from x509_vfy.h. A root of one's own that came along (19) is a matter of
# trust like any unknown issuer; a lone self-signed certificate (18) is not.
_VERIFY = {
    2: FailureKind.TLS_UNKNOWN_ISSUER,
    9: FailureKind.TLS_NOT_YET_VALID,
    10: FailureKind.TLS_EXPIRED,
    18: FailureKind.TLS_SELF_SIGNED,
    19: FailureKind.TLS_UNKNOWN_ISSUER,
    20: FailureKind.TLS_UNKNOWN_ISSUER,
    21: FailureKind.TLS_UNKNOWN_ISSUER,
    62: FailureKind.TLS_NAME,
    64: FailureKind.TLS_NAME,
}
# What plain HTTP servers answer to a ClientHello: a status line, or a page without one.
_PLAIN_HTTP = (b"HTTP/", b"<")

# Reads of what is no data, before a server that sends nothing else counts as closed.
_TICKETS = 16


def make_context(options: ProbeOptions, protocols: tuple[str, ...]) -> ssl.SSLContext:
    """Make the settings of TLS as browsers have them: 1.2 or later, names from SAN alone.

    Args:
        options: whom to trust.
        protocols: what to offer by ALPN, best first.

    Raises:
        OptionError: for a `cacert` that can't be read or holds no certificate.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    # Debian's openssl.cnf says so too, but not every machine has one.
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.options |= ssl.OP_NO_RENEGOTIATION
    context.set_alpn_protocols(list(protocols))
    context.hostname_checks_common_name = False
    if options.insecure:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    elif options.cacert is None:
        context.load_default_certs()
    if options.cacert is not None:
        _trust(context, options.cacert)
    return context


def _trust(context: ssl.SSLContext, cacert: str) -> None:
    try:
        context.load_verify_locations(cafile=cacert)
    except ssl.SSLError as error:
        raise OptionError(
            "--cacert {file}: no certificate in PEM format in it", file=cacert
        ) from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OptionError("--cacert {file}: {reason}", file=cacert, reason=reason) from error


class TlsStream:
    """An encrypted connection. Make it, then `handshake`."""

    def __init__(self, plain: SocketStream, context: ssl.SSLContext, host: str) -> None:
        """Prepare TLS with `host` over an open connection.

        Raises:
            Dead: TLS_NAME, for a host that no certificate can name.
        """
        self._plain = plain
        self._incoming = ssl.MemoryBIO()
        self._outgoing = ssl.MemoryBIO()
        self._sending = asyncio.Lock()
        self._first = b""
        try:
            name = host.removesuffix(".")  # SNI has no root dot (rfc6066#section-3)
            self._tls = context.wrap_bio(self._incoming, self._outgoing, server_hostname=name)
        except ValueError as error:  # an empty or endless label
            raise Dead(Failure(FailureKind.TLS_NAME, f"{host}: not a name for TLS")) from error

    @property
    def protocol(self) -> str | None:
        """What ALPN chose, None for nothing."""
        return self._tls.selected_alpn_protocol()

    async def handshake(self) -> None:
        """Agree on keys and verify the certificate.

        Raises:
            Dead: with the reason.
        """
        while True:
            try:
                self._tls.do_handshake()
            except ssl.SSLWantReadError:
                await self._exchange()
            except ssl.SSLError as error:
                self._plain.send_now(self._outgoing.read())  # the alert that says why
                raise Dead(self._reason(error)) from error
            else:
                await self._flush()
                return

    async def recv(self) -> bytes:
        """Wait for decrypted bytes; none at the end, announced or not.

        Raises:
            OSError: where the connection broke.
            Dead: where the server broke off with an alert, as it does for want of a certificate.
        """
        while True:
            try:
                return self._tls.read(READ_BYTES)
            except ssl.SSLWantReadError:
                if not self._sending.locked():  # else whoever sends will send this too
                    await self._flush()
                self._take(await self._plain.recv())
            except (ssl.SSLZeroReturnError, ssl.SSLEOFError):
                return b""
            except ssl.SSLError as error:
                raise Dead(_refused("TLS ended", error)) from error

    async def send(self, data: bytes) -> None:
        """Encrypt and send all of it.

        Raises:
            OSError: where the connection broke.
        """
        for at in range(0, len(data), READ_BYTES):
            self._tls.write(data[at : at + READ_BYTES])
            await self._flush()

    def recv_now(self) -> bytes | None:
        """Give what is there; session tickets are taken in without a word, but not for ever."""
        for _ in range(_TICKETS):
            data = self._plain.recv_now()
            if data is not None:
                self._take(data)
            try:
                return self._tls.read(READ_BYTES)
            except ssl.SSLWantReadError:
                if data is None:
                    return None
            except ssl.SSLError:
                return b""
        return b""

    def close(self) -> None:
        """Say good-bye if that takes no waiting, and close."""
        # It wants the other side's good-bye, or there was no handshake.
        with suppress(ssl.SSLError, ValueError):
            self._tls.unwrap()
        self._plain.send_now(self._outgoing.read())
        self._plain.close()

    def _take(self, data: bytes) -> None:
        self._first = self._first or data[:64]
        if data:
            self._incoming.write(data)
        else:
            self._incoming.write_eof()

    async def _flush(self) -> None:
        async with self._sending:  # records leave in the order in which they were made
            while data := self._outgoing.read():
                await self._plain.send(data)

    async def _exchange(self) -> None:
        """Send what the handshake has to say, and wait for more of it."""
        try:
            await self._flush()
            self._take(await self._plain.recv())
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            detail = f"the connection broke in the TLS handshake: {reason}"
            raise Dead(Failure(FailureKind.TLS_OTHER, detail)) from error

    def _reason(self, error: ssl.SSLError) -> Failure:
        if isinstance(error, ssl.SSLCertVerificationError):
            kind = _VERIFY.get(error.verify_code, FailureKind.TLS_OTHER)
            return Failure(kind, error.verify_message.rstrip("."))
        if self._first.startswith(_PLAIN_HTTP):
            detail = f"it speaks HTTP without TLS here: {shown(self._first)}"
            return Failure(FailureKind.TLS_PLAIN_HTTP, detail)
        if isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError):
            return Failure(FailureKind.TLS_OTHER, "the connection was closed in the TLS handshake")
        return _refused("TLS handshake failed", error)


def _refused(what: str, error: ssl.SSLError) -> Failure:
    """Put OpenSSL's reason (`SSLV3_ALERT_HANDSHAKE_FAILURE`) into words."""
    reason = (error.reason or str(error)).replace("_", " ").lower()
    return Failure(FailureKind.TLS_OTHER, f"{what}: {reason}")
