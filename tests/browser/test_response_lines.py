"""How Firefox merges lines of one name."""

from __future__ import annotations

from corsac.browser.response_lines import firefox_lines, kept_lines
from corsac.core.headers import Headers


def test_the_standard_keeps_every_line() -> None:
    lines = Headers((("A", ""), ("A", "1")))
    assert kept_lines(lines) is lines


def test_firefox_drops_empty_and_repeated_lines() -> None:
    lines = Headers(
        (
            ("A", ""),
            ("A", "1"),
            ("B", ""),
            ("Content-Length", "2"),
            ("Content-Length", "2"),
            ("Content-Type", "text/plain"),
            ("Content-Type", "text/css"),
        )
    )
    assert firefox_lines(lines).lines == (
        ("A", "1"),
        ("B", ""),
        ("Content-Length", "2"),
        ("Content-Type", "text/plain,text/css"),
    )
