"""Request headers: which cost a preflight, which script can't set."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corsac.core.request_headers import (
    NO_CORS_SAFELISTED,
    Safelist,
    combined,
    first_invalid,
    is_forbidden,
    is_safelisted,
    no_cors_headers,
    script_headers,
    unsafe_names,
)

BYTES = st.text(st.characters(max_codepoint=0xFF), max_size=140)
PAIRS = st.lists(
    st.tuples(
        st.sampled_from(["Accept", "accept", "Content-Language", "Range", "X-A", "x-a"]), BYTES
    )
)


def unsafe_byte(byte: int) -> bool:
    """fetch#cors-unsafe-request-header-byte, word for word."""
    listed = [0x22, 0x28, 0x29, 0x3A, 0x3C, 0x3E, 0x3F, 0x40, 0x5B, 0x5C, 0x5D, 0x7B, 0x7D, 0x7F]
    return (byte < 0x20 and byte != 0x09) or byte in listed


def language_byte(byte: int) -> bool:
    """fetch#cors-safelisted-request-header, what Accept-Language may hold, word for word."""
    letters = 0x30 <= byte <= 0x39 or 0x41 <= byte <= 0x5A or 0x61 <= byte <= 0x7A
    return letters or byte in (0x20, 0x2A, 0x2C, 0x2D, 0x2E, 0x3B, 0x3D)


def safelisted_bytes(name: str) -> list[int]:
    """Which bytes a header of this name may hold."""
    return [byte for byte in range(256) if is_safelisted(name, f"a{chr(byte)}b")]


def test_each_byte_in_accept() -> None:
    assert safelisted_bytes("Accept") == [byte for byte in range(256) if not unsafe_byte(byte)]


@pytest.mark.parametrize("name", ["Accept-Language", "Content-Language"])
def test_each_byte_in_a_language(name: str) -> None:
    assert safelisted_bytes(name) == [byte for byte in range(256) if language_byte(byte)]


@given(BYTES)
def test_accept_goes_by_its_bytes_and_its_length(value: str) -> None:
    safe = len(value) <= 128 and not any(unsafe_byte(byte) for byte in value.encode("latin-1"))
    assert is_safelisted("accept", value) is safe


@given(BYTES)
def test_languages_go_by_their_bytes_and_their_length(value: str) -> None:
    safe = len(value) <= 128 and all(language_byte(byte) for byte in value.encode("latin-1"))
    assert is_safelisted("Accept-Language", value) is safe


@pytest.mark.parametrize("length", [127, 128])
def test_128_bytes_are_safe(length: int) -> None:
    assert is_safelisted("Accept", "a" * length)


def test_129_bytes_are_not() -> None:
    assert not is_safelisted("Accept", "a" * 129)


@pytest.mark.parametrize(
    "value",
    [
        "text/plain",
        "TEXT/Plain",
        "text/plain;charset=UTF-8",
        "text/plain;",
        "text/plain; anything = goes",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "text/plain;a=é",
    ],
)
def test_content_types_of_forms_are_safe(value: str) -> None:
    assert is_safelisted("Content-Type", value)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "application/json",
        "text/plain, text/plain",
        "text/plain,application/json",
        "application/json;text/plain",
        'text/plain;a="b"',
        "text/plain;a=b:c",
        "text/",
        "text/xml",
    ],
)
def test_other_content_types_are_not(value: str) -> None:
    assert not is_safelisted("Content-Type", value)


@pytest.mark.parametrize("value", ["bytes=0-", "bytes=0-0", "bytes=5-99", "bytes=007-8"])
def test_one_range_with_a_start_is_safe(value: str) -> None:
    assert is_safelisted("Range", value)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "bytes=",
        "bytes=-",
        "bytes=-5",
        "bytes=5-4",
        "bytes=0-1,3-4",
        "bytes =0-",
        "bytes= 0-",
        "bytes=0 -1",
        "bytes=0- 1",
        "Bytes=0-",
        "items=0-",
        "bytes=a-b",
        "bytes=\u0660-",
    ],
)
def test_other_ranges_are_not(value: str) -> None:
    assert not is_safelisted("Range", value)


@pytest.mark.parametrize("name", ["Authorization", "X-A", "DPR", "Save-Data", "Last-Event-ID"])
def test_no_other_header_is_safe(name: str) -> None:
    assert not is_safelisted(name, "1")


def test_unsafe_names_are_lower_case_sorted_and_named_once() -> None:
    headers = [("X-B", "1"), ("x-a", "1"), ("Accept", "*/*"), ("X-A", "2"), ("a_b", "1")]
    assert unsafe_names(headers) == ("a_b", "x-a", "x-b")


def test_beyond_1024_bytes_none_is_safe() -> None:
    full = [("Accept", "a" * 128)] * 8
    assert unsafe_names(full) == ()
    assert unsafe_names([*full, ("Accept-Language", "")]) == ()
    assert unsafe_names([*full, ("Accept-Language", "a")]) == ("accept", "accept-language")
    # What is unsafe anyway doesn't count.
    assert unsafe_names([*full, ("X-A", "a" * 500)]) == ("x-a",)


@given(PAIRS)
def test_a_name_needs_a_preflight_if_any_of_its_values_does(pairs: list[tuple[str, str]]) -> None:
    expected = {name.lower() for name, value in pairs if not is_safelisted(name, value)}
    safe = [value for name, value in pairs if is_safelisted(name, value)]
    if sum(map(len, safe)) > 1024:
        expected = {name.lower() for name, _ in pairs}
    assert unsafe_names(pairs) == tuple(sorted(expected))


