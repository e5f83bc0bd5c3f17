"""Each export on its real system, as it is, under a probe that knows nothing of how it was made."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from corsac.core.headers import Headers
from corsac.targets.export import ExportTarget, Options, Role
from corsac.targets.exports import BY_NAME
from tests.targets import strict, strict_development, strict_wire
from tests.targets.corpus import Answer, application
from tests.targets.layers import Socket, at
from tests.targets.systems import running, targets

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from tests.targets.strict import Failure

#: These open sockets, and answer nothing that a page reads by fetch().
SOCKETS = {"socketio", "ws"}
SERIOUS = {"must", "security"}


def answers(target: ExportTarget) -> bool:
    return not target.dev and target.name not in SOCKETS


def serious(found: Iterable[Failure]) -> list[str]:
    return [str(each) for each in found if each.level in SERIOUS]


def findings(url: str) -> list[tuple[str, str]]:
    """Ask our own rules about a server, as a user does; give what is worse than information."""
    check = [sys.executable, "-m", "corsac", "check", f"{url}/told/", "--origin", strict.SITE]
    check += ["--credentials", "include", "--send", "--format", "json"]
    found: list[tuple[str, str]] = []
    for more in ([], ["-X", "PUT", "-H", "X-Trace: 1", "--json", "{}"]):
        run = subprocess.run([*check, *more], check=False, capture_output=True, text=True)
        report = json.loads(run.stdout)
        assert report["verdict"] == "allowed", report
        found += [(each["code"], each["severity"]) for each in report["findings"]]
    return [each for each in found if each[1] != "info"]


@pytest.mark.parametrize("target", targets(answers))
def test_a_server_does_what_the_standard_asks(target: str, tmp_path: Path) -> None:
    alone = BY_NAME[target].role is Role.APPLICATION
    with application() as behind:
        options = Options() if alone else Options(upstream=at(behind))
        with running(target, tmp_path, options, strict.POLICY) as (url, made):
            codes = [each.code for each in made.warnings]
            assert serious(strict.failures(url, codes)) == []
            assert serious(strict_wire.failures(url)) == []
            assert findings(url) == []


@pytest.mark.parametrize("target", targets(lambda each: each.dev))
def test_a_development_server_is_its_own_pages_alone(target: str, tmp_path: Path) -> None:
    with application(Socket) as behind:
        options = Options(upstream=at(behind), prefix="/api")
        with running(target, tmp_path, options) as (url, made):
            opens = "no-websockets" not in [each.code for each in made.warnings]
            site = strict_development.Site(url, f"http://127.0.0.1:{behind}", sockets=opens)
            assert serious(strict_development.failures(site, strict_development.MORE)) == []


@pytest.mark.servers
@pytest.mark.long
def test_the_newer_nginx_does_what_the_standard_asks(tmp_path: Path) -> None:
    with application() as behind:
        options = Options(upstream=at(behind), version="1.29")
        with running("nginx", tmp_path, options, strict.POLICY) as (url, _):
            assert serious(strict.failures(url)) == []


def judged(judge: strict.Judge, lines: Mapping[str, str], status: int = 200) -> set[str]:
    """Judge an answer that has these headers; give the levels of what fails."""
    return {level for level, _ in judge(Answer(status, Headers.of(lines.items()), b""))}


def test_the_probe_finds_what_is_wrong() -> None:
    star, vary = {"Access-Control-Allow-Origin": "*"}, {"Vary": "Origin"}
    evil = {"Access-Control-Allow-Headers": "x-evil", **vary}
    site = strict.SITE
    assert judged(strict.closed, vary) == set()
    assert judged(strict.closed, {}) == {"security"}
    assert judged(strict.closed, {**vary, **star}) == {"security"}
    assert judged(strict.closed, {"Vary": "*"}, 500) == {"must"}
    assert judged(strict.readable(site), {**vary, **star}) == {"must"}
    assert judged(strict.passes(site, "PUT"), star, 401) == {"must", "security"}
    assert judged(strict.lacks(site, "x-evil"), evil) == {"security"}
    assert judged(strict.refused, vary, 302) == {"must"}


def test_no_two_requests_are_the_same() -> None:
    asked = [(*each.sent(), each.judge) for each in strict.probes()]
    assert len(strict.probes()) == len(asked) > 86
