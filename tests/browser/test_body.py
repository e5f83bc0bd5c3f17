"""Bodies and the Content-Type that each brings along."""

from __future__ import annotations

import pytest

from corsac.browser.body import implied_type
from corsac.browser.request import Body, BodyKind


@pytest.mark.parametrize(
    ("body", "type_"),
    [
        (Body(BodyKind.TEXT), "text/plain;charset=UTF-8"),
        (Body(BodyKind.USP), "application/x-www-form-urlencoded;charset=UTF-8"),
        (Body(BodyKind.BLOB, type="Image/PNG"), "image/png"),
        (Body(BodyKind.BLOB), None),
        (Body(BodyKind.BLOB, type="té/xt"), None),
        (Body(BodyKind.BUFFER), None),
        (Body(BodyKind.STREAM), None),
    ],
)
def test_each_kind_has_its_type(body: Body, type_: str | None) -> None:
    assert implied_type(body) == type_


def test_a_form_has_a_boundary() -> None:
    assert (implied_type(Body(BodyKind.FORM)) or "").startswith("multipart/form-data; boundary=")
