"""Several layers' answers to one request, compared."""

from __future__ import annotations

import pytest

from corsac.core.messages import Failure, FailureKind
from corsac.diagnose.files.across import Compared, Heard, compare, inner_url
from tests.diagnose.files.scenes import ALLOW, answer, finding

A, B = "https://a.example", "https://b.example"


def compared(*values: tuple[str, ...], status: tuple[int, ...] = (), number: int = 12) -> Compared:
    """Compare answers that have these values, from the browser inwards."""
    names = ("edge", "middle", "app") if len(values) > 2 else ("edge", "app")
    statuses = status or (200,) * len(values)
    return compare(
        finding(number),
        [
            Heard(name, answer(*((ALLOW, each) for each in mine), status=code))
            for name, mine, code in zip(names, values, statuses, strict=True)
        ],
    )


def told(found: Compared) -> list[str]:
    """Give what is told."""
    return [str(each) for each in found.notes]


def test_both_send_it() -> None:
    found = compared((A, A), (A,))
    assert told(found) == [f"edge adds {ALLOW}: {A}", f"app sends {ALLOW}: {A}"]
    assert (found.senders, found.cleared) == (frozenset({"edge", "app"}), frozenset())


def test_the_application_sends_both() -> None:
    found = compared((A, B), (A, B))
    assert told(found) == [f"app sends {ALLOW}: {A}", f"app sends {ALLOW}: {B}"]
    assert (found.senders, found.cleared) == (frozenset({"app"}), frozenset({"edge"}))


def test_the_edge_sends_both() -> None:
    found = compared((A, A), ())
    assert told(found) == [f"edge adds {ALLOW}: {A}"] * 2
    assert found.cleared == {"app"}


def test_the_edge_takes_it_away() -> None:
    assert told(compared((), (A,))) == [
        f"edge takes {ALLOW} away: app sends {A}",
        f"app sends {ALLOW}: {A}",
    ]


def test_nobody_sends_it() -> None:
    found = compared((), ())
    assert told(found) == [f"app, asked itself, sends no {ALLOW} either"]
    assert found.cleared == {"edge", "app"}


def test_the_edge_answers_by_itself() -> None:
    assert told(compared((), (A,), status=(502, 200)))[0] == (
        "edge answers this by itself: 502; app, asked itself, says 200"
    )


def test_three_layers_are_compared_each_with_the_next() -> None:
    found = compared((A, A), (A,), ())
    assert told(found) == [f"edge adds {ALLOW}: {A}", f"middle adds {ALLOW}: {A}"]
    assert found.cleared == {"app"}


def test_one_that_is_silent_is_told_and_left_out() -> None:
    silent = Heard("app", Failure(FailureKind.REFUSED, "connection refused"))
    found = compare(finding(12), [Heard("edge", answer((ALLOW, A))), silent])
    assert told(found) == ["app can't be asked itself: connection refused"]
    assert not found.senders | found.cleared


@pytest.mark.parametrize(
    ("url", "address", "expected"),
    [
        ("https://api.example/a?b=1", "http://127.0.0.1:8000", "http://127.0.0.1:8000/a?b=1"),
        ("https://api.example/api/a", "http://127.0.0.1:8000/a", "http://127.0.0.1:8000/a"),
        ("https://api.example/a", "http://127.0.0.1:8000/?x=1", "http://127.0.0.1:8000/?x=1"),
        ("nowhere", "http://127.0.0.1:8000/", "http://127.0.0.1:8000/"),
    ],
)
def test_the_path_goes_along(url: str, address: str, expected: str) -> None:
    assert inner_url(url, address) == expected


def test_a_cookie_of_a_layer_is_not_shown() -> None:
    inner = answer(("Set-Cookie", "sid=secret"), ("Location", "https://login.example/?token=1"))
    for header in ("Set-Cookie", "Location", ""):
        found = compare(finding(7, header), [Heard("edge", answer()), Heard("app", inner)])
        assert told(found) == [f"app, asked itself, sends no {ALLOW} either"]
    vary = compare(
        finding(101, "Vary"), [Heard("edge", answer()), Heard("app", answer(("Vary", "Origin")))]
    )
    assert told(vary)[0] == "edge takes Vary away: app sends Origin"
