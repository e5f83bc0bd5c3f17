"""Every export on its real system passes: nothing is found in must and security."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.core.findings import Severity
from corsac.diagnose.verify.infer import Wanted
from corsac.diagnose.verify.report import Outcome, Verdict
from corsac.policy import Policy
from corsac.probe.websocket import expected_accept
from corsac.targets.export import ExportTarget, Options, Role
from corsac.targets.exports import BY_NAME
from tests.diagnose.verify.found import Door
from tests.diagnose.verify.live import verified
from tests.targets.corpus import RICH, Application, application, ask
from tests.targets.corpus import policy as policy_of
from tests.targets.layers import at
from tests.targets.systems import running, targets

if TYPE_CHECKING:
    from pathlib import Path

    from corsac.diagnose.verify.report import Verification

#: These open sockets, and answer nothing that a page reads by fetch().
SOCKETS = {"socketio", "ws"}


class Socket(Application):
    """The application, which takes WebSockets from anybody."""

    def do_GET(self) -> None:  # noqa: N802 -- http.server's name
        """Shake hands where a WebSocket is asked for."""
        key = self.headers.get("Sec-WebSocket-Key")
        if key is None:
            self.answer()
            return
        self.send_response(101)
        self.send_header("Connection", "Upgrade")
        self.send_header("Upgrade", "websocket")
        self.send_header("Sec-WebSocket-Accept", expected_accept(key))
        self.end_headers()
        self.close_connection = True


def answers(target: ExportTarget) -> bool:
    return not target.dev and target.name not in SOCKETS


def verify(url: str, policy: Policy | None, origin: str = "", socket: str = "") -> Verification:
    """Verify a running server."""
    origins = (origin,) if origin else ()
    return verified(Wanted(f"{url}/items", origins, websocket=socket), policy)


def grave(report: Verification) -> list[str]:
    """Tell what is wrong in must and security."""
    return [
        f"{each.code} {each.message} {report.exchanges[each.where.exchange].request.headers}"
        for each in report.findings
        if each.rule.severity is Severity.ERROR and each.where is not None
    ]


@pytest.mark.parametrize("target", targets(answers))
def test_an_export_on_its_system_passes(target: str, tmp_path: Path) -> None:
    policy = policy_of(RICH)
    proxied = BY_NAME[target].role is not Role.APPLICATION
    with application(Socket) as behind:
        options = Options(upstream=at(behind)) if proxied else Options()
        with running(target, tmp_path, options, policy) as (url, _):
            told = verify(url, policy, socket="/socket" if proxied else "")
            assert grave(told) == []
            assert told.verdict is Verdict.PASSED
            blind = verify(url, None, origin=policy.allow_origins[0])
            assert grave(blind) == []


@pytest.mark.parametrize("file", ["public", "subdomains", "preview-deployments"])
@pytest.mark.servers
def test_so_do_other_policies_on_nginx(file: str, tmp_path: Path) -> None:
    policy = policy_of(file)
    with (
        application() as behind,
        running("nginx", tmp_path, Options(upstream=at(behind)), policy) as (url, _),
    ):
        assert grave(verify(url, policy)) == []


#: A page to be read, and a door, of what opens sockets itself.
DOORS = {
    "socketio": ("/socket.io/?EIO=4&transport=polling", "/socket.io/?EIO=4&transport=websocket"),
    "ws": ("/", "/"),
}


@pytest.mark.parametrize("target", targets(lambda target: target.name in DOORS))
def test_an_export_s_own_door_opens_for_the_policy_s_origins(target: str, tmp_path: Path) -> None:
    policy, (page, door) = policy_of(RICH), DOORS[target]
    with running(target, tmp_path, policy=policy) as (url, _):
        told = verified(Wanted(f"{url}{page}", websocket=door), policy)
    outcomes = {each.rule.code: each.outcome for each in told.results}
    assert outcomes["CORS390"] is outcomes["CORS391"] is Outcome.PASSED


@pytest.mark.parametrize("target", targets(lambda target: target.dev))
def test_through_an_exported_development_proxy_no_other_page_reads(
    target: str, tmp_path: Path
) -> None:
    with application(Door) as behind:
        options = Options(upstream=at(behind), prefix="/api")
        with running(target, tmp_path, options) as (url, _):
            ask(url, "GET", "/api/items")  # is answered when the first build is done
            told = verified(Wanted(f"{url}/api/items", websocket="/api/socket"), Policy())
    assert grave(told) == []
    assert told.verdict is Verdict.PASSED
