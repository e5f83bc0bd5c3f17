"""Which endpoint a path leads to, through redirects and past methods that it lacks."""

from __future__ import annotations

import pytest
from werkzeug.exceptions import BadRequest
from werkzeug.routing import Map, MapAdapter, Rule

from corsac.middleware.werkzeug import endpoint_of, headers_of

URLS = Map(
    [
        Rule("/items/", endpoint="items", methods=["GET"]),
        Rule("/items/", endpoint="change", methods=["PUT"]),
        Rule("/naïve/<name>/", endpoint="named"),
        Rule("/moved", endpoint="moved", redirect_to="moved"),
    ]
)


@pytest.mark.parametrize("script", ["/", "/below"])
@pytest.mark.parametrize(
    ("path", "method", "endpoint"),
    [
        ("/items/", "GET", "items"),
        ("/items/", "PUT", "change"),
        ("/items", "PUT", "change"),
        ("/items//", "GET", "items"),
        ("/items/", "DELETE", "items"),
        ("/items", "DELETE", None),  # a 404 of Flask's too
        ("/naïve/a b", "GET", "named"),
        ("/missing", "GET", None),
        ("/moved", "GET", None),
    ],
)
def test_a_path_leads_to(script: str, path: str, method: str, endpoint: str | None) -> None:
    adapter = URLS.bind("api.example", script, path_info=path)
    assert endpoint_of(lambda: adapter, method) == endpoint


def test_where_nothing_is_bound_there_is_none() -> None:
    def refused() -> MapAdapter:
        raise BadRequest

    assert endpoint_of(refused, "GET") is None
    assert endpoint_of(lambda: None, "GET") is None


def test_header_lines_are_werkzeugs() -> None:
    assert headers_of([("Host", "api.example")])["host"] == "api.example"
