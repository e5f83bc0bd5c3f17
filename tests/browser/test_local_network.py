"""Local Network Access: where the server is, and whether the user agreed."""

from __future__ import annotations

import pytest

from corsac.browser import Settings
from corsac.browser.local_network import space_of
from corsac.browser.outcome import Reason
from corsac.core.address import AddressSpace
from tests.browser.stories import APP, Story, answer

ROUTER = "https://router.test/"
SPACES = {
    "app.test:443": AddressSpace.PUBLIC,
    "app.test:80": AddressSpace.PUBLIC,
    "router.test:443": AddressSpace.LOCAL,
    "router.test:80": AddressSpace.LOCAL,
    "*:8080": AddressSpace.PUBLIC,
}


def settings(*, granted: bool = False) -> Settings:
    return Settings(spaces=SPACES, local_network_granted=granted)


def detail(story: Story, **members: str) -> str:
    outcome = story.fetch(ROUTER, method="PUT", target_address_space=members.get("space"))
    assert outcome.block is not None
    assert outcome.block.reason is Reason.LOCAL_NETWORK
    return outcome.block.detail


def test_a_public_page_needs_permission_before_anything_is_sent() -> None:
    story = Story("chromium", settings=settings())
    assert detail(story) == "denied local"
    assert story.sent == []


def test_an_insecure_page_gets_none() -> None:
    story = Story("chromium", origin="http://app.test", settings=settings(granted=True))
    assert detail(story) == "insecure local"


def test_with_permission_it_is_a_request_like_any_other() -> None:
    story = Story("chromium", settings=settings(granted=True))
    assert story.fetch(ROUTER, answer(allow_origin="*")).response is not None


def test_a_space_that_was_declared_wrongly_is_noticed_after_the_preflight() -> None:
    story = Story("chromium", settings=settings(granted=True))
    told = answer(204, allow_origin="*", allow_methods="PUT")
    outcome = story.fetch(ROUTER, told, method="PUT", target_address_space="loopback")
    assert outcome.block is not None
    assert outcome.block.detail == "wrong-space local"
    assert "IP address space of `loopback`" in outcome.console[0]


@pytest.mark.parametrize("engine", ["firefox", "webkit"])
def test_other_engines_let_it_pass(engine: str) -> None:
    story = Story(engine, settings=settings())
    assert story.fetch(ROUTER, answer(allow_origin="*")).response is not None


def test_a_declared_space_waives_mixed_content() -> None:
    story = Story("chromium", settings=settings(granted=True))
    told = answer(allow_origin="*")
    outcome = story.fetch("http://router.test/", told, target_address_space="local")
    assert outcome.response is not None
    assert "should also be served over HTTPS" in outcome.console[0]


def test_a_workers_word_does_not_count() -> None:
    story = Story("chromium", kind="worker", settings=settings(granted=True))
    outcome = story.fetch("http://router.test/", target_address_space="local")
    assert outcome.block is not None
    assert outcome.block.reason is Reason.MIXED_CONTENT


def test_servers_are_named_by_host_and_port_or_by_port_alone() -> None:
    known = settings()
    assert space_of(known, "https", "router.test", None) is AddressSpace.LOCAL
    assert space_of(known, "http", "any.test", 8080) is AddressSpace.PUBLIC
    assert space_of(known, "https", "unknown.test", None) is AddressSpace.LOOPBACK
    assert APP.endswith("app.test")
