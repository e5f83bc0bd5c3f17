"""All answers that CORS judges, in the order in which a browser would meet them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corsac.rules.case import Case, ProbeKind
from corsac.rules.reading.scene import Answer, Part, Scene, read_probe
from tests.rules.play import case_of

GET = """https://app.example runs fetch("https://api.example/items")
> GET /items
"""
COOKIES = """https://app.example runs fetch("https://api.example/items", {"credentials": "include"})
> GET /items
"""
PUT = """https://app.example runs fetch("https://api.example/items", {"method": "PUT"})
> OPTIONS /items
< 204 No Content
< Access-Control-Allow-Origin: https://app.example
< Access-Control-Allow-Methods: PUT
"""
SENT = "> PUT /items\n< 200 OK\n"
REFUSED = """https://app.example runs fetch("https://api.example/items", {"method": "PUT"})
> OPTIONS /items
< 403 Forbidden
"""
STAND_IN = "? stand-in\n> GET /items\n< 200 OK\n"
REDIRECTED = """https://app.example runs fetch("https://api.example/old")
> GET /old
< 302 Found
< Location: https://cdn.example/new
< Access-Control-Allow-Origin: *
> GET https://cdn.example/new
> Origin: null
< 200 OK
"""


def only(text: str) -> Answer:
    """Give the only answer of a case."""
    (answer,) = Scene.of(case_of(text)).answers
    return answer


def shown(case: Case) -> list[tuple[int, Part, int]]:
    """Give what a scene holds: index, part and status of each answer."""
    return [(a.index, a.part, a.status) for a in Scene.of(case).answers]


def test_a_preflight_and_its_request_are_both_judged() -> None:
    case = case_of(PUT + SENT)
    assert shown(case) == [(0, Part.PREFLIGHT, 204), (1, Part.ACTUAL, 200)]
    scene = Scene.of(case)
    assert (scene.preflights, scene.responses) == (scene.answers[:1], scene.answers[1:])


def test_behind_a_refused_preflight_the_stand_in_shows_what_would_come_next() -> None:
    case = case_of(REFUSED + STAND_IN + "? no-origin\n> GET /items\n< 404 Not Found\n")
    assert shown(case) == [(0, Part.PREFLIGHT, 403), (1, Part.STAND_IN, 200)]


def test_where_the_request_itself_was_answered_no_stand_in_is_needed() -> None:
    assert [part for _, part, _ in shown(case_of(PUT + SENT + STAND_IN))] == [
        Part.PREFLIGHT,
        Part.ACTUAL,
    ]


def test_what_was_withheld_is_a_stand_in_wherever_it_stands() -> None:
    case = case_of(PUT + SENT, sent=False)
    assert [part for _, part, _ in shown(case)] == [Part.PREFLIGHT, Part.STAND_IN]


def test_what_died_is_no_answer_and_keeps_its_number() -> None:
    assert shown(case_of(PUT + "> PUT /items\n! reset\n")) == [(0, Part.PREFLIGHT, 204)]
    assert shown(case_of(REFUSED + "? stand-in\n> GET /items\n! reset\n" + STAND_IN)) == [
        (0, Part.PREFLIGHT, 403),
        (2, Part.STAND_IN, 200),
    ]


@pytest.mark.parametrize(
    "text",
    [
        'https://app.example runs fetch("https://app.example/items")\n> GET /items\n< 200 OK\n',
        'https://app.example runs img("https://api.example/logo.png")\n> GET /logo.png\n< 200 OK\n',
        (
            'https://app.example runs fetch("https://api.example/items", {"mode": "no-cors"})\n'
            "> GET /items\n< 200 OK\n"
        ),
    ],
)
def test_what_cors_does_not_judge_is_not_in_the_scene(text: str) -> None:
    assert Scene.of(case_of(text)).answers == ()


def test_a_stand_in_on_the_page_s_own_origin_is_not_judged() -> None:
    text = """https://app.example runs fetch("https://app.example/items", {
  "mode": "cors", "cache": "no-store"
})
> GET /items
! reset
? stand-in
> GET /items
< 200 OK
"""
    case = case_of(text)
    nothing_sent = replace(case, outcome=replace(case.outcome, exchanges=()))
    assert Scene.of(nothing_sent).answers == ()


def test_once_a_redirect_has_left_the_origin_the_way_back_is_judged_too() -> None:
    text = """https://app.example runs fetch("https://app.example/a")
