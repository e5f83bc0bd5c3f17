"""Routes: which policy a path has, and what is no route."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corsac.policy import Policy, PolicyError, Route
from corsac.policy.routes import RouteTable

OPEN = Policy(allow_origins="*")
CLOSED = Policy()


def table(*paths: str) -> RouteTable:
    return RouteTable([Route(path, OPEN) for path in paths])


@pytest.mark.parametrize(
    ("path", "index"),
    [
        ("/", -1),
        ("/public", 0),
        ("/public/", 0),
        ("/public/a/b", 0),
        ("/publications", -1),
        ("/public.txt", -1),
        ("/Public", -1),
        ("/public/deep", 1),
        ("/public/deeper", 0),
        ("/api", 2),
        ("/x/public", -1),
        ("/public/../api", None),
        ("/public/%2e%2e/api", None),
        ("/public%2f..%2fapi", None),
        ("/public%2Fdeep", None),
        ("//public", None),
        ("/api/a%20b", 2),
        ("/api//x", 2),
        ("*", -1),
        ("/x" * 2000 + "/..", None),
    ],
)
def test_the_most_specific_path_wins(path: str, index: int | None) -> None:
    assert table("/public", "/public/deep/", "/api").find(path, "GET") == index


def test_a_route_may_be_for_some_methods() -> None:
    routes = [
        Route("/items", OPEN, ("GET",)),
        Route("/items", CLOSED),
        Route("/items/a", OPEN, ("PUT",)),
    ]
    found = RouteTable(routes)
    assert [found.find("/items", method) for method in ("GET", "HEAD", "PUT")] == [0, 0, 1]
    assert [found.find("/items/a/b", method) for method in ("PUT", "GET", "POST")] == [2, 0, 1]


@given(
    st.lists(st.sampled_from("ab"), max_size=4),
    st.lists(st.lists(st.sampled_from("ab"), min_size=1, max_size=3), unique_by=tuple, max_size=4),
)
def test_it_agrees_with_a_search_for_the_longest_prefix(
    asked: list[str], paths: list[list[str]]
) -> None:
    fitting = [index for index, path in enumerate(paths) if asked[: len(path)] == path]
    longest = max(fitting, key=lambda index: len(paths[index]), default=-1)
    found = table(*("/" + "/".join(path) for path in paths))
    assert found.find("/" + "/".join(asked), "GET") == longest


def codes(given: dict[str, Any]) -> list[tuple[str, str]]:
    with pytest.raises(PolicyError) as caught:
        Policy(**given)
    return [(mistake.field, mistake.code) for mistake in caught.value.mistakes]


@pytest.mark.parametrize(
    ("routes", "expected"),
    [
        (7, [("routes", "routes-expected")]),
        ("/a", [("routes", "routes-expected")]),
        ([7], [("routes[0]", "route-expected")]),
        ({"/a": 7}, [("routes[0]", "route-expected")]),
        ([{"path": "/a", "policy": OPEN, "max_age": 1}], [("routes[0]", "route-expected")]),
        ([{"allow_origins": "*"}], [("routes[0].path", "path-missing")]),
        ([{"path": 7}], [("routes[0].path", "text-expected")]),
        ([{"path": "a"}], [("routes[0].path", "path-relative")]),
        ([{"path": "/a/*"}], [("routes[0].path", "path-pattern")]),
        ([{"path": "/items/{id}"}], [("routes[0].path", "path-pattern")]),
        ([{"path": "/a?b"}], [("routes[0].path", "path-query")]),
        ([{"path": "/a%20b"}], [("routes[0].path", "path-doubtful")]),
        ([{"path": "/a/../b"}], [("routes[0].path", "path-doubtful")]),
        ([{"path": "/a\x7fb"}], [("routes[0].path", "path-doubtful")]),
        ([{"path": "/a", "methods": ["put"]}], [("routes[0].methods[0]", "method-case")]),
        ([{"path": "/a", "methods": "PUT"}], [("routes[0].methods", "list-expected")]),
        ([{"path": "/a", "max_age": -1, "allow_origins": "*"}],
         [("routes[0].max_age", "max-age-negative")]),
        ([{"path": "/a"}, {"path": "/a/"}], [("routes[1].path", "route-repeated")]),
        ([{"path": "/a", "methods": ["GET"]}, {"path": "/a", "methods": ["PUT", "HEAD"]}],
         [("routes[1].path", "route-repeated")]),
        ([{"path": "/"}], [("routes[0].path", "route-shadows-policy")]),
        ({"/a": Policy(routes={"/b": OPEN})}, [("routes[0].routes", "routes-nested")]),
        ([{"path": "/a", "routes": [{"path": "/b"}]}], [("routes[0].routes", "routes-nested")]),
        ([Route("b", OPEN)], [("routes[0].path", "path-relative")]),
    ],
)  # fmt: skip
def test_it_is_no_route(routes: object, expected: list[tuple[str, str]]) -> None:
    assert codes({"allow_origins": ["https://foo.com"], "routes": routes}) == expected


def test_routes_come_as_a_mapping_a_list_or_tables() -> None:
    made = Policy(routes={"/a": OPEN})
    assert made == Policy(routes=[Route("/a", OPEN)])
    tables: Any = [{"path": "/a", "allow_origins": "*"}]
    assert made == Policy(routes=tables)


def test_head_goes_with_get() -> None:
    made = Policy(routes=[Route("/a", OPEN, ("HEAD", "GET", "PUT"))])
    assert made.routes[0].methods == ("GET", "PUT")


def test_a_route_for_every_path_is_fine_below_a_closed_policy() -> None:
    assert Policy(routes={"/": OPEN}).routes[0].path == "/"
    assert Policy(allow_origins="*", routes=[Route("/", CLOSED, ("PUT",))]).routes
