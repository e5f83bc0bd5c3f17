"""What a configuration is found to have: with the policy that it is meant for, and without."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from corsac.core.findings import Severity
from corsac.diagnose.variants import NOWHERE
from corsac.diagnose.verify.infer import Wanted
from corsac.diagnose.verify.report import Verdict
from corsac.policy import Policy
from tests.diagnose.verify.live import verified
from tests.servers.certificates import Authority
from tests.targets.corpus import Application, application
from tests.targets.defects import pasted
from tests.targets.layers import Socket, third_party

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from _pytest.mark.structures import ParameterSet

    Start = Callable[[Path, str, int], AbstractContextManager[str]]

RECIPES = Path(__file__).parents[2] / "targets" / "defects" / "recipes"
ALLOWED = ("https://yoursite.com", "http://localhost:3000")


class Plain(Application):
    """An API that knows nothing of CORS."""

    star = False

    def answer(self) -> None:
        """Answer every path but one, and OPTIONS with a refusal."""
        missing = self.path.endswith(NOWHERE)
        self.send_response(404 if missing else 405 if self.command == "OPTIONS" else 200)
        if self.star:
            self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD = do_OPTIONS = answer  # noqa: N815 -- http.server's names


class Star(Plain):
    """One that has CORS headers of its own already."""

    star = True


class Door(Star, Socket):
    """One with a WebSocket, which opens to all."""

    def do_GET(self) -> None:  # noqa: N802 -- http.server's name
        """Shake hands where that is asked for."""
        if "Upgrade" in self.headers:
            Socket.do_GET(self)
        else:
            self.answer()


class Leaky(Door):
    """One that writes its own address into redirects, and its own name into cookies."""

    def end_headers(self) -> None:
        """Say so with every answer."""
        self.send_header("Set-Cookie", "session=1; Domain=backend.example; HttpOnly")
        super().end_headers()

    def answer(self) -> None:
        """Redirect from one path."""
        if not self.path.endswith("/old"):
            return super().answer()
        self.send_response(302)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Location", f"http://127.0.0.1:{self.connection.getsockname()[1]}/new")
        self.send_header("Content-Length", "0")
        return self.end_headers()


def intended(**changed: Any) -> Policy:  # noqa: ANN401 -- whatever a policy takes
    """Say what the recipes are meant to do."""
    return INTENDED.changed(**changed)


INTENDED = Policy(
    allow_origins=ALLOWED,
    allow_methods=["GET", "POST", "PUT", "DELETE", "PATCH"],
    allow_headers=["Content-Type", "Authorization"],
    allow_credentials=True,
    max_age=86400,
)
PUBLIC = Policy(allow_origins="*")


@dataclass(frozen=True)
class Pasted:
    """A recipe on its system, and the codes of what is wrong with it.

    Attributes:
        start: Runs it in a folder, before the application at a port.
        recipe: A file of RECIPES, or the text itself.
        path: Where the answers are.
        policy: What whoever pastes it means.
        grave: What is found in must and security.
        slight: What is found in should; None where it is not looked at.
        blind: What is found in must and security by who knows one origin only.
        behind: The application.
        origin: What is known without the policy.
        websocket: A path, where one is tried.
        paths: Further pages.
    """

    start: Start
    recipe: str
    path: str
    policy: Policy
    grave: str = ""
    slight: str | None = None
    blind: str = ""
    behind: type[Application] = Plain
    origin: str = ALLOWED[0]
    websocket: str = ""
    paths: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The recipe's text."""
        file = RECIPES / self.recipe if "\n" not in self.recipe else None
        return self.recipe if file is None else file.read_text("utf-8")


def alone(start: Callable[[Path, str], AbstractContextManager[str]]) -> Start:
    """Start what has no application behind."""
    return lambda folder, recipe, _: start(folder, recipe)


def before_a_third_party(folder: Path, recipe: str, port: int) -> AbstractContextManager[str]:
    told = f"https://localhost:{port}"
    return pasted.nginx(folder, recipe.replace("https://third-party-api.com", told), port)


VARY = "CORS360 CORS361 CORS362 CORS363"
TWICE = "CORS301 CORS304 CORS307"
#: What a layer has that answers every OPTIONS, and tells everybody the preflight's headers.
TALKS = "CORS353 CORS367 CORS370 CORS371 CORS372"
#: Likewise, with one Allow-Origin for everybody.
OPTIONS = "CORS370 CORS371 CORS372"
#: A list of names that comes back as it was asked.
ECHO = "CORS382 CORS383"


def params(cases: dict[str, Pasted]) -> list[ParameterSet]:
    return [pytest.param(each, id=name) for name, each in cases.items()]


def assert_found(case: Pasted, folder: Path) -> None:
    """Verify a recipe with its policy and without; compare what is found with what is known."""
    with ExitStack() as stack:
        if case.start is before_a_third_party:
            (folder / "tls").mkdir()
            port = stack.enter_context(third_party(Authority(folder / "tls").issue("localhost")))
        else:
            port = stack.enter_context(application(case.behind))
        url = stack.enter_context(case.start(folder, case.text, port)) + case.path
        known = (case.origin,) if case.origin else ()
        told = verified(Wanted(url, (), case.paths, websocket=case.websocket), case.policy)
        blind = verified(Wanted(url, known, case.paths, websocket=case.websocket), None)
    assert told.verdict is not Verdict.UNREACHABLE, told.notes
    by_severity = {
        severity: {each.code for each in told.findings if each.rule.severity is severity}
        for severity in Severity
    }
    _assert_same(by_severity[Severity.ERROR], case.grave)
    if case.slight is not None:
        _assert_same(by_severity[Severity.WARNING], case.slight)
    grave = {each.code for each in blind.findings if each.rule.severity is Severity.ERROR}
    _assert_same(grave, case.blind)


def _assert_same(found: set[str], due: str) -> None:
    missed, invented = set(due.split()) - found, found - set(due.split())
    assert found == set(due.split()), f"missed {sorted(missed)}, invented {sorted(invented)}"
