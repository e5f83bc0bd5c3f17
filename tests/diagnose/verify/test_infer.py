"""What is found out of a server that comes without a policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.messages import Failure, FailureKind
from corsac.diagnose.variants import NOWHERE
from corsac.diagnose.verify.infer import Wanted, infer
from corsac.diagnose.verify.samples import STRANGER, Kind
from corsac.policy import Policy
from tests.diagnose.verify.servers import (
    APP,
    PLAIN,
    POLICY,
    PUBLIC,
    URL,
    adding,
    granting,
    right,
    verify,
    wrong,
)

if TYPE_CHECKING:
    from corsac.core.messages import Answer, WireRequest
    from corsac.diagnose.verify.ground import Ground
    from tests.diagnose.verify.servers import Server


def inferred(server: Server, *origins: str, url: str = URL, paths: tuple[str, ...] = ()) -> Ground:
    inferring = infer(Wanted(url, origins, paths))
    ask = next(inferring)
    try:
        while True:
            ask = inferring.send(server(ask.wire))
    except StopIteration as end:
        ground: Ground = end.value
        return ground


def test_an_origin_that_is_named_and_let_in_is_believed() -> None:
    place = inferred(right(POLICY), APP).places[0]
    assert place.allowed == (APP,)
    assert place.credentials
    assert not place.known
    assert "PUT" in place.methods
    assert "content-type" in place.headers


def test_near_misses_are_only_those_that_nobody_can_mean() -> None:
    kinds = {near.kind for near in inferred(right(POLICY), APP).places[0].near}
    assert Kind.SUFFIX in kinds
    assert not {Kind.PORT, Kind.LABEL} & kinds
    local = Policy(allow_origins=["http://localhost:3000"], allow_credentials=True)
    near = inferred(right(local)).places[0].near
    assert Kind.SCHEME not in {each.kind for each in near}


def test_pages_of_the_same_house_are_tried_by_themselves() -> None:
    policy = Policy(allow_origins=["https://app.shop.example"])
    place = inferred(right(policy), url="https://api.shop.example/").places[0]
    assert place.allowed == ("https://app.shop.example",)
    local = Policy(allow_origins=["http://localhost:5173"])
    place = inferred(right(local), url="http://127.0.0.1:8000/").places[0]
    assert place.allowed == ("http://localhost:5173",)


def test_a_value_that_is_sent_to_everybody_is_tried() -> None:
    policy = Policy(allow_origins=["https://elsewhere.example"])
    fixed = adding("Access-Control-Allow-Origin", "https://elsewhere.example")
    place = inferred(wrong(policy, fixed)).places[0]
    assert place.allowed == ("https://elsewhere.example",)


def test_a_star_lets_everybody_in_and_an_echo_does_too() -> None:
    public = inferred(right(PUBLIC)).places[0]
    assert public.any_origin
    assert public.allowed == (STRANGER,)
    assert all(near.tolerated for near in public.near)
    echo = inferred(wrong(PLAIN, granting("."))).places[0]
    assert not echo.any_origin
    assert echo.allowed == (STRANGER,)


def test_where_nobody_is_let_in_only_strangers_are_tried() -> None:
    place = inferred(right(Policy())).places[0]
    assert place.allowed == ()
    assert {near.kind for near in place.near} == {Kind.STRANGER, Kind.NULL}
    assert inferred(right(Policy()), APP).places[0].allowed == (APP,)


def test_further_pages_take_over_who_is_let_in_and_not_what_is_granted() -> None:
    first, second, missing = inferred(right(PLAIN), APP, paths=("/login", "/items")).places
    assert first.methods == ("PUT",)
    assert (second.url, second.allowed, second.methods) == ("https://api.example/login", (APP,), ())
    assert missing.missing


def test_a_server_that_answers_no_preflight_grants_nothing() -> None:
    follow = right(PLAIN)

    def silent(request: WireRequest) -> Answer:
        return Failure(FailureKind.CLOSED) if request.preflight else follow(request)

    place = inferred(silent, APP).places[0]
    assert place.methods == place.headers == ()


def test_a_report_without_a_policy_says_so() -> None:
    report = verify(right(Policy()), None)
    assert report.against == "conformance"
    assert "--origin" in str(report.notes[0])


def test_a_url_where_nothing_should_be_is_the_only_place() -> None:
    (place,) = inferred(right(PLAIN), APP, url=f"https://api.example/{NOWHERE}").places
    assert not place.missing
