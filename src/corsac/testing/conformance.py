"""The conformance suite on an application in memory: every check of `corsac verify`.

    from corsac.testing.conformance import assert_conforms

    def test_cors():
        assert_conforms(app, policy=Policy(allow_origins=["https://app.example"]))

Under pytest, `pytest --corsac-conformance module:app` makes one test of each check.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from corsac.core.findings import Severity
from corsac.core.messages import Exchange
from corsac.diagnose.verify.infer import Wanted
from corsac.diagnose.verify.limits import BUDGET
from corsac.diagnose.verify.run import Verifier
from corsac.testing.browser import server_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corsac.diagnose.verify.report import Verification
    from corsac.policy.policy import Policy
    from corsac.testing.server import AppServer

URL: Final = "https://api.example/"


def conform(
    app: Any,  # noqa: ANN401 -- either kind of application
    policy: Policy | None = None,
    *,
    url: str = URL,
    origins: Sequence[str] = (),
    paths: Sequence[str] = (),
    websocket: str = "",
    budget: int = BUDGET,
    patience: float = 10.0,
) -> Verification:
    """Run the conformance suite on an application.

    Args:
        app: An ASGI or WSGI application.
        policy: What must hold; None to infer it from the answers.
        url: Where the application answers; its path is the first page.
        origins: Without a policy, origins that should be let in.
        paths: Further pages: one that fails, one that takes POST alone.
        websocket: The path of a WebSocket; empty for none.
        budget: The most requests.
        patience: Seconds that an ASGI application may take for one answer.

    Raises:
        RuntimeError: The application's start-up failed.
        ValueError: The URL or a path is none.
    """
    wanted = Wanted(url, tuple(origins), tuple(paths), websocket=websocket)
    server = server_of(app, patience)
    try:
        return drive(server, Verifier(wanted, policy, budget))
    finally:
        server.close()


def drive(server: AppServer, verifier: Verifier) -> Verification:
    """Hand a verification's requests to whatever answers, until there is a report."""
    while verifier.pending is not None:
        request = verifier.pending
        verifier.receive(Exchange(request, server.send(request)))
    assert verifier.report is not None  # noqa: S101 -- nothing is pending any more
    return verifier.report


def assert_conforms(
    app: Any,  # noqa: ANN401 -- either kind of application
    policy: Policy | None = None,
    *,
    warnings: bool = False,
    **options: Any,  # noqa: ANN401 -- those of conform
) -> Verification:
    """Run the suite, and fail the test where a check of level must or security fails.

    Args:
        app: An ASGI or WSGI application.
        policy: What must hold; None to infer it from the answers.
        warnings: Whether what only should be fails the test too.
        options: The further arguments of `conform`.
    """
    found = conform(app, policy, **options)
    grave = [each for each in found.findings if each.rule.severity is Severity.ERROR]
    if grave or (warnings and found.findings):
        raise AssertionError(story(found))
    return found


def story(found: Verification, code: str = "") -> str:
    """Tell a verification as `corsac verify` prints it.

    Args:
        found: The verification.
        code: One check's code, for its finding alone; empty for everything.
    """
    from dataclasses import replace  # noqa: PLC0415 -- only where something failed

    from corsac.render.look import Look  # noqa: PLC0415 -- likewise
    from corsac.render.verification.to_text import render  # noqa: PLC0415 -- likewise

    if code:
        only = tuple(each for each in found.findings if each.code == code)
        found = replace(found, findings=only)
    return render(found, Look(width=88))
