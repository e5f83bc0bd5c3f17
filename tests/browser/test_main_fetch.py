"""Main fetch: the road a request takes."""

from __future__ import annotations

from corsac.browser.outcome import Outcome, Phase, Reason
from corsac.browser.request import Body, BodyKind
from tests.browser.stories import API, APP, Story, answer, step


def blocked(outcome: Outcome) -> tuple[Reason, Phase]:
    assert outcome.block is not None
    return outcome.block.reason, outcome.block.phase


def test_the_pages_own_server_is_asked_plainly() -> None:
    outcome = Story().fetch(f"{APP}/data", answer(x_a="1"))
    assert outcome.response is not None
    assert (outcome.response.type, outcome.response.headers.get("x-a")) == ("basic", "1")
    assert step(outcome, "same-origin").result == "note"


def test_an_opaque_origin_is_foreign_even_to_its_own_server() -> None:
    story = Story(kind="sandbox")
    outcome = story.fetch(f"{APP}/data", answer(allow_origin="null"))
    assert story.sent[0].headers.get("origin") == "null"
    assert outcome.response is not None
    assert outcome.response.type == "cors"


def test_mode_same_origin_sends_nothing_elsewhere() -> None:
    outcome = Story().fetch(API, mode="same-origin")
    assert blocked(outcome) == (Reason.SAME_ORIGIN_MODE, Phase.BEFORE)


def test_mode_no_cors_is_opaque_and_follows_redirects_only() -> None:
    outcome = Story().fetch(API, answer(), mode="no-cors")
    assert outcome.response is not None
    assert (outcome.response.type, outcome.response.status) == ("opaque", 0)
    refused = Story().fetch(API, mode="no-cors", redirect="error")
    assert blocked(refused) == (Reason.NO_CORS_REDIRECT_MODE, Phase.BEFORE)


def test_bad_ports_and_strange_schemes_are_never_asked() -> None:
    assert blocked(Story().fetch("https://api.example:6667/"))[0] is Reason.BAD_PORT
    assert blocked(Story().fetch("foo://x"))[0] is Reason.SCHEME
    assert blocked(Story().fetch("foo://x", mode="no-cors"))[0] is Reason.SCHEME


def test_a_data_url_needs_no_server() -> None:
    outcome = Story().fetch("data:text/plain,hello")
    assert outcome.response is not None
    assert (outcome.response.type, outcome.response.body) == ("basic", b"hello")


def test_a_pages_policy_stops_a_request_first() -> None:
    outcome = Story(kind="csp-connect").fetch("http://api.example/")
    assert blocked(outcome)[0] is Reason.CONTENT_SECURITY_POLICY


def test_a_page_may_have_its_requests_upgraded() -> None:
    story = Story(kind="csp-upgrade")
    story.fetch("http://api.example/", answer(allow_origin="*"))
    assert story.sent[0].url == "https://api.example/"


def test_keepalive_carries_so_much_and_no_more() -> None:
    def outcome(size: int, *answers: object) -> Outcome:
        body = Body(BodyKind.BUFFER, b"x" * size)
        told = [answer(allow_origin="*")] if answers else []
        return Story().fetch(API, *told, method="POST", body=body, keepalive=True)

    assert outcome(65536, "sent").response is not None
    assert blocked(outcome(65537)) == (Reason.KEEPALIVE_LIMIT, Phase.BEFORE)


def test_a_block_after_a_redirect_says_so() -> None:
    away = answer(302, location="http://api.example/")
    assert blocked(Story().fetch(f"{APP}/", away)) == (Reason.MIXED_CONTENT, Phase.REDIRECT)
