"""What kind of content an answer says it has."""

from __future__ import annotations

import pytest

from corsac.core.headers import Headers
from corsac.core.messages import WireResponse
from corsac.rules.reading.kind import media_type


@pytest.mark.parametrize(
    ("value", "kind"),
    [("Text/HTML; charset=UTF-8", "text/html"), ("application/json", "application/json"), ("", "")],
)
def test_the_media_type_stands_before_the_parameters(value: str, kind: str) -> None:
    assert media_type(WireResponse(200, headers=Headers.of([("Content-Type", value)]))) == kind


def test_without_the_header_it_is_empty() -> None:
    assert media_type(WireResponse(200)) == ""
