from __future__ import annotations

import pytest

from corsac.probe.target import Target


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("http://a.example/", Target("http", "a.example", 80, "a.example", "/")),
        ("https://a.example/x?y=1", Target("https", "a.example", 443, "a.example", "/x?y=1")),
        ("http://a.example:81/", Target("http", "a.example", 81, "a.example:81", "/")),
        ("http://[::1]:81/x", Target("http", "::1", 81, "[::1]:81", "/x")),
        ("wss://a.example/s", Target("wss", "a.example", 443, "a.example", "/s")),
        ("ws://a.example?q", Target("ws", "a.example", 80, "a.example", "/?q")),
        ("http://user:pass@a.example/", Target("http", "a.example", 80, "a.example", "/")),
        ("http://a.example/p#fragment", Target("http", "a.example", 80, "a.example", "/p")),
        ("http://a.example/a@b:c", Target("http", "a.example", 80, "a.example", "/a@b:c")),
    ],
)
def test_a_url_is_taken_apart(url: str, target: Target) -> None:
    assert Target.of(url) == target


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/path",
        "//a.example/",
        "ftp://a.example/",
        "http:///x",
        "http://a.example/a b",
        "http://a.example/\r\nX: 1",
        "http://a.example/é",
        "http://a.example:port/",
        "http://a.example:65536/",
        "http://a.example:123456/",
        "HTTP://a.example/",
    ],
)
def test_what_is_not_serialised_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="not a serialised"):
        Target.of(url)


def test_a_target_knows_what_its_scheme_means() -> None:
    plain, secure = Target.of("ws://a.example/"), Target.of("https://a.example:8443/")
    assert (plain.secure, plain.websocket, plain.default_port) == (False, True, True)
    assert (secure.secure, secure.websocket, secure.default_port) == (True, False, False)
    assert Target.of("https://a.example/1").key == Target.of("https://a.example/2").key
    assert Target.of("https://a.example/").key != Target.of("http://a.example:443/").key


@pytest.mark.parametrize(
    ("url", "scheme"), [("http://a.example/", "ws"), ("wss://a.example/", "wss")]
)
def test_the_same_place_may_be_asked_for_a_websocket(url: str, scheme: str) -> None:
    assert Target.of(url).for_websocket().scheme == scheme
