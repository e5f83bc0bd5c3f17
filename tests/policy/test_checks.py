"""All checks in one pass: what does not construct, and why."""

from __future__ import annotations

from typing import Any

import pytest

from corsac.policy.checks import check_fields
from corsac.policy.mistakes import Collector, Mistake

FOO = ["https://foo.com"]
STAR = ["*", "X"]


def mistakes(**given: object) -> list[Mistake]:
    found: list[Mistake] = []
    check_fields(given, Collector(found))
    return found


def codes(**given: object) -> list[tuple[str, str]]:
    return [(mistake.field, mistake.code) for mistake in mistakes(**given)]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        # Every row of the start-up checks of jub0bs/cors, and of what its peers take in silence.
        ({"allow_origins": []}, [("allow_origins", "origins-missing")]),
        ({"allow_methods": ["PUT"]}, [("allow_origins", "origins-missing")]),
        ({"allow_credentials": True}, [("allow_origins", "origins-missing")]),
        ({"allow_origins": "https://foo.com"}, [("allow_origins", "list-expected")]),
        ({"allow_origins": ["https://foo.com/"]}, [("allow_origins[0]", "origin-trailing-slash")]),
        ({"allow_origins": ["foo.com"]}, [("allow_origins[0]", "origin-scheme-missing")]),
        ({"allow_origins": ["https://foo.com:443"]}, [("allow_origins[0]", "origin-default-port")]),
        ({"allow_origins": ["null"]}, [("allow_origins[0]", "origin-null")]),
        (
            {"allow_origins": "*", "allow_credentials": True},
            [("allow_origins", "origins-wildcard-with-credentials")],
        ),
        (
            {"allow_origins": ["*"], "allow_credentials": True},
            [("allow_origins", "origins-wildcard-with-credentials")],
        ),
        (
            {"allow_origins": ["null"], "allow_credentials": True,
             "dangerously_allow_null_origin": True},
            [("allow_origins[0]", "origin-null-with-credentials")],
        ),
        ({"allow_origins": ["*", *FOO]}, [("allow_origins", "wildcard-not-alone")]),
        (
            {"allow_origins": ["http://foo.com"], "allow_credentials": True},
            [("allow_origins[0]", "origin-insecure-with-credentials")],
        ),
        ({"allow_origins": ["https://*.com"]},
         [("allow_origins[0]", "origin-public-suffix-pattern")]),
        ({"allow_origins": [*FOO, *FOO, "x"]}, [("allow_origins[2]", "origin-scheme-missing")]),
        ({"allow_origins": FOO, "allow_methods": "PUT"}, [("allow_methods", "list-expected")]),
        ({"allow_origins": FOO, "allow_methods": ["put"]}, [("allow_methods[0]", "method-case")]),
        ({"allow_origins": FOO, "allow_methods": STAR}, [("allow_methods", "wildcard-not-alone")]),
        ({"allow_origins": FOO, "allow_headers": ["X Y"]},
         [("allow_headers[0]", "header-malformed")]),
        ({"allow_origins": FOO, "allow_headers": STAR}, [("allow_headers", "wildcard-not-alone")]),
        ({"allow_origins": FOO, "expose_headers": ["Set-Cookie"]},
         [("expose_headers[0]", "header-never-readable")]),
        ({"allow_origins": FOO, "expose_headers": "*", "allow_credentials": True},
         [("expose_headers", "expose-wildcard-with-credentials")]),
        ({"allow_origins": FOO, "max_age": 10**9}, [("max_age", "max-age-too-long")]),
        ({"allow_origins": FOO, "preflight_status": 302}, [("preflight_status", "choice-unknown")]),
        ({"timing_allow_origins": ["https://*.foo.com"]},
         [("timing_allow_origins[0]", "timing-origin-pattern")]),
        ({"timing_allow_origins": ["foo.com"]},
         [("timing_allow_origins[0]", "origin-scheme-missing")]),
        ({"allow_origins": FOO, "presets": ["grpcweb"]}, [("presets[0]", "preset-unknown")]),
        ({"origin": FOO}, [("origin", "field-unknown")]),
        ({"allow_origin_regex": ".*"}, [("allow_origin_regex", "field-foreign")]),
        ({"allow_private_network": True}, [("allow_private_network", "field-foreign")]),
    ],
    ids=str,
)  # fmt: skip
def test_it_does_not_construct(given: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert codes(**given) == expected


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"allow_origins": "*"},
        {"allow_origins": ["*"], "allow_methods": ["*"], "allow_headers": ["*"]},
        {
            "allow_origins": FOO,
            "allow_methods": ["*"],
            "allow_headers": "*",
            "allow_credentials": True,
        },
        {"allow_origins": "*", "allow_headers": ["*", "Authorization"], "expose_headers": "*"},
        {"allow_origins": ["http://localhost:3000"], "allow_credentials": True},
        {"allow_origins": FOO, "allow_origin_regex": None, "allow_private_network": False},
        {"allow_origins": ["null"], "dangerously_allow_null_origin": True},
        {"timing_allow_origins": "*", "cross_origin_resource_policy": "same-origin"},
        {"timing_allow_origins": FOO, "allow_origins": "*"},
        {"presets": ["tus", "sentry"], "allow_origins": FOO},
    ],
    ids=str,
)
def test_it_constructs(given: dict[str, Any]) -> None:
    assert codes(**given) == []


def test_all_mistakes_come_at_once_in_the_order_of_the_fields() -> None:
    found = codes(
        max_age=-1, origins=[], allow_methods=["put", "trace"], allow_origins=["x", "null"]
    )
    assert found == [
        ("origins", "field-unknown"),
        ("allow_origins[0]", "origin-scheme-missing"),
        ("allow_origins[1]", "origin-null"),
        ("allow_methods[0]", "method-case"),
        ("allow_methods[1]", "method-forbidden"),
        ("max_age", "max-age-negative"),
    ]


@pytest.mark.parametrize(
    ("name", "mend"),
    [
        ("allow_origin", "did you mean allow_origins?"),
        ("origins", "did you mean allow_origins?"),
        ("supports_credentials", "did you mean allow_credentials?"),
        ("allow-headers", "did you mean allow_headers?"),
        ("exposed_headers", "did you mean expose_headers?"),
        ("dangerously_allow_null", "did you mean dangerously_allow_null_origin?"),
    ],
)
def test_what_was_meant_is_asked(name: str, mend: str) -> None:
    assert str(mistakes(**{name: True})[0].mend) == mend


def test_a_name_like_nothing_gets_the_list() -> None:
    assert str(mistakes(zzz=1)[0].mend).startswith("the fields are allow_origins, allow_methods")
    assert str(mistakes(allow_origins=FOO, presets=["grpcweb"])[0].mend) == "did you mean grpc-web?"


def test_presets_add_to_the_lists_and_leave_the_star_alone() -> None:
    found: list[Mistake] = []
    given = {
        "allow_origins": FOO,
        "presets": ["grpc-web"],
        "allow_headers": ["content-type", "X-A"],
    }
    values = check_fields(given, Collector(found))
    assert values["allow_headers"] == (
        "content-type", "X-A", "Grpc-Timeout", "X-Grpc-Web", "X-User-Agent",
    )  # fmt: skip
    assert values["expose_headers"] == ("Grpc-Status", "Grpc-Message", "Grpc-Status-Details-Bin")
    star = {"allow_origins": FOO, "presets": ["grpc-web"], "allow_headers": "*"}
    assert check_fields(star, Collector(found))["allow_headers"] == ("*",)
    assert found == []
