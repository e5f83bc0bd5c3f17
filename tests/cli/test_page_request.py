"""Options become the request that a page would make."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest

from corsac.browser.request import Api, BodyKind
from corsac.cli.check_options import PARAMETERS, Asked
from corsac.cli.mistake import Mistake
from corsac.cli.options import SectionedCommand
from corsac.cli.page_request import Question, question

FILES = {"headers": b"X-One: 1\r\nX-Two: 2\r\n\r\n"}
ORIGIN = ("--origin", "https://app.example")
URL = "https://api.example/items"


def read(name: str) -> bytes:
    return FILES[name]


def typed(*arguments: str) -> Asked:
    """Give what click makes of a command line."""
    command = SectionedCommand("check", params=list(PARAMETERS))
    return Asked(**command.make_context("check", list(arguments)).params)


def asked(*arguments: str) -> Question:
    return question(typed(URL, *ORIGIN, *arguments), read)


def test_every_option_has_its_field_and_every_field_its_option() -> None:
    shown = {each.name for each in PARAMETERS if each.expose_value}
    assert shown == set(Asked.__dataclass_fields__)


def test_a_url_alone_is_a_get() -> None:
    request = asked().request
    assert (request.url, request.api, request.method, request.body) == (URL, Api.FETCH, None, None)


def test_data_makes_it_a_post() -> None:
    request = asked("-d", "a=1").request
    assert request.method == "POST"
    assert request.headers == (("Content-Type", "application/x-www-form-urlencoded"),)
    assert asked("-X", "put", "-d", "a=1").request.method == "put"


def test_the_page_s_own_headers_win() -> None:
    request = asked("--json", "{}", "-H", "content-type: application/ld+json").request
    assert request.headers == (
        ("content-type", "application/ld+json"),
        ("Accept", "application/json"),
    )


def test_a_removed_content_type_leaves_bytes_without_one() -> None:
    request = asked("-d", "a=1", "-H", "Content-Type:").request
    assert request.headers == ()
    assert request.body
    assert request.body.kind is BodyKind.BUFFER


def test_data_can_go_into_the_query() -> None:
    request = asked("-G", "-d", "a=1", "--data-urlencode", "b=x y").request
    assert (request.url, request.method) == (f"{URL}?a=1&b=x+y", None)
    other = question(typed(f"{URL}?q=1#top", *ORIGIN, "-G", "-d", "a=1"), read)
    assert other.request.url == f"{URL}?q=1&a=1#top"


def test_head_is_a_method() -> None:
    assert asked("-I").request.method == "HEAD"


def test_a_password_is_a_header_that_the_page_sets() -> None:
    answer = asked("-u", "me:secret")
    name, value = answer.request.headers[0]
    assert name == "Authorization"
    assert base64.b64decode(value.removeprefix("Basic ")) == b"me:secret"
    assert "preflight" in str(answer.notes[0])


def test_headers_can_come_from_a_file() -> None:
    assert asked("-H", "@headers").request.headers == (("X-One", "1"), ("X-Two", "2"))


def test_fetch_s_settings_are_passed_on() -> None:
    request = asked(
        *("--credentials", "include", "--mode", "cors", "--redirect", "manual"),
        *("--cache", "no-store", "--referrer-policy", "no-referrer", "--keepalive"),
    ).request
    assert (request.credentials, request.mode, request.redirect) == ("include", "cors", "manual")
    assert (request.cache, request.referrer_policy, request.keepalive) == (
        "no-store",
        "no-referrer",
        True,
    )


def test_xhr_has_its_own() -> None:
    request = asked("--xhr", "--with-credentials", "--upload-listener", "-d", "x").request
    assert request.api is Api.XHR
    assert request.with_credentials
    assert request.upload_listener


def test_a_body_can_be_a_stream() -> None:
    body = asked("-d", "x", "--stream").request.body
    assert body
    assert body.kind is BodyKind.STREAM


def test_a_websocket_takes_the_url_alone() -> None:
    answer = question(typed("wss://api.example/socket", *ORIGIN), read)
    assert answer.request.api is Api.WEBSOCKET


def test_the_page_can_be_told_by_its_address() -> None:
    answer = question(typed(URL, "--page", "https://app.example/cart"), read)
    assert (answer.page.origin, answer.page.url) == (
        "https://app.example",
        "https://app.example/cart",
    )
    both = question(typed(URL, *ORIGIN, "--page", "https://app.example/cart"), read)
    assert both.page == answer.page


def test_an_origin_header_stands_in_for_the_option() -> None:
    answer = question(typed(URL, "-H", "Origin: https://app.example"), read)
    assert answer.page.origin == "https://app.example"
    assert "taken as --origin" in str(answer.notes[0])
    assert answer.request.headers == ()
    overruled = asked("-H", "Origin: https://evil.example")
    assert overruled.page.origin == "https://app.example"
    assert "ignore an Origin header" in str(overruled.notes[0])


@pytest.mark.parametrize(
    ("arguments", "reason", "mend"),
    [
        (("--page", "https://b.example/"), "two origins", "--page alone"),
        (("--with-credentials",), "belongs to XMLHttpRequest", "add --xhr"),
        (("--upload-listener",), "belongs to XMLHttpRequest", "add --xhr"),
        (("--xhr", "--mode", "cors"), "XMLHttpRequest has no such", "leave --xhr out"),
        (("--stream",), "no body to be streamed", "-d DATA"),
        (("-I", "-d", "x"), "HEAD has no body", "-G"),
        (("-G", "--json", "{}"), "-G", ""),
        (("-u", "me"), "a password belongs", "user:password"),
    ],
)
def test_what_no_page_can_do_is_refused(arguments: tuple[str, ...], reason: str, mend: str) -> None:
    with pytest.raises(Mistake, match=reason) as raised:
        asked(*arguments)
    assert mend in raised.value.mend


@pytest.mark.parametrize(
    "arguments", [("-X", "POST"), ("-H", "X: 1"), ("-d", "x"), ("--mode", "cors"), ("--xhr",)]
)
def test_a_websocket_takes_nothing_else(arguments: tuple[str, ...]) -> None:
    with pytest.raises(Mistake, match="WebSocket"):
        question(typed("wss://api.example/", *ORIGIN, *arguments), read)


def test_somebody_has_to_ask() -> None:
    with pytest.raises(Mistake, match="which page asks") as raised:
        question(replace(typed(URL)), read)
    assert "--origin https://app.example" in raised.value.mend
