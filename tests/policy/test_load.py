"""A policy from TOML: where each mistake stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corsac.policy import Policy, PolicyError
from corsac.policy.load import load_policy, profiles

DESIGN = """\
version = 1

[policy]
allow_origins     = ["https://yoursite.com", "https://*.example.com", "https://preview-{slug}.example.net"]
allow_methods     = ["GET", "POST", "PUT", "DELETE", "PATCH"]
allow_headers     = ["Content-Type", "Authorization"]
expose_headers    = ["X-Total-Count"]
allow_credentials = true
max_age           = 7200

[[policy.routes]]            # a whole policy of its own
path          = "/public"
allow_origins = "*"

[profiles.dev]
allow_origins = ["http://localhost:3000", "http://localhost:5173"]

[[proxy.routes]]
path         = "/proxy"
target       = "https://third-party-api.example"
strip_prefix = true
"""


def mistakes(text: str, file: str = "corsac.toml", profile: str | None = None) -> list[str]:
    with pytest.raises(PolicyError) as caught:
        load_policy(text, file, profile)
    found: list[str] = []
    for mistake in caught.value.mistakes:
        assert mistake.span is not None
        assert mistake.span.file == file
        found.append(f"{mistake.span.line}:{mistake.span.column} {mistake.code}")
    assert str(caught.value)
    return found


def test_the_whole_format_is_read() -> None:
    policy = load_policy(DESIGN)
    assert policy.max_age == 7200
    assert policy.allow_origins[2] == "https://preview-{slug}.example.net"
    assert policy.routes[0].policy == Policy(allow_origins="*")
    assert load_policy("\ufeff" + DESIGN.replace("\n", "\r\n")) == policy
    assert profiles(DESIGN) == ("dev",)


def test_a_profile_is_added() -> None:
    policy = load_policy(DESIGN, profile="dev")
    assert policy.allow_origins[0] == "https://yoursite.com"
    assert policy.allow_origins[3:] == ("http://localhost:3000", "http://localhost:5173")


def test_a_profile_replaces_what_is_no_list_and_adds_routes() -> None:
    text = """
        [policy]
        allow_origins = ["https://foo.com"]
        max_age = 600
        [[policy.routes]]
        path = "/a"
        [profiles.open]
        allow_origins = "*"
        max_age = 0
        [[profiles.open.routes]]
        path = "/b"
        [profiles.more]
        allow_origins = ["https://bar.com"]
    """
    policy = load_policy(text, profile="open")
    assert (policy.allow_origins, policy.max_age) == (("*",), 0)
    assert [route.path for route in policy.routes] == ["/a", "/b"]
    star = text.replace('["https://foo.com"]', '"*"')
    assert load_policy(star, profile="more").allow_origins == ("*",)


def test_a_pyproject_has_its_own_table() -> None:
    text = '[project]\nname = "x"\n[tool.corsac.policy]\nallow_origins = "*"\n'
    assert load_policy(text, "pyproject.toml").any_origin
    assert profiles(text + "[tool.corsac.profiles.dev]\n", "sub/pyproject.toml") == ("dev",)
    assert mistakes("[tool.other]\n", "pyproject.toml") == ["1:1 section-missing"]
    wrong = '[tool.corsac.policy]\nallow_origins = ["x"]\n'
    assert mistakes(wrong, "pyproject.toml") == ["2:18 origin-scheme-missing"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = ", ["1:5 toml-syntax"]),
        ('[policy]\nallow_origins = ["*"', ["2:21 toml-syntax"]),
        ("", ["1:1 section-missing"]),
        ("policy = 7", ["1:10 section-expected"]),
        ("version = 2\n[policy]", ["1:11 version-unknown"]),
        ("version = true\n[policy]", ["1:11 version-unknown"]),
        ("[polcy]\n[policy]", ["1:1 field-unknown"]),
        ('max_age = 7\n[policy]\nallow_origins = "*"', ["1:1 field-unknown"]),
        ('[policy]\nallow_origin = "*"', ["2:1 field-unknown"]),
        ('[policy]\nallow_origins = [\n  "https://foo.com",\n  "foo.com",\n]',
         ["4:3 origin-scheme-missing"]),
        ('[policy]\nallow_origins = ["https://foo.com"]\nallow_methods = "PUT"',
         ["3:17 list-expected"]),
        ('[policy]\nmax_age = 1979-05-27\nallow_origins = "*"', ["2:11 seconds-expected"]),
        ("[policy]\nallow_credentials = true", ["1:1 origins-missing"]),
        ('[policy]\nroutes = [{ path = "/a", allow_origins = ["x"] }]',
         ["2:43 origin-scheme-missing"]),
        ('[policy]\n[[policy.routes]]\npath = "/a"\n[[policy.routes]]\nmax_age = 7',
         ["4:1 origins-missing", "4:1 path-missing"]),
    ],
)  # fmt: skip
def test_a_mistake_has_its_place(text: str, expected: list[str]) -> None:
    assert sorted(mistakes(text)) == sorted(expected)


def test_a_profiles_mistakes_stand_in_the_profile() -> None:
    text = (
        DESIGN
        + '\n[profiles.bad]\nallow_origins = ["http://localhost:1", "foo.com"]\nmax_age = -1\n'
    )
    assert mistakes(text, profile="bad") == [
        "24:40 origin-scheme-missing",
        "25:11 max-age-negative",
    ]
    routed = '[policy]\n[profiles.p]\n[[profiles.p.routes]]\npath = "a"\n'
    assert mistakes(routed, profile="p") == ["4:8 path-relative"]
    assert mistakes(DESIGN, profile="prod") == ["15:1 profile-unknown"]
    assert mistakes("[policy]", profile="dev") == ["1:1 profile-unknown"]
    assert mistakes("[policy]\n[profiles]\ndev = 1", profile="dev") == ["3:7 section-expected"]
    assert mistakes("profiles = 1\n[policy]", profile="dev") == [
        "1:12 section-expected",
        "1:12 profile-unknown",
    ]


def test_nesting_without_end_is_a_mistake_like_others() -> None:
    assert mistakes("a = " + "[" * 100_000) == ["1:1 toml-syntax"]


def test_profiles_of_a_file_without_any() -> None:
    assert profiles("[policy]") == ()
    assert profiles("profiles = 1") == ()
    with pytest.raises(PolicyError):
        profiles("=")


@given(st.text(max_size=60) | st.text('[policy]\n=".*"{}#\'\\ ', max_size=60))
def test_any_text_loads_or_lists_its_mistakes(text: str) -> None:
    try:
        load_policy(text)
    except PolicyError as error:
        spans = [mistake.span for mistake in error.mistakes]
        assert all(spans)
