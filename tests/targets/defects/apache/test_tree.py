"""Apache's directives, with their places."""

from __future__ import annotations

import pytest

from corsac.targets.defects.apache.tree import read
from corsac.targets.defects.source import Kind, Source, SourceError

TEXT = """\
# Header set X 1
<VirtualHost *:80>
    Header always set \\
        X-A "it's \\" so" env=X
    <Location "/a">
    </Location>
    header onsuccess Unset X-B
</VirtualHost>
Header set
"""


def test_words_are_read_over_lines_and_found_where_they_stand() -> None:
    made = read(Source("a", TEXT, Kind.APACHE))
    first, second = made.headers
    assert (first.always, first.action.text, first.name) == (True, "set", "x-a")
    assert first.value is not None
    assert TEXT[first.value.start : first.value.end] == '"it\'s \\" so"'
    assert [each.text for each in first.rest] == ["env=X"]
    assert (second.always, second.value) == (False, None)
    assert first.line.scope is not None
    assert first.line.scope.words[1].text == "*:80"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<If x>\n", "<If> is not closed"),
        ("</If>\n", "</if> closes nothing"),
        ("<A>\n" * 70, "nest too deep"),
    ],
)
def test_what_is_broken_is_told(text: str, reason: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(Source("a", text, Kind.APACHE))
    assert reason in caught.value.reason
