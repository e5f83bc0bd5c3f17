"""A pasted request becomes the options that it stands for."""

from __future__ import annotations

import pytest

from corsac.browser.request import Api, PageRequest
from corsac.cli.check_options import PARAMETERS, Asked
from corsac.cli.mistake import Mistake
from corsac.cli.page_request import Question, question
from corsac.cli.pasted import Unfolded, unfold
from corsac.cli.request_words import RequestCommand

URL = "https://api.example/items"
CURL = f"curl '{URL}' -X PUT -H 'Origin: https://app.example' -H 'X-A: 1'"
FILES = {"curl.txt": CURL.encode(), "url.txt": b"https://api.example/\n", "-": CURL.encode()}


def read(name: str) -> bytes:
    return FILES[name]


def unfolded(*arguments: str) -> Unfolded:
    command = RequestCommand("check", params=list(PARAMETERS))
    return unfold(Asked(**command.make_context("check", list(arguments)).params), read)


def asked(*arguments: str) -> tuple[PageRequest, Question, list[str]]:
    made = unfolded(*arguments)
    wanted = question(made.asked, read)
    return made.finish(wanted.request), wanted, [str(note) for note in made.notes]


def test_a_url_is_left_as_it_is() -> None:
    made = unfolded(URL, "--origin", "https://app.example")
    assert made.asked.url == URL
    assert made.notes == ()


@pytest.mark.parametrize("given", [[CURL], ["@curl.txt"], ["-"]])
def test_a_curl_line_as_argument_file_or_stdin(given: list[str]) -> None:
    request, wanted, _ = asked(*given)
    assert (request.url, request.method) == (URL, "PUT")
    assert request.headers == (("X-A", "1"),)
    assert wanted.page.origin == "https://app.example"


def test_a_file_may_hold_a_url_alone() -> None:
    assert unfolded("@url.txt").asked.url == "https://api.example/"


def test_words_of_curl_and_of_corsac_may_be_mixed() -> None:
    request, wanted, _ = asked("curl", URL, "-H", "X-A: 1", "--origin", "https://app.example")
    assert request.headers == (("X-A", "1"),)
    assert wanted.page.origin == "https://app.example"


def test_what_was_typed_wins() -> None:
    request, wanted, _ = asked(
        *(CURL, "-X", "DELETE", "-H", "X-B: 2", "--origin", "https://other.example"),
        *("--credentials", "omit"),
    )
    assert request.method == "DELETE"
    assert request.headers == (("X-A", "1"), ("X-B", "2"))
    assert request.credentials == "omit"
    assert wanted.page.origin == "https://other.example"


def test_cookies_mean_credentials_and_live_with_the_host_alone() -> None:
    made = unfolded(
        f"curl '{URL}' -H 'Origin: https://app.example' -b 'sid=1; flag' -H 'Cookie: t=2'"
    )
    assert made.asked.cookies == ("sid=1; SameSite=None; Secure", "t=2; SameSite=None; Secure")
    assert made.asked.credentials == "include"
    plain = unfolded("curl 'http://api.example/' -H 'Origin: http://app.example' -b 'sid=1'")
    assert plain.asked.cookies == ("sid=1",)
    socket = unfolded("curl 'wss://api.example/' -H 'Origin: https://app.example' -b 'sid=1'")
    assert socket.asked.cookies == ("sid=1; SameSite=None; Secure",)
    script = unfolded("--xhr", f"curl '{URL}' -b 'sid=1'")
    assert script.asked.with_credentials
    assert script.asked.credentials is None


def test_without_cookies_the_mode_is_unknown_and_said_to_be() -> None:
    assert any("credentials mode" in note for note in asked(CURL)[2])
    assert asked(CURL)[0].credentials is None
    given = unfolded(CURL, "--xhr", "--with-credentials")
    assert not any("credentials mode" in str(note) for note in given.notes)


