"""What an answer says of a server as a whole."""

from __future__ import annotations

import pytest

from corsac.core.headers import Headers
from corsac.core.messages import Exchange, Failure, FailureKind, WireRequest, WireResponse
from corsac.diagnose.verify.ground import ground_of
from corsac.diagnose.verify.heard import is_busy, is_lost, said_of_all, why_not
from corsac.diagnose.verify.report import Verdict
from tests.diagnose.verify.servers import POLICY, URL, verify

PLAIN = "http://api.example:8443/items"


def got(status: int, body: bytes = b"", url: str = URL) -> Exchange:
    return Exchange(WireRequest("GET", url), WireResponse(status, body=body))


@pytest.mark.parametrize(
    "words",
    [
        b"<center>The plain HTTP request was sent to HTTPS port</center>",
        b"Client sent an HTTP request to an HTTPS server.",
        b"Reason: You're speaking plain HTTP to an SSL-enabled server port.<br />",
        b"Bad Request\r\nThis combination of host and port requires TLS.\r\n",
    ],
)
def test_who_speaks_tls_and_is_asked_in_the_clear_says_so(words: bytes) -> None:
    said = why_not(got(400, words, PLAIN))
    assert said is not None
    assert dict(said.values)["url"] == "https://api.example:8443/items"
    assert why_not(got(200, words, PLAIN)) is None
    assert why_not(got(400, words, URL)) is None
    report = verify(lambda _: WireResponse(400, body=words), url=PLAIN)
    assert report.verdict is Verdict.UNREACHABLE
    assert report.findings == ()
    assert list(map(str, report.notes)) == [str(said)]


def test_a_failure_says_what_failed() -> None:
    lost = Exchange(WireRequest("GET", URL), Failure(FailureKind.REFUSED, "connection refused"))
    assert str(why_not(lost)) == "the server did not answer: connection refused"
    assert why_not(got(404)) is None


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        ((401,), "a login or a firewall"),
        ((302,), "a login or a firewall"),
        ((502,), "nobody answers"),
        ((504,), "nobody answers"),
        ((500,), ""),
        ((200,), ""),
        ((200, 502), ""),
    ],
)
def test_one_status_for_every_page_says_what_stands_there(
    statuses: tuple[int, ...], said: str
) -> None:
    notes = [*said_of_all(ground_of(URL, POLICY), [got(status) for status in statuses])]
    assert len(notes) == bool(said)
    assert all(said in str(note) for note in notes)


def test_who_is_asked_too_often_is_lost_for_now_and_who_hangs_up_is_not() -> None:
    later = WireResponse(503, headers=Headers((("Retry-After", "9"),)))
    assert is_busy(later)
    assert is_busy(WireResponse(429))
    assert not is_busy(WireResponse(503))
    assert is_lost(Exchange(WireRequest("GET", URL), later))
    assert is_lost(Exchange(WireRequest("GET", URL), Failure(FailureKind.TIMEOUT)))
    assert not is_lost(Exchange(WireRequest("GET", URL), Failure(FailureKind.CLOSED)))
    assert not is_lost(got(200))
