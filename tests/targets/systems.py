"""Every export on its real system: one table, and one way to run what is exported as it is."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

import pytest

from corsac.targets.export import Address, Export, Options, export
from corsac.targets.exports import BY_NAME, EXPORTS
from tests.targets.apache.start import start as apache
from tests.targets.caddy.start import start as caddy
from tests.targets.corpus import RICH
from tests.targets.corpus import policy as policy_of
from tests.targets.cra.start import start as cra
from tests.targets.django.start import start as django
from tests.targets.envoy.start import start as envoy
from tests.targets.express.start import start as express
from tests.targets.fastapi.start import start as fastapi
from tests.targets.fastify.start import start as fastify
from tests.targets.flask.start import start as flask
from tests.targets.go.start import start as go
from tests.targets.haproxy.start import start as haproxy
from tests.targets.hono.start import start as hono
from tests.targets.nestjs.start import start as nestjs
from tests.targets.next.start import start as next_js
from tests.targets.nginx.start import start as nginx
from tests.targets.node.start import start as node
from tests.targets.real import free_port
from tests.targets.socketio.start import start as socketio
from tests.targets.traefik.start import start as traefik
from tests.targets.vite.start import start as vite
from tests.targets.webpack.start import start as webpack
from tests.targets.ws.start import start as ws

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from _pytest.mark.structures import ParameterSet

    from corsac.policy import Policy
    from corsac.targets.export import ExportTarget


class Start(Protocol):
    """Starts a system in a folder that has the exported files; gives its URL."""

    def __call__(
        self, folder: Path, port: int, target: str, version: str
    ) -> contextlib.AbstractContextManager[str]:
        """Run it until the block ends."""
        ...


@dataclass(frozen=True, slots=True)
class System:
    """How a system is run: by the first word of its targets' names.

    `long` says that it is left to `make test-all`.
    """

    start: Start
    long: bool = False


SYSTEMS = {
    "nginx": System(nginx),
    "apache": System(apache),
    "haproxy": System(haproxy, long=True),
    "caddy": System(caddy, long=True),
    "traefik": System(traefik, long=True),
    "envoy": System(envoy, long=True),
    "node": System(node),
    "express": System(express),
    "fastify": System(fastify, long=True),
    "nestjs": System(nestjs, long=True),
    "hono": System(hono, long=True),
    "socketio": System(socketio, long=True),
    "ws": System(ws, long=True),
    "flask": System(flask),
    "django": System(django),
    "fastapi": System(fastapi, long=True),
    "go": System(go),
    "vite": System(vite),
    "webpack": System(webpack, long=True),
    "cra": System(cra, long=True),
    "next": System(next_js, long=True),
}


#: The targets that are run.
RUN = tuple(target for target in EXPORTS if not target.schema)


def system(target: str) -> System:
    """Give the system of a target."""
    return SYSTEMS[target.partition("-")[0]]


def written(target: str, options: Options, policy: Policy | str = RICH) -> Export:
    """Export a policy, or the policy of a file of the corpus."""
    given = policy_of(policy) if isinstance(policy, str) else policy
    return export(BY_NAME[target], given, options)


@contextlib.contextmanager
def running(
    target: str, folder: Path, options: Options | None = None, policy: Policy | str = RICH
) -> Generator[tuple[str, Export]]:
    """Run a system with what is exported, as it is; give its URL and the export."""
    port = free_port()
    asked = replace(options or Options(), full=True, listen=Address("127.0.0.1", port))
    made = written(target, asked, policy)
    for file in made.files:
        path = folder / file.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text)
    version = BY_NAME[target].version(asked)
    with system(target).start(folder, port, target, version) as url:
        yield url, made


def targets(wanted: Callable[[ExportTarget], bool]) -> list[ParameterSet]:
    """Give the targets that a test is for, each marked as its system is."""
    found: list[ParameterSet] = []
    for each in filter(wanted, RUN):
        marks = [pytest.mark.servers, *([pytest.mark.long] if system(each.name).long else [])]
        found.append(pytest.param(each.name, id=each.name, marks=marks))
    return found
