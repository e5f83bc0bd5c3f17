"""Run the suite on one contestant, in the environment that has it; print the results as JSON.

python -m tools.scoreboard.contest starlette
"""

from __future__ import annotations

import json
import logging
import sys
from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from corsac.diagnose.verify.infer import Wanted
from corsac.diagnose.verify.run import Verifier
from corsac.testing.browser import server_of
from corsac.testing.conformance import drive
from tools.scoreboard.contestants import CONTESTANTS, Contestant
from tools.scoreboard.policy import FAILING, POLICY, URL

if TYPE_CHECKING:
    from corsac.diagnose.verify.report import Verification
    from corsac.testing.server import AppServer


def server(contestant: Contestant) -> AppServer:
    """Put a contestant where it can be asked: aiohttp speaks neither ASGI nor WSGI."""
    if "aiohttp" in contestant.packages:
        memory: Any = import_module("tests.middleware.aiohttp_memory")
        running: AppServer = memory.AiohttpServer(contestant.make)
        return running
    return server_of(contestant.make(), 10.0)


def run(contestant: Contestant) -> Verification:
    """Run the suite on a contestant."""
    running = server(contestant)
    try:
        return drive(running, Verifier(Wanted(URL, paths=FAILING), POLICY))
    finally:
        running.close()


def result(contestant: Contestant, found: Verification) -> dict[str, Any]:
    """Give what the page needs of a verification, as JSON's own types."""
    messages = {finding.code: str(finding.message) for finding in found.findings}
    return {
        "label": contestant.label,
        "versions": {name: version(name) for name in contestant.packages},
        "outcomes": {each.rule.code: each.outcome.value for each in found.results},
        "messages": messages,
    }


def main(arguments: list[str]) -> int:
    """Print the result of the contestant that is named."""
    logging.disable(logging.CRITICAL)
    contestant = CONTESTANTS[arguments[0]]
    json.dump(result(contestant, run(contestant)), sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