> GET /a
< 302 Found
< Location: https://api.example/b
> GET https://api.example/b
< 302 Found
< Location: https://app.example/c
< Access-Control-Allow-Origin: *
> GET https://app.example/c
< 200 OK
"""
    case = case_of(text)
    assert [index for index, _, _ in shown(case)] == [1, 2]
    assert [a.request.hop for a in Scene.of(case).later_hops] == [1, 2]
    assert Scene.of(case).first_hop == ()


def test_the_origin_behind_a_redirect_is_the_one_that_was_sent() -> None:
    scene = Scene.of(case_of(REDIRECTED))
    assert [a.origin for a in scene.answers] == ["https://app.example", "null"]
    assert (scene.first_hop, scene.later_hops) == (scene.answers[:1], scene.answers[1:])


def test_a_probe_is_read_as_if_the_page_had_asked() -> None:
    case = case_of(
        COOKIES + "< 200 OK\n? no-origin\n> GET /items\n> Accept: */*\n< 404 Not Found\n"
        "? near-origin\n> GET /items\n> Origin: http://app.example\n< 200 OK\n"
        "? error-path\n> GET /none\n! timeout\n"
    )
    bare, near, died = (read_probe(case, number) for number in range(3))
    assert bare is not None
    assert (bare.index, bare.part, bare.include) == (1, Part.STAND_IN, True)
    assert bare.origin == "https://app.example"
    assert near is not None
    assert (near.index, near.origin) == (2, "http://app.example")
    assert died is None
    assert case.probe(ProbeKind.ERROR_PATH) is not None


@pytest.mark.parametrize(
    ("lines", "passes", "lacks"),
    [
        ("< Access-Control-Allow-Origin: https://app.example\n", True, False),
        ("< Access-Control-Allow-Origin: *\n", True, False),
        ("< Access-Control-Allow-Origin: https://app.example/\n", False, False),
        ("< Access-Control-Allow-Origin:\n", False, False),
        ("", False, True),
    ],
)
def test_allow_origin_is_compared_byte_for_byte(lines: str, *, passes: bool, lacks: bool) -> None:
    answer = only(GET + "< 200 OK\n" + lines)
    assert (answer.origin_passes, answer.lacks_allow_origin) == (passes, lacks)


def test_with_credentials_a_wildcard_lets_nobody_in() -> None:
    assert not only(COOKIES + "< 200 OK\n< Access-Control-Allow-Origin: *\n").origin_passes


def test_two_lines_are_one_value() -> None:
    twice = "< Access-Control-Allow-Origin: *\n< Access-Control-Allow-Origin: *\n"
    assert only(GET + "< 200 OK\n" + twice).allow_origin == "*, *"


@pytest.mark.parametrize(
    ("lines", "speaks"),
    [
        ("< Vary: Accept, ORIGIN\n", True),
        ("< Vary: Accept\n< Vary: Origin\n", True),
        ("< access-control-max-age: 60\n", True),
        ("< Vary: X-Origin\n", False),
        ("< X-Access-Control-Allow-Origin: *\n", False),
    ],
)
def test_a_server_that_knows_cors_shows_it(lines: str, *, speaks: bool) -> None:
    assert only(GET + "< 200 OK\n" + lines).speaks_of_cors is speaks


@pytest.mark.parametrize(
    ("answered", "ok", "error", "redirect"),
    [
        ("< 200 OK\n< Location: /x\n", True, False, None),
        ("< 302 Found\n< Location: /x\n", False, False, "/x"),
        ("< 302 Found\n< Location:\n", False, False, None),
        ("< 302 Found\n", False, False, None),
        ("< 304 Not Modified\n< Location: /x\n", False, False, None),
        ("< 400 Bad Request\n", False, True, None),
        ("< 503 Service Unavailable\n", False, True, None),
    ],
)
def test_statuses_are_sorted(answered: str, redirect: str | None, *, ok: bool, error: bool) -> None:
    answer = only(GET + answered)
    assert (answer.ok, answer.error, answer.redirect) == (ok, error, redirect)


def test_a_stand_in_speaks_for_a_request_that_reads_and_for_no_other() -> None:
    unsent = Scene.of(case_of(PUT + SENT, sent=False)).responses[0]
    assert not unsent.faithful
    sent = Scene.of(case_of(PUT + SENT)).responses[0]
    assert sent.faithful
    assert only(GET + "< 200 OK\n").faithful


def test_a_preflight_that_was_not_made_lets_everybody_in() -> None:
    assert Scene.of(case_of(GET + "< 200 OK\n")).preflight_lets_in
    assert Scene.of(case_of(PUT + SENT)).preflight_lets_in
    assert not Scene.of(case_of(REFUSED)).preflight_lets_in
