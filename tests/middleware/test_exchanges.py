"""The corpus of exchanges, through the ASGI and the WSGI layer in memory."""

from __future__ import annotations

import pytest

from corsac.middleware import asgi, wsgi
from corsac.testing.asgi import AsgiServer
from corsac.testing.wsgi import WsgiServer
from tests.exchanges.judge import judge
from tests.exchanges.loader import Case, load
from tests.middleware.corpus import answers, asgi_app, policy_of, wsgi_app

CASES = load()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_asgi_answers_as_written(case: Case) -> None:
    server = AsgiServer(asgi.CORS(asgi_app(case.app), policy_of(case)))
    try:
        found = answers(case, server)
    finally:
        server.close()
    for index, (status, headers) in enumerate(found):
        assert judge(case, index, status, headers) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_wsgi_answers_as_written(case: Case) -> None:
    server = WsgiServer(wsgi.CORS(wsgi_app(case.app), policy_of(case)))
    for index, (status, headers) in enumerate(answers(case, server)):
        assert judge(case, index, status, headers) == []
