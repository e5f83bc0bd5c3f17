"""The systems that a fix can be written for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corsac.core.findings import Fix, Remedy, RemedyKind, Text
from corsac.targets import generic
from corsac.targets.aiohttp import fix as aiohttp
from corsac.targets.answer import Answer
from corsac.targets.apache import fix as apache
from corsac.targets.caddy import fix as caddy
from corsac.targets.django import fix as django
from corsac.targets.envoy import fix as envoy
from corsac.targets.express import fix as express
from corsac.targets.fastapi import fix as fastapi
from corsac.targets.fastify import fix as fastify
from corsac.targets.flask import fix as flask
from corsac.targets.go import fix as go
from corsac.targets.haproxy import fix as haproxy
from corsac.targets.hono import fix as hono
from corsac.targets.koa import fix as koa
from corsac.targets.litestar import fix as litestar
from corsac.targets.nestjs import fix as nestjs
from corsac.targets.next import fix as next_js
from corsac.targets.nginx import fix as nginx
from corsac.targets.php import fix as php
from corsac.targets.quart import fix as quart
from corsac.targets.s3 import fix as s3
from corsac.targets.vite import fix as vite

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Target:
    """A system: its name for programs and for people, its syntax, and what mends it there."""

    name: str
    label: str
    language: str
    snippet: Callable[[Remedy], str]


GENERIC = Target("", "the server", generic.LANGUAGE, generic.snippet)

TARGETS: tuple[Target, ...] = (
    Target("nginx", "nginx", nginx.LANGUAGE, nginx.snippet),
    Target("apache", "Apache", apache.LANGUAGE, apache.snippet),
    Target("caddy", "Caddy", caddy.LANGUAGE, caddy.snippet),
    Target("express", "Express", express.LANGUAGE, express.snippet),
    Target("nestjs", "NestJS", nestjs.LANGUAGE, nestjs.snippet),
    Target("fastify", "Fastify", fastify.LANGUAGE, fastify.snippet),
    Target("koa", "Koa", koa.LANGUAGE, koa.snippet),
    Target("hono", "Hono", hono.LANGUAGE, hono.snippet),
    Target("next", "Next.js", next_js.LANGUAGE, next_js.snippet),
    Target("django", "Django", django.LANGUAGE, django.snippet),
    Target("flask", "Flask", flask.LANGUAGE, flask.snippet),
    Target("fastapi", "FastAPI", fastapi.LANGUAGE, fastapi.snippet),
    Target("quart", "Quart", quart.LANGUAGE, quart.snippet),
    Target("litestar", "Litestar", litestar.LANGUAGE, litestar.snippet),
    Target("aiohttp", "aiohttp", aiohttp.LANGUAGE, aiohttp.snippet),
    Target("asgi", "an ASGI application", fastapi.LANGUAGE, fastapi.wrapped),
    Target("go", "Go net/http", go.LANGUAGE, go.snippet),
    Target("haproxy", "HAProxy", haproxy.LANGUAGE, haproxy.snippet),
    Target("envoy", "Envoy", envoy.LANGUAGE, envoy.snippet),
    Target("php", "PHP", php.LANGUAGE, php.snippet),
    Target("vite", "Vite", vite.LANGUAGE, vite.snippet),
    Target("s3", "Amazon S3", s3.LANGUAGE, s3.snippet),
)

_BY_NAME = {target.name: target for target in TARGETS}

_TITLES = {
    RemedyKind.SEND_HEADERS: "send the headers that {origin} needs, from {system}",
    RemedyKind.ANSWER_PREFLIGHT: "answer the preflight in {system}, before anything can refuse it",
    RemedyKind.HEADERS_ON_ERRORS: "send the headers on errors too, from {system}",
    RemedyKind.ONE_OWNER: "let one layer alone send the headers; if it is {system}",
    RemedyKind.NO_REDIRECT: "answer at this very URL in {system}, without a redirect",
}


def fix(remedy: Remedy, system: str = "") -> Fix:
    """Write a remedy as a fix for one system, by its name.

    An unknown name, and values that can't be quoted plainly, get the bare header lines: these are
    right for any server. Nothing is ever written that allows the origin `null`: any page can have
    it.

    Raises:
        ValueError: the remedy's origin is `null`.
    """
    if remedy.origin == "null":
        raise ValueError("no fix allows the origin null: any page can have it")
    target = _BY_NAME.get(system, GENERIC) if Answer.of(remedy).plain else GENERIC
    title = Text.of(_TITLES[remedy.kind], origin=remedy.origin, system=Text(target.label))
    if remedy.kind is RemedyKind.NO_REDIRECT:
        # Where a redirect comes from is not known: no snippet would surely come before it.
        return Fix(title, target.name)
    return Fix(title, target.name, target.snippet(remedy), target.language)
