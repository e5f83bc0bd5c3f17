"""Statuses without a body, redirects, successes."""

from __future__ import annotations

from corsac.core.statuses import is_null_body, is_ok, is_redirect

EVERY = range(100, 600)


def test_five_statuses_have_no_body() -> None:
    assert list(filter(is_null_body, EVERY)) == [101, 103, 204, 205, 304]


def test_five_statuses_are_redirects() -> None:
    assert list(filter(is_redirect, EVERY)) == [301, 302, 303, 307, 308]


def test_the_two_hundreds_are_ok() -> None:
    assert list(filter(is_ok, EVERY)) == list(range(200, 300))
