"""Why Allow-Origin is missing: no CORS at all, a refusal, an error, or somebody else's answer."""

from __future__ import annotations

import pytest

from corsac.rules.reading.absence import (
    failing_response,
    is_inferred,
    is_refused,
    lets_in_elsewhere,
    nothing_lets_in,
    plain_success,
    preflight_failure,
    refuses_in_words,
    sober,
)
from corsac.rules.reading.scene import Scene
from tests.rules.play import case_of

GET = """https://app.example runs fetch("https://api.example/items")
> GET /items
"""
PUT = """https://app.example runs fetch("https://api.example/items", {"method": "PUT"})
> OPTIONS /items
"""
LET_IN = """< 204 No Content
< Access-Control-Allow-Origin: *
< Access-Control-Allow-Methods: PUT
"""
STAND_IN = "? stand-in\n> GET /items\n"
OTHER = "? other-origin\n> GET /items\n> Origin: https://b.example\n"
ELSEWHERE = "? near-url\n> GET /items/\n> Origin: https://app.example\n"
ALLOWED = "< 200 OK\n< Access-Control-Allow-Origin: *\n"


def scene(text: str, *, sent: bool = True) -> Scene:
    return Scene.of(case_of(text, sent=sent))


@pytest.mark.parametrize(
    "body",
    [
        "Disallowed CORS origin",
        "Invalid CORS request",
        "<Message>CORSResponse: This CORS request is not allowed.</Message>",
        "<Code>CorsPreflightFailure</Code>",
        "Error: Not allowed by CORS",
        "Origin https://app.example is not allowed",
    ],
)
def test_layers_that_refuse_say_so_in_the_body(body: str) -> None:
    (answer,) = scene(f"{GET}< 403 Forbidden\n<\n< {body}\n").answers
    assert refuses_in_words(answer)
    assert is_refused(scene(f"{GET}< 403 Forbidden\n<\n< {body}\n"))


@pytest.mark.parametrize("body", ["", "CORS", "the origin of species\nis not allowed", "x" * 5000])
def test_other_bodies_refuse_nothing(body: str) -> None:
    text = body.replace("\n", "\n< ")
    (answer,) = scene(f"{GET}< 403 Forbidden\n<\n< {text}\n").answers
    assert not refuses_in_words(answer)


def test_only_a_body_s_beginning_is_read() -> None:
    (answer,) = scene(f"{GET}< 403 Forbidden\n<\n< {'x' * 4096}Not allowed by CORS\n").answers
    assert not refuses_in_words(answer)


def test_nothing_lets_in_where_no_answer_has_the_header() -> None:
    assert nothing_lets_in(scene(PUT + "< 404 Not Found\n" + STAND_IN + "< 200 OK\n"))
    assert not nothing_lets_in(scene(PUT + "< 404 Not Found\n" + STAND_IN + ALLOWED))


def test_without_an_answer_nothing_is_known() -> None:
    silent = scene(GET + "! timeout\n")
    assert not nothing_lets_in(silent)
    assert not is_refused(silent)


@pytest.mark.parametrize(
    "answered",
    ["302 Found\n< Location: /login", "401 Unauthorized", "407 Proxy", "511 Network", "500 Oops"],
)
def test_a_preflight_that_something_else_answered_tells_nothing(answered: str) -> None:
    assert sober(scene(f"{PUT}< {answered}\n")) == ()


def test_a_login_before_the_request_itself_is_the_cors_layer_s_neighbour() -> None:
    # A guard behind the CORS layer leaves that layer's headers on its 401.
    assert [a.status for a in sober(scene(GET + "< 401 Unauthorized\n"))] == [401]
    assert sober(scene(GET + "< 302 Found\n< Location: /login\n")) == ()


def test_a_server_that_knows_cors_and_gives_nothing_refuses() -> None:
    assert is_refused(scene(GET + "< 200 OK\n< Vary: Origin\n"))
    assert not is_refused(scene(GET + "< 200 OK\n"))