def test_an_engine_can_judge_a_name_by_its_combined_value() -> None:
    twice = [("Accept", "a" * 100), ("accept", "b" * 100)]
    assert unsafe_names(twice) == ()
    assert unsafe_names(twice, Safelist(combines=True)) == ("accept",)


def test_an_engine_can_list_a_name_twice() -> None:
    twice = [("X-Foo", "1"), ("x-foo", "2")]
    assert unsafe_names(twice, Safelist(repeats=True)) == ("x-foo", "x-foo")


def test_an_engine_can_do_without_the_total() -> None:
    full = [("Accept", "a" * 128)] * 9
    assert unsafe_names(full) == ("accept",)
    assert unsafe_names(full, Safelist(total_limit=None)) == ()


def test_an_engine_can_refuse_high_bytes() -> None:
    strict = Safelist(high_bytes_safe=False)
    assert not is_safelisted("Accept", "\x80", strict)
    assert not is_safelisted("Content-Type", "text/plain;a=é", strict)
    assert is_safelisted("Accept", "~", strict)


def test_an_engine_can_read_ranges_its_own_way() -> None:
    assert is_safelisted("Range", "Bytes=0-5", Safelist(range_any_case=True))
    small = Safelist(range_limit=9)
    assert is_safelisted("Range", "bytes=9-", small)
    assert not is_safelisted("Range", "bytes=10-", small)
    assert not is_safelisted("Range", "bytes=0-10", small)


def test_numbers_without_end_are_read() -> None:
    assert is_safelisted("Range", "bytes=" + "9" * 120 + "-")


def test_an_engine_can_know_further_names() -> None:
    hints = Safelist(extra={"save-data": "(?i:on)"})
    assert is_safelisted("Save-Data", "ON", hints)
    assert not is_safelisted("Save-Data", "off", hints)
    assert not is_safelisted("DPR", "1", hints)


@pytest.mark.parametrize(
    "name",
    [
        "Cookie",
        "HOST",
        "Origin",
        "Sec-Fetch-Mode",
        "sec-",
        "Proxy-Authorization",
        "proxy-",
        "Via",
        "Access-Control-Request-Method",
        "Set-Cookie",
        "DNT",
        "TE",
        "Content-Length",
    ],
)
def test_script_cannot_set_what_the_browser_sets(name: str) -> None:
    assert is_forbidden(name, "1")


@pytest.mark.parametrize(
    "name",
    [
        "User-Agent",
        "Authorization",
        "Accept",
        "X-Sec",
        "Proxyx",
        "Access-Control-Allow-Origin",
        "Access-Control-Request-Private-Network",
        "X-Forwarded-For",
    ],
)
def test_script_can_set_the_rest(name: str) -> None:
    assert not is_forbidden(name, "TRACE")


@pytest.mark.parametrize("name", ["X-HTTP-Method", "x-http-method-override", "X-Method-Override"])
def test_a_method_override_cannot_name_a_forbidden_method(name: str) -> None:
    assert is_forbidden(name, "TRACE")
    assert is_forbidden(name, "GET,track ")
    assert is_forbidden(name, " connect ")
    assert not is_forbidden(name, "GET")
    assert not is_forbidden(name, '",TRACE",')


@pytest.mark.parametrize(
    "pair", [("", "a"), ("Accepté", "a"), ("a b", "a"), ("X", "a\nb"), ("X", "a\0"), ("X", "Ā")]
)
def test_what_makes_headers_throw(pair: tuple[str, str]) -> None:
    assert first_invalid([("X-A", "1"), pair]) == pair


def test_blanks_around_a_value_do_not_throw() -> None:
    assert first_invalid([("X-A", " \t1\r\n")]) is None
    assert script_headers([("X-A", " \t1\r\n")]) == (("X-A", "1"),)


def test_forbidden_headers_vanish_without_a_word() -> None:
    headers = [("Cookie", "a=b"), ("X-HTTP-Method", " TRACE\n"), ("X-A", "1")]
    assert script_headers(headers) == (("X-A", "1"),)


def test_no_cors_lets_four_names_in_while_their_values_are_safe() -> None:
    headers = [
        ("Accept", "a" * 100),
        ("X-A", "1"),
        ("Range", "bytes=0-"),
        ("Content-Type", "application/json"),
        ("accept", "b" * 100),
        ("Accept", "c"),
        ("content-type", "text/plain"),
    ]
    assert no_cors_headers(headers) == (
        ("Accept", "a" * 100),
        ("Accept", "c"),
        ("content-type", "text/plain"),
    )


def test_no_cors_takes_no_further_names_of_an_engine() -> None:
    assert no_cors_headers([("DPR", "2")], Safelist(extra={"dpr": "[0-9]+"})) == ()


@given(PAIRS)
def test_what_no_cors_lets_in_is_safelisted_as_a_whole(pairs: list[tuple[str, str]]) -> None:
    kept = no_cors_headers(pairs)
    assert unsafe_names(combined(kept), Safelist(total_limit=None)) == ()
    assert {name.lower() for name, _ in kept} <= NO_CORS_SAFELISTED
    assert no_cors_headers(kept) == kept


def test_combining_keeps_the_first_spelling_and_place() -> None:
    headers = [("X-B", "1"), ("X-a", "1"), ("x-A", "2"), ("x-b", "")]
    assert combined(headers) == (("X-B", "1, "), ("X-a", "1, 2"))


def test_an_empty_parameter_may_cost_a_preflight() -> None:
    strict = Safelist(empty_parameters_safe=False)
    assert is_safelisted("Content-Type", "text/plain;;")
    assert not is_safelisted("Content-Type", "text/plain; ;a=b", strict)
    assert is_safelisted("Content-Type", "text/plain;a=b", strict)
