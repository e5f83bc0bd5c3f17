"""Methods and header names that a policy can't hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.policy.mistakes import Collector, Mistake
from corsac.policy.names import check_method, check_request_header, check_response_header

if TYPE_CHECKING:
    from collections.abc import Callable

    Check = Callable[[str, Collector], None]


def objected(check: Check, text: str) -> tuple[str, str] | None:
    found: list[Mistake] = []
    check(text, Collector(found))
    return (found[0].code, str(found[0].mend)) if found else None


@pytest.mark.parametrize(
    ("check", "text", "expected"),
    [
        (check_method, "PUT", None),
        (check_method, "purge", None),
        (check_method, "put", ("method-case", 'write "PUT"')),
        (check_method, "Patch", ("method-case", 'write "PATCH"')),
        (check_method, "TRACE", ("method-forbidden", "take it out")),
        (check_method, "track", ("method-forbidden", "take it out")),
        (check_method, "PUT, DELETE", ("method-malformed", 'write "PUT", "DELETE"')),
        (check_method, "PUT DELETE", ("method-malformed", 'write "PUT", "DELETE"')),
        (check_method, "PÜT", ("method-malformed", "take it out")),
        (check_method, "", ("method-malformed", "take it out")),
        (check_method, "A" * 129, ("method-malformed", f'write "{"A" * 128}"')),
        (check_request_header, "X-Token", None),
        (check_request_header, "X Token", ("header-malformed", 'write "X-Token"')),
        (check_request_header, "X-Token:", ("header-malformed", 'write "X-Token"')),
        (check_request_header, "A, B", ("header-malformed", 'write "A", "B"')),
        (
            check_request_header,
            "cookie",
            ("header-forbidden", "take it out; cookies are what allow_credentials is for"),
        ),
        (check_request_header, "Sec-Fetch-Mode", ("header-forbidden", "take it out")),
        (check_request_header, "Proxy-Auth", ("header-forbidden", "take it out")),
        (check_request_header, "X-HTTP-Method-Override", None),
        (
            check_request_header,
            "Access-Control-Allow-Origin",
            ("header-of-response", "take it out: it is sent without being named"),
        ),
        (check_response_header, "ETag", None),
        (check_response_header, "Set-Cookie", ("header-never-readable", "take it out")),
        (check_response_header, "access-control-max-age", ("header-of-protocol", "take it out")),
        (check_response_header, "Origin", ("header-of-protocol", "take it out")),
        (check_response_header, "<b>", ("header-malformed", "take it out")),
    ],
)
def test_a_name_is_taken_or_objected_to(
    check: Check, text: str, expected: tuple[str, str] | None
) -> None:
    assert objected(check, text) == expected
