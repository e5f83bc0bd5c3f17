"""Strategies for Hypothesis: origins, policies, and what pages ask for.

    from hypothesis import given
    from corsac.testing.strategies import page_requests, policies

    @given(policies(), page_requests("https://api.example"))
    def test_what_the_policy_allows_the_browser_reads(policy, request): ...

They draw from few values, so that what is drawn meets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from hypothesis import strategies as st

from corsac.browser.request import Body, BodyKind, PageRequest
from corsac.policy import Policy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import SearchStrategy

#: What lists are drawn from: few, so that policies and requests meet.
ORIGINS: Final = (
    "https://app.example",
    "https://app.example:8443",
    "https://admin.app.example",
    "https://other.example",
    "http://localhost:3000",
    "http://127.0.0.1:8000",
)
PATTERNS: Final = (*ORIGINS, "https://*.app.example", "http://localhost:*")
METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "QUERY")
REQUEST_HEADERS: Final = ("Content-Type", "Authorization", "X-Request-Id", "If-Match")
RESPONSE_HEADERS: Final = ("X-Total-Count", "ETag", "Link")
_VALUES: Final = {"Content-Type": "application/json"}
_BODILESS: Final = frozenset({"GET", "HEAD"})


def origins(among: Sequence[str] = ORIGINS) -> SearchStrategy[str]:
    """Serialised origins that a page can have.

    Args:
        among: What they are drawn from.
    """
    return st.sampled_from(among)


def policies(*, allow_origins: Sequence[str] = PATTERNS) -> SearchStrategy[Policy]:
    """Policies that construct: with origins and patterns, or `"*"`, with or without credentials.

    Args:
        allow_origins: What origins and patterns are drawn from.
    """
    named = st.lists(st.sampled_from(allow_origins), min_size=1, unique=True)
    fields: SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
        {"allow_origins": named | st.just("*"), "allow_credentials": st.booleans()},
        optional={
            "allow_methods": _lists(METHODS),
            "allow_headers": _lists(REQUEST_HEADERS),
            "max_age": st.integers(0, 86_400),
        },
    )
    return fields.map(_policy)


def page_requests(
    server: str = "https://api.example", *, paths: Sequence[str] = ("/", "/items")
) -> SearchStrategy[PageRequest]:
    """What script may give to fetch(), for a server.

    Args:
        server: The server's origin.
        paths: What paths are drawn from.
    """
    return st.builds(
        _request,
        st.sampled_from(paths).map(lambda path: server + path),
        st.sampled_from(METHODS),
        st.lists(st.sampled_from(REQUEST_HEADERS), unique=True, max_size=3),
        st.sampled_from(["omit", "same-origin", "include"]),
        st.booleans(),
    )


def _policy(fields: dict[str, Any]) -> Policy:
    if fields["allow_origins"] == "*":
        fields = {**fields, "allow_credentials": False}
    return Policy(**fields)


def _lists(items: Sequence[str]) -> SearchStrategy[Any]:
    return st.lists(st.sampled_from(items), unique=True) | st.just("*")


def _request(
    url: str,
    method: str,
    names: list[str],
    credentials: str,
    with_body: bool,  # noqa: FBT001 -- drawn
) -> PageRequest:
    body = Body(BodyKind.TEXT, b"{}") if with_body and method not in _BODILESS else None
    headers = tuple((name, _VALUES.get(name, "x")) for name in names)
    return PageRequest(url, method=method, headers=headers, body=body, credentials=credentials)
