"""`-H` in curl's syntax."""

from __future__ import annotations

import pytest

from corsac.cli.header_options import read_fields
from corsac.cli.mistake import Mistake


def test_lines_become_headers_in_their_order() -> None:
    fields = read_fields(["X-Trace:  1 ", "Accept: text/html", "X-Empty;", "X-Trace: 2"])
    assert fields.headers == (
        ("X-Trace", "1"),
        ("Accept", "text/html"),
        ("X-Empty", ""),
        ("X-Trace", "2"),
    )


def test_a_name_without_a_value_takes_a_header_away() -> None:
    fields = read_fields(["Content-Type:"])
    assert fields.headers == ()
    assert fields.removed == {"content-type"}


def test_origin_is_not_a_page_s_to_set() -> None:
    fields = read_fields(["origin: https://app.example"])
    assert fields.origin == "https://app.example"
    assert fields.headers == ()


@pytest.mark.parametrize(
    ("line", "advice"),
    [
        ("Cookie: a=1", "-b name=value"),
        ("Host: other.example", "--resolve"),
        ("Referer: https://app.example/", "--page"),
        ("Sec-Fetch-Mode: cors", "Browsers ignore Sec-Fetch-Mode"),
        ("X-HTTP-Method-Override: TRACE", "Browsers ignore X-HTTP-Method-Override"),
    ],
)
def test_what_browsers_ignore_is_said_and_left_out(line: str, advice: str) -> None:
    fields = read_fields([line])
    assert fields.headers == ()
    assert [advice in str(note) for note in fields.notes] == [True]


@pytest.mark.parametrize(
    ("line", "reason", "mend"),
    [
        ("X-Trace 1", "colon", "-H 'X-Trace: value'"),
        ("X-Trace=1", "colon", "-H 'X-Trace: value'"),
        ("", "colon", "-H 'Name: value'"),
        ("X Trace: 1", "token", ""),
        (": 1", "token", ""),
        ("X-Trace: naïve €", "U\\+00FF", "U+20AC"),
        ("X-Trace: a\nb", "line break", ""),
    ],
)
def test_what_is_no_header_is_refused(line: str, reason: str, mend: str) -> None:
    with pytest.raises(Mistake, match=reason) as raised:
        read_fields([line])
    assert mend in raised.value.mend


def test_a_misspelt_secret_is_not_shown() -> None:
    with pytest.raises(Mistake) as raised:
        read_fields(["Authorization Bearer hunter2"])
    assert "hunter2" not in raised.value.format_message()
