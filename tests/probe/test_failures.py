from __future__ import annotations

import errno

import pytest

from corsac.core.messages import Failure, FailureKind
from corsac.probe.failures import Dead, connect_failure, reset


@pytest.mark.parametrize(
    ("codes", "kind", "reason"),
    [
        ({errno.ECONNREFUSED}, FailureKind.REFUSED, "connection refused"),
        ({errno.ENETUNREACH}, FailureKind.UNREACHABLE, "network is unreachable"),
        ({errno.EHOSTUNREACH}, FailureKind.UNREACHABLE, "no route to host"),
        ({errno.EADDRNOTAVAIL}, FailureKind.UNREACHABLE, "cannot assign requested address"),
        ({errno.EPERM}, FailureKind.UNREACHABLE, "operation not permitted"),
        ({errno.ETIMEDOUT}, FailureKind.CONNECT_TIMEOUT, "connection timed out"),
        ({errno.ECONNRESET}, FailureKind.RESET, "connection reset by peer"),
        ({errno.ENOTCONN}, FailureKind.RESET, "transport endpoint is not connected"),
        ({errno.ENETUNREACH, errno.ECONNREFUSED}, FailureKind.REFUSED, "connection refused"),
        (set[int](), FailureKind.UNREACHABLE, "no connection"),
    ],
)
def test_a_connection_fails_for_a_reason(codes: set[int], kind: FailureKind, reason: str) -> None:
    assert connect_failure(codes, "[::1]:1") == Failure(kind, f"[::1]:1: {reason}")


def test_a_broken_connection_tells_when() -> None:
    error = ConnectionResetError(errno.ECONNRESET, "Connection reset by peer")
    expected = "the connection broke in flight: connection reset by peer"
    assert reset(error, "in flight") == Failure(FailureKind.RESET, expected)
    assert reset(OSError("Odd"), "in flight").detail.endswith(": odd")


def test_a_dead_exchange_carries_its_failure() -> None:
    failure = Failure(FailureKind.DNS, "no such name")
    assert Dead(failure).failure is failure
    assert str(Dead(failure)) == "no such name"
