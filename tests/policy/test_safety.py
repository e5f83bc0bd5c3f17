"""Patterns that can be read and are not safe: each danger, and the switch that overrules it."""

from __future__ import annotations

import pytest

from corsac.policy.pattern import parse_pattern
from corsac.policy.safety import DANGERS, danger_of

SUFFIXES = "dangerously_allow_public_suffixes"
INSECURE = "dangerously_allow_insecure_origins"
CASES = [
    ("*", "origins-wildcard-with-credentials", ""),
    ("null", "origin-null-with-credentials", ""),
    ("ws://foo.com", "origin-websocket-scheme", ""),
    ("chrome-extension://abc", "origin-app-host", ""),
    ("capacitor://*.localhost", "origin-app-host", ""),
    ("tauri://localhost:*", "origin-app-host", ""),
    ("htps://foo.com", "origin-scheme-unknown", "dangerously_allow_custom_schemes"),
    ("ftp://foo.com", "origin-scheme-unknown", "dangerously_allow_custom_schemes"),
    ("http://foo.com", "origin-insecure-with-credentials", INSECURE),
    ("http://*.foo.com", "origin-insecure-with-credentials", INSECURE),
    ("http://pr-{hex}.foo.com", "origin-insecure-with-credentials", INSECURE),
    ("http://192.168.1.7:8080", "origin-insecure-with-credentials", INSECURE),
    ("http://localhost.foo.com", "origin-insecure-with-credentials", INSECURE),
    ("https://*.com", "origin-public-suffix-pattern", SUFFIXES),
    ("https://*.github.io", "origin-public-suffix-pattern", SUFFIXES),
    ("https://*.co.uk:*", "origin-public-suffix-pattern", SUFFIXES),
    ("https://*.intranet", "origin-public-suffix-pattern", SUFFIXES),
    ("https://{slug}.com", "origin-public-suffix-pattern", SUFFIXES),
    ("https://pr-{digits}.vercel.app", "origin-public-suffix-pattern", SUFFIXES),
    ("https://www.{slug}.com", "origin-public-suffix-pattern", SUFFIXES),
    ("https://*.amazonaws.com", "origin-public-suffix-pattern", SUFFIXES),
    ("https://*.compute.amazonaws.com", "origin-public-suffix-pattern", SUFFIXES),
    ("https://*.kawasaki.jp", "origin-public-suffix-pattern", SUFFIXES),
    ("https://app.{slug}.amazonaws.com", "origin-public-suffix-pattern", SUFFIXES),
    ("https://com", "origin-public-suffix", SUFFIXES),
    ("https://co.uk", "origin-public-suffix", SUFFIXES),
]


@pytest.mark.parametrize(("text", "code", "switch"), CASES, ids=[case[0] for case in CASES])
def test_with_credentials_it_is_a_danger(text: str, code: str, switch: str) -> None:
    pattern = parse_pattern(text)
    assert pattern is not None
    found = danger_of(pattern, credentials=True, switches={})
    assert found is not None
    danger, reason, mend = found
    assert (danger.code, danger.switch) == (code, switch)
    assert str(reason)
    assert switch in str(mend)
    if switch:
        assert danger_of(pattern, credentials=True, switches={switch: True}) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("*", None),
        ("null", "origin-null"),
        ("http://foo.com", None),
        ("https://*.com", "origin-public-suffix-pattern"),
        ("https://foo.com", None),
    ],
)
def test_without_credentials_some_are_none(text: str, code: str | None) -> None:
    pattern = parse_pattern(text)
    assert pattern is not None
    found = danger_of(pattern, credentials=False, switches={})
    assert (found[0].code if found else None) == code


@pytest.mark.parametrize(
    "text",
    [
        "https://foo.com",
        "https://*.foo.com",
        "https://*.foo.co.uk",
        "https://*.example",
        "https://*.internal:*",
        "https://pr-{slug}.foo.com",
        "https://{slug}.amazonaws.com",
        "https://{slug}.internal",
        "https://github.io",
        "https://10.0.0.1",
        "https://[2001:db8::1]",
        "https://intranet",
        "http://localhost:3000",
        "http://*.localhost:*",
        "http://127.0.0.1:*",
        "http://[::1]:3000",
        "capacitor://localhost",
        "ionic://localhost",
        "moz-extension://01234567-89ab-cdef-0123-456789abcdef",
    ],
)
def test_there_is_nothing_against_it_with_credentials(text: str) -> None:
    pattern = parse_pattern(text)
    assert pattern is not None
    found = danger_of(pattern, credentials=True, switches={})
    assert found is None, found


def test_every_danger_has_a_case() -> None:
    assert {case[1] for case in CASES} | {"origin-null"} == {danger.code for danger in DANGERS}


def test_the_mend_names_what_to_write() -> None:
    pattern = parse_pattern("wss://foo.com")
    assert pattern is not None
    found = danger_of(pattern, credentials=False, switches={})
    assert found is not None
    assert str(found[2]) == "write https://foo.com"
