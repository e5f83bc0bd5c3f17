"""Exports before exports, caches before exports: one owner, and nobody gets another's answer."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest

from corsac.targets.export import Options
from corsac.targets.exports import BY_NAME
from tests.targets.corpus import ORIGIN, STRANGER, Answer, application, ask, asking
from tests.targets.layers import FOREIGN, assert_closed, assert_readable, at
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
    *(
        pytest.param(*pair, marks=pytest.mark.long)
        for pair in (
            ("haproxy", "fastapi"),
            ("haproxy", "django-corsac"),
            ("caddy", "fastify"),
            ("caddy", "flask-cors"),
            ("traefik", "nestjs"),
            ("traefik", "express-cors"),
            ("envoy", "hono"),
            ("envoy", "go-rs-cors"),
            ("nginx", "envoy"),
            ("envoy", "traefik"),
        )
    ),
)


@pytest.mark.servers
@pytest.mark.parametrize(("front", "back"), PAIRS)
def test_two_layers_answer_as_one(front: str, back: str, tmp_path: Path) -> None:
    for each in (front, back):
        (tmp_path / each).mkdir()
    with contextlib.ExitStack() as stack:
        behind = application() if BY_NAME[back].needs_upstream else contextlib.nullcontext(0)
        last = stack.enter_context(behind)
        options = Options(upstream=at(last)) if last else Options()
        inner, _ = stack.enter_context(running(back, tmp_path / back, options))
        options = Options(upstream=at(int(inner.rpartition(":")[2])))
        url, made = stack.enter_context(running(front, tmp_path / front, options))
        twice = "vary-twice" in [each.code for each in made.warnings]
        for method, path in (("GET", "/known/"), ("GET", "/missing/"), ("DELETE", "/known/")):
            assert_owned_once(ask(url, method, path, ORIGIN), vary_twice=twice)
            assert_closed(ask(url, method, path, STRANGER))
        asked = {"Access_Control_Request_Method": "PUT"}
        assert_owned_once(ask(url, "OPTIONS", "/known/", ORIGIN, **asked))
        assert_closed(ask(url, "OPTIONS", "/known/", STRANGER, **asked))
        told = {name.replace("-", "_"): value for name, value in asking(FOREIGN).items()}
        answer = ask(url, "GET", "/told/", ORIGIN, **told)
        # The application and its layer said it both.
        assert_owned_once(answer, vary_twice=True)
        assert all("foreign" not in value for _, value in answer.headers)
        assert_closed(ask(url, "GET", "/told/", STRANGER, **told))


def assert_owned_once(answer: Answer, *, vary_twice: bool = False) -> None:
    """Each header stands once, and Vary says nothing twice unless a warning says so."""
    assert_readable(answer)
    for name in LISTS:
        assert len(answer.headers.all(f"Access-Control-{name}")) <= 1, name
    varied = ",".join(answer.headers.all("Vary")).lower().replace(" ", "").split(",")
    assert varied.count("origin") == 1 or vary_twice, varied


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
    *(
        pytest.param(name, marks=pytest.mark.long)
        for name in (
            "caddy", "fastapi", "fastify", "nestjs", "hono", "django-corsac", "flask-corsac",
            "haproxy", "traefik", "envoy",
        )
    ),
)  # fmt: skip


@pytest.mark.servers
@pytest.mark.parametrize("target", BEHIND_A_CACHE)
def test_a_cache_gives_each_page_its_own_answer(target: str, tmp_path: Path) -> None:
    own, front = tmp_path / "own", tmp_path / "front"
    own.mkdir()
    with contextlib.ExitStack() as stack:
        options = Options()
        if BY_NAME[target].needs_upstream:
            options = Options(upstream=at(stack.enter_context(application())))
        behind, _ = stack.enter_context(running(target, own, options, TWO_ORIGINS))
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
    if target.partition("-")[0] in {"nginx", "apache", "caddy"}:
        return "/items"
    return "/known/" if target.partition("-")[0] == "django" else "/known"


def assert_each_gets_its_own(url: str, path: str) -> None:
    """Ask in the order that poisons a cache without Vary, and then once more from the cache."""
    for kept in (False, True):
        for origin in (None, STRANGER, SITE, OTHER):
            answer = ask(url, "GET", path, origin)
            granted = answer.headers.all("Access-Control-Allow-Origin")
            assert granted == ((origin,) if origin in {SITE, OTHER} else ()), (origin, kept)
            if kept:
                assert answer.headers.get("X-Cache") == "HIT", origin