def test_what_a_crash_carries_is_no_refusal() -> None:
    assert not is_refused(scene(GET + "< 500 Internal Server Error\n< Vary: Origin\n"))


def test_that_another_origin_is_let_in_shows_a_refusal() -> None:
    assert is_refused(scene(GET + "< 200 OK\n" + OTHER + ALLOWED))
    assert not is_refused(scene(GET + "< 200 OK\n" + OTHER + "< 200 OK\n"))
    assert not is_refused(scene(GET + "< 200 OK\n" + OTHER + "! reset\n"))


def test_a_server_that_lets_this_origin_in_at_another_url_does_not_refuse_it() -> None:
    told = scene(GET + "< 200 OK\n< Vary: Origin\n" + ELSEWHERE + ALLOWED)
    near = lets_in_elsewhere(told)
    assert near is not None
    assert near.request.url == "https://api.example/items/"
    assert not is_refused(told)


@pytest.mark.parametrize(
    "probe",
    [
        ELSEWHERE + "! reset\n",
        ELSEWHERE + "< 200 OK\n",
        ELSEWHERE.replace("app.", "b.") + ALLOWED,
        STAND_IN + "> Origin: https://app.example\n" + ALLOWED,
    ],
)
def test_it_takes_this_origin_another_url_and_the_header_to_be_let_in_elsewhere(probe: str) -> None:
    assert lets_in_elsewhere(scene(GET + "< 200 OK\n" + probe)) is None


@pytest.mark.parametrize("status", ["200 OK", "304 Not Modified", "301 Moved Permanently"])
def test_a_plain_success_is_neither_an_error_nor_followed(status: str) -> None:
    found = plain_success(scene(f"{GET}< {status}\n"))
    assert found is not None
    assert f"{found.status}" == status[:3]


def test_errors_redirects_and_preflights_are_no_plain_success() -> None:
    assert plain_success(scene(GET + "< 404 Not Found\n")) is None
    assert plain_success(scene(GET + "< 302 Found\n< Location: /x\n")) is None
    assert plain_success(scene(PUT + "< 204 No Content\n")) is None
    assert plain_success(scene(PUT + "< 204 No Content\n" + STAND_IN + "< 200 OK\n")) is not None


def test_an_error_behind_an_open_door_lost_the_header() -> None:
    failed = failing_response(scene(PUT + LET_IN + "> PUT /items\n< 500 Oops\n"))
    assert failed is not None
    assert (failed.status, is_inferred(failed)) == (500, False)


@pytest.mark.parametrize(
    "text",
    [
        PUT + "< 204 No Content\n" + STAND_IN + "< 500 Oops\n",
        PUT + LET_IN + "> PUT /items\n< 200 OK\n",
        PUT + LET_IN + "> PUT /items\n< 500 Oops\n< Access-Control-Allow-Origin: https://b.x\n",
        GET + "< 403 Forbidden\n<\n< Invalid CORS request\n",
    ],
)
def test_other_answers_are_no_failing_response(text: str) -> None:
    assert failing_response(scene(text)) is None


def test_a_get_in_place_of_a_put_may_fail_where_the_put_would_not() -> None:
    text = PUT + LET_IN + "> PUT /items\n< 405 Method Not Allowed\n"
    assert failing_response(scene(text, sent=False)) is None
    read = GET + "< 404 Not Found\n"
    failed = failing_response(scene(read, sent=False))
    assert failed is not None
    assert is_inferred(failed)


def test_a_preflight_is_found_by_its_status() -> None:
    told = scene(PUT + "< 405 Method Not Allowed\n" + STAND_IN + "< 404 Not Found\n")
    failed = preflight_failure(told, frozenset({404, 405}))
    assert failed is not None
    assert failed.index == 0
    assert preflight_failure(told, frozenset({404})) is None
