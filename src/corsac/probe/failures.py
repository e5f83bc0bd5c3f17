"""How the probe's layers give up: with a `Failure` that says where and why."""

from __future__ import annotations

import errno
import os

from corsac.core.messages import Failure, FailureKind


class Dead(Exception):  # noqa: N818 -- it ends a conversation, and is no error of the program
    """Ends an exchange below HTTP; `Client.send` turns it into the answer."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.detail)
        self.failure = failure


_KINDS = {
    errno.ECONNREFUSED: FailureKind.REFUSED,
    errno.ECONNRESET: FailureKind.RESET,
    errno.ECONNABORTED: FailureKind.RESET,
    errno.ENOTCONN: FailureKind.RESET,
    errno.EPIPE: FailureKind.RESET,
    errno.ETIMEDOUT: FailureKind.CONNECT_TIMEOUT,
}

# Where several addresses failed in several ways: a host that said no is there, and says the most.
_TELLING = (
    errno.ECONNREFUSED,
    errno.ECONNRESET,
    errno.ETIMEDOUT,
    errno.EHOSTUNREACH,
    errno.ENETUNREACH,
)


def connect_failure(codes: set[int], where: str) -> Failure:
    """Make the failure of a connection that no address took.

    Args:
        codes: the `errno` of each address that was tried.
        where: the addresses, as people read them.
    """
    code = next((each for each in _TELLING if each in codes), min(codes, default=0))
    kind = _KINDS.get(code, FailureKind.UNREACHABLE)
    reason = os.strerror(code).lower() if code else "no connection"
    return Failure(kind, f"{where}: {reason}")


def reset(error: OSError, when: str) -> Failure:
    """Make the failure of a connection that broke `when` it was in use."""
    reason = (error.strerror or str(error)).lower()
    return Failure(FailureKind.RESET, f"the connection broke {when}: {reason}")
