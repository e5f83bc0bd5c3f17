"""What is said of old settings is what the libraries do; the policy answers its origins alike."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from corsac.core.headers import Headers
from corsac.policy import Enforcer, Policy
from corsac.targets.defects.source import Kind, Source
from corsac.targets.settings.readers import read
from corsac.targets.settings.remarks import Effect
from tests.targets import frameworks
from tests.targets.settings.old import OLD

if TYPE_CHECKING:
    from corsac.targets.settings.reading import Reading

pytestmark = pytest.mark.long

PEER: Final = Path(__file__).with_name("peer.py")
EXPOSED: Final = "Access-Control-Expose-Headers"
STRANGER: Final = "https://stranger.example"
METHODS: Final = ("PUT", "DELETE")
NAMES: Final = ("x-a", "authorization", "content-type", "x-strange")


@dataclass(frozen=True, slots=True)
class Old:
    """A library with some settings, what is read of them, and what the library answers."""

    system: str
    reading: Reading
    policy: Policy
    gets: dict[str | None, Headers]
    preflights: list[tuple[str, str, str | None, Headers]]

    def told(self, effect: Effect, name: str = "") -> set[str]:
        """Give the values of one kind of remark, or what stands in a hole of its sentence."""
        mine = [each for each in self.reading.remarks if each.effect is effect]
        if name:
            return {str(dict(each.message.values).get(name, "")) for each in mine}
        return {each.value.strip("'\"").lower() for each in mine}

    @property
    def effects(self) -> set[Effect]:
        """Give the kinds of remarks."""
        return {each.effect for each in self.reading.remarks}

    @property
    def broken(self) -> set[str]:
        """Give the origins that the library does not match, as they are written."""
        letters = {text for text in self.told(Effect.LETTERS) if "://" in text}
        return self.told(Effect.NEVER_MATCHES) | self.told(Effect.GLOB_AS_REGEX) | letters

    @property
    def working(self) -> list[str]:
        """Give an origin of each pattern of the policy that the library matches too."""
        return [
            f"{pattern.example}:8080" if pattern.any_port else pattern.example
            for pattern in self.policy.patterns
            if not any(pattern.parent and pattern.parent in text for text in self.broken)
        ]


@cache
def old(system: str, text: str) -> Old:
    """Read settings, and ask the library for everything that the tests want to know."""
    (reading,) = read(Source("app.py", text, Kind.PYTHON))
    assert reading.system == system
    assert reading.policy is not None
    index = reading.policy.table.find("/items", "GET")
    route = index is not None and index >= 0
    policy = reading.policy.routes[index or 0].policy if route else reading.policy
    made = Old(system, reading, policy, {}, [])
    let_in = {origin for effect in Effect for origin in made.told(effect, "origin")} - {""}
    meant = {each for each in made.broken if each.startswith("http") and "*" not in each}
    origins = [*made.working, *let_in, *("/".join(each.split("/")[:3]) for each in meant)]
    wanted = [*dict.fromkeys(origins), STRANGER, "null", None]
    pairs: list[tuple[str, str | None]] = [(method, None) for method in METHODS]
    pairs += [("PUT", name) for name in NAMES]
    asked = [(origin, method, name) for origin in made.working for method, name in pairs]
    answers = ask(
        system, text, [get(each) for each in wanted] + [preflight(*each) for each in asked]
    )
    made.gets.update(zip(wanted, answers, strict=False))
    more = answers[len(wanted) :]
    for (origin, method, name), answer in zip(asked, more, strict=True):
        made.preflights.append((origin, method, name, answer))
    return made


def ask(system: str, text: str, asked: list[dict[str, Any]]) -> list[Headers]:
    """Ask a library's application in a process of its own."""
    done = subprocess.run(
        [frameworks.python(), PEER],
        input=json.dumps({"system": system, "text": text, "asked": asked}),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [Headers.of(each["headers"]) for each in json.loads(done.stdout)]


def get(origin: str | None) -> dict[str, Any]:
    lines = [] if origin is None else [("Origin", origin)]
    return {"method": "GET", "path": "/items", "headers": lines}


def preflight(origin: str, method: str, name: str | None = None) -> dict[str, Any]:
    lines = [("Origin", origin), ("Access-Control-Request-Method", method)]
    lines += [("Access-Control-Request-Headers", name)] if name else []
    return {"method": "OPTIONS", "path": "/items", "headers": lines}


def allows(answer: Headers, origin: str, *, credentials: bool) -> bool:
    """Whether a page of that origin may read an answer (fetch#cors-check)."""
    allowed = answer.get("Access-Control-Allow-Origin")
    if credentials:
        return allowed == origin and answer.get("Access-Control-Allow-Credentials") == "true"
    return allowed in {"*", origin}


def passes(answer: Headers, asked: tuple[str, str, str | None], *, credentials: bool) -> bool:
    """Whether a preflight's answer lets the request be sent (fetch#cors-preflight-fetch)."""
    origin, method, name = asked
    methods, names = (
        {each.strip() for each in (answer.get(header) or "").split(",")}
        for header in ("Access-Control-Allow-Methods", "Access-Control-Allow-Headers")
    )
    star = not credentials and "*" in names and name != "authorization"
    return (
        allows(answer, origin, credentials=credentials)
        and (method in methods or (not credentials and "*" in methods))
        and (name is None or name in {each.lower() for each in names} or star)
    )


@pytest.mark.parametrize(("system", "text"), OLD)
def test_the_policy_answers_the_origins_that_were_meant_like_the_library(
    system: str, text: str
) -> None:
    peer = old(system, text)
    credentials = peer.policy.allow_credentials
    enforcer = Enforcer(peer.policy)
    for origin in peer.working:
        answer, grant = peer.gets[origin], enforcer.actual(origin)
        assert allows(answer, origin, credentials=credentials), origin
        assert grant.allowed
        before, after = (
            sorted(part.strip().lower() for part in (each or "").split(",") if part.strip(' "'))
            for each in (answer.get(EXPOSED), dict(grant.lines).get(EXPOSED))
        )
        assert before == after or "*" in peer.policy.expose_headers
    changed = {Effect.WILDCARD_DEAD, Effect.METHOD_DEAD, Effect.LETTERS, Effect.NOT_READ}
    for origin, method, name, answer in peer.preflights:
        before_passes = passes(answer, (origin, method, name), credentials=credentials)
        same = before_passes == enforcer.preflight(origin, method, name).allowed
        assert same or peer.effects & changed, (origin, method, name, answer)


@pytest.mark.parametrize(("system", "text"), OLD)
def test_what_is_remarked_is_what_the_library_does(system: str, text: str) -> None:
    peer = old(system, text)
    enforcer = Enforcer(peer.policy)
    let_in = {origin for effect in Effect for origin in peer.told(effect, "origin")} - {""}
    for origin in let_in:
        assert allows(peer.gets[origin], origin, credentials=False), origin
        assert not enforcer.actual(origin).allowed, origin
    others = {STRANGER, "null", None, *let_in, *peer.working}
    for unmatched in {each for each in peer.gets if each not in others}:
        assert not allows(peer.gets[unmatched], str(unmatched), credentials=False), unmatched
    everyone = peer.policy.any_origin or Effect.OPEN_BY_MISTAKE in peer.effects
    assert allows(peer.gets[STRANGER], STRANGER, credentials=False) == everyone
    if Effect.REFLECTS_EVERYONE in peer.effects and system != "litestar":
        assert allows(peer.gets[STRANGER], STRANGER, credentials=True)
        assert not peer.policy.allow_credentials
    null = everyone or Effect.NULL_ALLOWED in peer.effects
    assert allows(peer.gets["null"], "null", credentials=False) == null


@pytest.mark.parametrize(("system", "text"), OLD)
def test_vary_is_missing_where_it_is_said_to_be(system: str, text: str) -> None:
    peer = old(system, text)
    if peer.policy.any_origin or not peer.policy.patterns:
        return
    answers = [peer.gets[STRANGER], peer.gets[None]]
    missing = any("origin" not in (each.get("Vary") or "").lower() for each in answers)
    assert missing == (Effect.VARY_MISSING in peer.effects)
