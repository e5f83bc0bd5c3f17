"""Exports before exports, caches before exports: one owner, and nobody gets another's answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.targets.export import Options
from tests.targets.corpus import ORIGIN, STRANGER, Answer, ask
from tests.targets.layers import assert_closed, assert_readable, at
from tests.targets.real import free_port, program, serving
from tests.targets.strict import POLICY as TWO_ORIGINS
from tests.targets.strict import SITE
from tests.targets.systems import running

if TYPE_CHECKING:
    from pathlib import Path

OTHER = "https://a.example.com"
LISTS = ("Allow-Origin", "Allow-Methods", "Allow-Headers", "Max-Age", "Expose-Headers")
#: A cache that asks the upstream once for each variant that Vary names, errors too.
CACHE = """\
pid nginx.pid;
error_log stderr;
events { }
http {
    access_log off;
    client_body_temp_path body;
    proxy_temp_path temp;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    proxy_cache_path cache keys_zone=cache:1m;
    server {
        listen 127.0.0.1:PORT;
        location / {
            proxy_pass UPSTREAM;
            proxy_cache cache;
            proxy_cache_valid any 1m;
            proxy_cache_methods GET HEAD;
            add_header X-Cache $upstream_cache_status always;
        }
    }
}
"""
PAIRS = (
    ("nginx", "django"),
    ("nginx", "express"),
    ("apache", "flask"),
    ("apache", "go"),
    pytest.param("haproxy", "fastapi", marks=pytest.mark.long),
)


@pytest.mark.servers
@pytest.mark.parametrize(("front", "back"), PAIRS)
def test_two_layers_answer_as_one(front: str, back: str, tmp_path: Path) -> None:
    for each in (front, back):
        (tmp_path / each).mkdir()
    with running(back, tmp_path / back) as (behind, _):
        options = Options(upstream=at(int(behind.rpartition(":")[2])))
        with running(front, tmp_path / front, options) as (url, _):
            for method, path in (("GET", "/known/"), ("GET", "/missing/"), ("DELETE", "/known/")):
                assert_owned_once(ask(url, method, path, ORIGIN))
                assert_closed(ask(url, method, path, STRANGER))
            asked = {"Access_Control_Request_Method": "PUT"}
            assert_owned_once(ask(url, "OPTIONS", "/known/", ORIGIN, **asked))
            assert_closed(ask(url, "OPTIONS", "/known/", STRANGER, **asked))


def assert_owned_once(answer: Answer) -> None:
    """Each header stands once, and Vary says nothing twice."""
    assert_readable(answer)
    for name in LISTS:
        assert len(answer.headers.all(f"Access-Control-{name}")) <= 1, name
    varied = ",".join(answer.headers.all("Vary")).lower().replace(" ", "").split(",")
    assert varied.count("origin") == 1, varied


BEHIND_A_CACHE = (
    "nginx",
    "apache",
    "node",
    "express",
    "express-cors",
    "flask",
    "flask-cors",
    "django",
    "go",
    "go-rs-cors",
)


@pytest.mark.servers
@pytest.mark.parametrize("target", BEHIND_A_CACHE)
def test_a_cache_gives_each_page_its_own_answer(target: str, tmp_path: Path) -> None:
    own, front = tmp_path / "own", tmp_path / "front"
    own.mkdir()
    with running(target, own, policy=TWO_ORIGINS) as (behind, _):
        front.mkdir()
        binary = program("nginx", "apt-get install --no-install-recommends nginx-light")
        port = free_port()
        text = CACHE.replace("PORT", str(port)).replace("UPSTREAM", behind)
        (front / "nginx.conf").write_text(text)
        command: list[str | Path] = [
            binary,
            "-p",
            front,
            "-c",
            "nginx.conf",
            "-g",
            "daemon off; user root;",
        ]
        with serving(command, port, front) as url:
            assert_each_gets_its_own(url, ok_path(target))
            assert_each_gets_its_own(url, "/missing/")


def ok_path(target: str) -> str:
    """Give a path that there is."""
    if target.partition("-")[0] in {"nginx", "apache"}:
        return "/items"
    return "/known/" if target == "django" else "/known"


def assert_each_gets_its_own(url: str, path: str) -> None:
    """Ask in the order that poisons a cache without Vary, and then once more from the cache."""
    for kept in (False, True):
        for origin in (None, STRANGER, SITE, OTHER):
            answer = ask(url, "GET", path, origin)
            granted = answer.headers.all("Access-Control-Allow-Origin")
            assert granted == ((origin,) if origin in {SITE, OTHER} else ()), (origin, kept)
            if kept:
                assert answer.headers.get("X-Cache") == "HIT", origin
