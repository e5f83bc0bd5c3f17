"""What an Apache configuration allows."""

from __future__ import annotations

import pytest

from corsac.targets.apache.settings import read
from corsac.targets.defects.source import Kind, Source

SET = 'SetEnvIf Origin "^https://(?:app|shop)\\.example$" O=$0\n'
TEXT = """\
{before}Header always set Access-Control-Allow-Origin "{value}"
Header always set Access-Control-Allow-Methods "GET, PUT"
Header always set Access-Control-Expose-Headers "%{{X}}e"
"""


@pytest.mark.parametrize(
    ("before", "value", "origins"),
    [
        ("", "*", ("*",)),
        ("", "https://app.example", ("https://app.example",)),
        ("", "%{HTTP_ORIGIN}e", ("*",)),
        (SET, "%{O}e", ("https://app.example", "https://shop.example")),
        (SET, "%{P}e", None),
    ],
)
def test_the_origins_are_followed_to_setenvif(
    before: str, value: str, origins: tuple[str, ...] | None
) -> None:
    text = TEXT.format(before=before, value=value)
    (reading,) = read(Source("site.conf", text, Kind.APACHE))
    assert (reading.policy.allow_origins if reading.policy else None) == origins
    assert "X" in str(reading.unread[-1].message)
