"""Reading WSGI environments."""

from __future__ import annotations

import pytest

from corsac.middleware.environs import path_of, preflight, request_of
from corsac.policy import Enforcer, Policy

ORIGIN = "https://app.example"
ENFORCER = Enforcer(Policy(allow_origins=[ORIGIN]))


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"PATH_INFO": "/a"}, "/a"),
        ({"SCRIPT_NAME": "/a", "PATH_INFO": "/b"}, "/a/b"),
        ({"PATH_INFO": "/Ã¼"}, "/ü"),
        ({"PATH_INFO": "/\xff"}, "/�"),
        ({}, "/"),
    ],
)
def test_the_path_is_whole_and_decoded_once(environ: dict[str, str], expected: str) -> None:
    assert path_of(environ) == expected


def test_a_request_has_its_headers_under_their_names() -> None:
    request = request_of(
        {
            "REQUEST_METHOD": "PUT",
            "PATH_INFO": "/",
            "HTTP_X_TENANT": "a",
            "CONTENT_TYPE": "text/plain",
            "CONTENT_LENGTH": "",
            "wsgi.url_scheme": "https",
        }
    )
    assert request.method == "PUT"
    assert dict(request.headers) == {"X-Tenant": "a", "Content-Type": "text/plain"}


def test_every_mark_of_a_preflight_is_needed() -> None:
    origin, method = {"HTTP_ORIGIN": ORIGIN}, {"HTTP_ACCESS_CONTROL_REQUEST_METHOD": "GET"}
    assert preflight(ENFORCER, origin) is None
    assert preflight(ENFORCER, method) is None
    grant = preflight(ENFORCER, origin | method)
    assert grant is not None
    assert grant.allowed


def test_a_refused_origin_is_refused_whatever_else_is_asked() -> None:
    asked = {"HTTP_ACCESS_CONTROL_REQUEST_METHOD": "GET"}
    for origin in ("https://evil.example", "https://" + "a" * 65536):
        for name in ("x-a", "x-b"):
            more = {"HTTP_ORIGIN": origin, "HTTP_ACCESS_CONTROL_REQUEST_HEADERS": name}
            grant = preflight(ENFORCER, asked | more)
            assert grant is ENFORCER.refused_origin


def test_the_path_is_put_together_where_it_counts() -> None:
    enforcer = Enforcer(Policy(routes={"/a": Policy(allow_origins=[ORIGIN])}))
    asked = {"HTTP_ORIGIN": ORIGIN, "HTTP_ACCESS_CONTROL_REQUEST_METHOD": "GET"}
    for path, environ, expected in ((None, {"PATH_INFO": "/a"}, True), ("/b", {}, False)):
        grant = preflight(enforcer, asked | environ, path)
        assert grant is not None
        assert grant.allowed is expected