def test_the_page_is_the_referer_s_where_the_origin_agrees() -> None:
    line = f"curl '{URL}' -H 'Origin: https://app.example' -H 'Referer: https://app.example/cart'"
    assert unfolded(line).asked.page == "https://app.example/cart"
    other = line.replace("app.example/cart", "else.example/")
    assert unfolded(other).asked.origin == "https://app.example"
    assert unfolded(other).asked.page is None
    bare = f"curl '{URL}' -e https://app.example/"
    assert unfolded(bare).asked.page == "https://app.example/"


def test_what_browsers_add_is_not_the_page_s() -> None:
    request, _, notes = asked(
        f"curl '{URL}' -H 'Origin: https://app.example' -H 'user-agent: x' -H 'priority: u=1'"
        " -H 'sec-ch-ua: \"a\"' -H ':authority: api.example' -H 'accept-language: en'"
        " -H 'cache-control: no-cache' -H 'pragma: no-cache' -H 'accept: */*'"
    )
    assert request.headers == (("accept", "*/*"),)
    assert "user-agent, priority" in notes[0]
    assert any("Cache-Control and Pragma" in note for note in notes)
    alone = asked(f"curl '{URL}' -H 'Origin: https://app.example' -H 'cache-control: no-cache'")[0]
    assert alone.headers == (("cache-control", "no-cache"),), "a page sets it without Pragma"


def test_a_preflight_stands_for_what_it_announced() -> None:
    request, _, notes = asked(
        f"curl '{URL}' -X OPTIONS -H 'Origin: https://app.example'"
        " -H 'Access-Control-Request-Method: PUT'"
        " -H 'Access-Control-Request-Headers: content-type,x-a'"
    )
    assert request.method == "PUT"
    assert request.headers == (("content-type", "application/json"), ("x-a", "1"))
    assert any("is a preflight" in note for note in notes)


def test_an_image_is_asked_for_as_images_are() -> None:
    line = f"curl '{URL}' -H 'Referer: https://app.example/' -H 'sec-fetch-dest: image'"
    request, _, _ = asked(f"{line} -H 'sec-fetch-mode: no-cors'")
    assert (request.api, request.crossorigin, request.headers) == (Api.IMG, None, ())
    request, _, _ = asked(f"{line} -H 'sec-fetch-mode: cors' -b 'sid=1'")
    assert request.crossorigin == "use-credentials"


def test_the_mode_is_the_line_s() -> None:
    line = f"curl '{URL}' -H 'Referer: https://app.example/' -H 'sec-fetch-mode: no-cors'"
    assert asked(line)[0].mode == "no-cors"
    with pytest.raises(Mistake, match="navigation"):
        asked(line.replace("no-cors", "navigate"))


def test_a_fetch_call_keeps_its_body_and_its_members() -> None:
    request, _, _ = asked(
        f"fetch('{URL}', {{method: 'POST', body: 'x=1', referrer: 'https://app.example/a',"
        " mode: 'cors', credentials: 'include', integrity: 'sha256-abc', keepalive: true}}".replace(
            "}}", "}"
        )
        + ")"
    )
    assert request.body is not None
    assert (request.body.data, request.headers) == (b"x=1", ())
    assert (request.credentials, request.mode, request.keepalive) == ("include", "cors", True)
    assert request.integrity == "sha256-abc"


def test_a_path_is_relative_to_the_page() -> None:
    request, _, _ = asked("fetch('/x', {referrer: 'https://app.example/a'})")
    assert request.url == "https://app.example/x"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("fetch(url)", "variable"),
        ("curl --zzz https://a.example", "not known"),
        ("@nothing.txt", "no request"),
        ("curl 'https://a.example", "quotation"),
    ],
)
def test_what_can_t_be_read_says_so(text: str, message: str) -> None:
    FILES["nothing.txt"] = b"hello world"
    with pytest.raises(Mistake, match=message):
        unfolded(text)


def test_secrets_of_a_paste_are_not_shown() -> None:
    with pytest.raises(Mistake) as caught:
        unfolded("curl https://a.example -H 'Authorization: Bearer abcdefghijkl")
    assert "abcdefghijkl" not in caught.value.format_message()
