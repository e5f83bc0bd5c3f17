"""The table of deviations: its defaults are the standard."""

from __future__ import annotations

from dataclasses import fields

from corsac.browser.client import client_of
from corsac.browser.complaint import Complaint
from corsac.browser.initiators import build_request
from corsac.browser.outcome import Block, Phase, Reason
from corsac.browser.profile import Profile, first_uncovered, silent, unwarned
from corsac.browser.profiles import PROFILES
from corsac.browser.request import Page, PageRequest
from corsac.browser.url import parse_url
from tests.browser.stories import API, APP


def test_the_standard_deviates_nowhere() -> None:
    standard = PROFILES["standard"]
    plain = Profile(name="x", label="x", version="x")
    named = {"name", "label", "version"}
    for field in fields(Profile):
        if field.name not in named:
            assert getattr(standard, field.name) == getattr(plain, field.name), field.name


def test_the_standard_has_no_console() -> None:
    client = client_of(Page(APP), parse_url)
    request = build_request(PageRequest(API), client, PROFILES["standard"], parse_url)
    assert silent(Complaint(Block(Reason.SCHEME, Phase.BEFORE), request)) == ()
    assert unwarned(request) == ()
    assert first_uncovered(request, ("a", "b")) == "a"
