"""curl commands: DevTools' own, and people's."""

from __future__ import annotations

import contextlib
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corsac.evidence.curl import is_curl, is_option, read_curl, read_words
from corsac.evidence.pasted import EvidenceError

BASH = r"""curl 'https://api.example/items?a=1&b=2' \
  -X 'PUT' \
  -H 'accept: */*' \
  -H 'content-type: application/json' \
  -H 'origin: https://app.example' \
  -b 'sid=1; theme=dark' \
  --data-raw $'{"a":"it\'s \u0021"}' \
  --compressed --insecure ;
curl 'https://other.example/'"""
CMD = """curl ^"https://api.example/items?a=1^&b=2^" ^
  -H ^"accept: */*^" ^
  -H ^"origin: https://app.example^" ^
  --data-raw ^"^{^\\^"a^\\^":^\\^"100^%^\\^"^}^" """


def test_what_chrome_copies_for_bash() -> None:
    pasted = read_curl(BASH)
    assert pasted.url == "https://api.example/items?a=1&b=2"
    assert pasted.method == "PUT"
    assert pasted.headers[2] == "origin: https://app.example"
    assert pasted.cookies == ("sid=1; theme=dark",)
    assert pasted.data_raw == ('{"a":"it\'s !"}',)
    assert pasted.insecure


def test_what_chrome_copies_for_cmd() -> None:
    pasted = read_curl(CMD)
    assert pasted.url == "https://api.example/items?a=1&b=2"
    assert pasted.headers == ("accept: */*", "origin: https://app.example")
    assert pasted.data_raw == ('{"a":"100%"}',)


def test_what_firefox_copies_for_cmd() -> None:
    pasted = read_curl('curl.exe "https://api.example/" --compressed --data-raw "{""a"":1}"')
    assert pasted.data_raw == ('{"a":1}',)


@pytest.mark.parametrize("prompt", ["$ ", "> ", "PS C:\\Users\\me> ", "C:\\> ", "\n  "])
def test_a_prompt_may_be_copied_along(prompt: str) -> None:
    assert is_curl(f"{prompt}curl https://a.example")
    assert read_curl(f"{prompt}curl https://a.example").url == "https://a.example"


def test_short_options_may_stand_together() -> None:
    pasted = read_curl("curl -sSkXPOST -o- -dx=1 --data=y=2 -I -G api.example")
    assert (pasted.method, pasted.data, pasted.url) == (
        "POST",
        ("x=1", "y=2"),
        "http://api.example",
    )
    assert pasted.insecure
    assert pasted.head
    assert pasted.as_query


def test_options_that_are_headers_become_headers() -> None:
    pasted = read_curl(
        "curl -A me -r 0-9 --oauth2-bearer abc --no-keepalive --url https://a.example"
    )
    assert pasted.headers == ("User-Agent: me", "Range: bytes=0-9", "Authorization: Bearer abc")


def test_only_the_first_of_several_is_read() -> None:
    assert (
        read_words(["https://a.example", "--next", "https://b.example"]).url == "https://a.example"
    )


@pytest.mark.parametrize(
    ("line", "message", "mend"),
    [
        ("curl -H a:b", "no URL", "whole command"),
        ("curl https://a.example -H", "-H lacks its value", "whole command"),
        ("curl https://a.example --dat x", "--dat is not known", "did you mean --data?"),
        ("curl https://a.example --zzz", "--zzz is not known", "take it out"),
    ],
)
def test_what_can_t_be_read_says_so(line: str, message: str, mend: str) -> None:
    with pytest.raises(EvidenceError, match=message) as caught:
        read_curl(line)
    assert mend in caught.value.mend


def test_words_that_only_begin_like_curl_are_none() -> None:
    assert not is_curl("curly braces")
    assert not is_curl("https://curl.example/")
    assert is_option("--data-raw")
    assert not is_option("--origin")


@given(st.text(max_size=200))
def test_nothing_that_is_pasted_breaks_it(text: str) -> None:
    with contextlib.suppress(EvidenceError):
        read_curl(f"curl {text}")


def test_every_ignored_option_is_one_of_curl_s() -> None:
    curl = shutil.which("curl")
    if curl is None:
        pytest.skip("curl is not installed. apt-get install curl")
    known = subprocess.run(
        [curl, "--help", "all"], check=True, capture_output=True, text=True
    ).stdout
    assert "--data-raw" in known
    for name in ("--compressed", "--max-time", "--location", "--resolve"):
        assert is_option(name)
        assert name in known
