"""Methods: what is safelisted, forbidden and normalised."""

from __future__ import annotations

import pytest

from corsac.core.methods import is_forbidden, is_safelisted, normalize


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_three_methods_need_no_preflight(method: str) -> None:
    assert is_safelisted(method)


@pytest.mark.parametrize("method", ["get", "PUT", "OPTIONS", "PATCH", ""])
def test_others_need_one(method: str) -> None:
    assert not is_safelisted(method)


@pytest.mark.parametrize("method", ["CONNECT", "trace", "Track"])
def test_three_methods_are_forbidden_in_any_case(method: str) -> None:
    assert is_forbidden(method)


@pytest.mark.parametrize("method", ["GET", "TRACER", ""])
def test_others_are_not(method: str) -> None:
    assert not is_forbidden(method)


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("get", "GET"),
        ("Delete", "DELETE"),
        ("oPTIONS", "OPTIONS"),
        ("put", "PUT"),
        ("patch", "patch"),
        ("Patch", "Patch"),
        ("chicken", "chicken"),
        # The long s is upper-cased to S by Unicode, but not by bytes.
        ("po\u017ft", "po\u017ft"),
    ],
)
def test_only_six_methods_are_upper_cased(written: str, sent: str) -> None:
    assert normalize(written) == sent
