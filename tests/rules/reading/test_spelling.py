"""Which header a misspelt name stands for."""

from __future__ import annotations

import pytest

from corsac.core.cors_headers import REQUEST, RESPONSE
from corsac.rules.reading.spelling import meant_header


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Access-Control-Allow-Orgin", "Access-Control-Allow-Origin"),
        ("Access-Control-Allow-Origins", "Access-Control-Allow-Origin"),
        ("access-control-allow-origin ", "Access-Control-Allow-Origin"),
        ("Access_Control_Allow_Origin", "Access-Control-Allow-Origin"),
        ("Acces-Control-Allow-Origin", "Access-Control-Allow-Origin"),
        ("Access-Controll-Allow-Methods", "Access-Control-Allow-Methods"),
        ("Allow-Control-Allow-Headers", "Access-Control-Allow-Headers"),
        ("Access-Control-Allow-Header", "Access-Control-Allow-Headers"),
        ("Access-Control-Allow-Method", "Access-Control-Allow-Methods"),
        ("Access-Control-Allow-Credential", "Access-Control-Allow-Credentials"),
        ("Access-Control-Expose-Header", "Access-Control-Expose-Headers"),
        ("Access-Control-MaxAge", "Access-Control-Max-Age"),
    ],
)
def test_the_header_that_is_meant_is_found(written: str, meant: str) -> None:
    assert meant_header(written) == meant


@pytest.mark.parametrize("header", [*RESPONSE, *REQUEST], ids=lambda header: header.name)
def test_a_right_name_means_nothing_else(header: object) -> None:
    name = next(one.name for one in (*RESPONSE, *REQUEST) if one is header)
    assert meant_header(name) is None
    assert meant_header(name.lower()) is None


@pytest.mark.parametrize(
    "name",
    ["Content-Type", "Access-Control-Allow-Private-Network", "Timing-Allow-Origin", "Origin", ""],
)
def test_another_header_is_none_of_them(name: str) -> None:
    assert meant_header(name) is None
