"""`pytest --corsac-conformance`, in a run of pytest of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corsac.diagnose.verify.checks import CHECKS
from corsac.testing.items import load_app

pytest_plugins = ["pytester"]

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., pytest.RunResult]

APPLICATIONS = """
from corsac.middleware.wsgi import CORS


def bare(environ, start_response):
    found = environ["PATH_INFO"] in {"/", "/items"}
    start_response("200 OK" if found else "404 Not Found", [("Content-Type", "text/plain")])
    return [b"hi"]


app = CORS(bare, allow_origins=["https://app.example"], max_age=600)


def make():
    return app
"""
POLICY = """
version = 1
[policy]
allow_origins = ["https://app.example"]
max_age = 600
"""


@pytest.fixture
def run(pytester: pytest.Pytester) -> Callable[..., pytest.RunResult]:
    """Run pytest where the applications and a policy are."""
    pytester.makepyfile(main=APPLICATIONS)
    pytester.makefile(".toml", corsac=POLICY)
    quiet = ("-q", "-p", "no:randomly", "-p", "no:xdist", "-p", "no:cacheprovider")
    return lambda *arguments: pytester.runpytest_inprocess(*quiet, *arguments)


@pytest.mark.parametrize("app", ["main:app", "main:make()"])
def test_each_check_is_a_test(app: str, run: Run) -> None:
    options = ["--corsac-conformance", app, "--corsac-policy", "corsac.toml"]
    done = run(*options, "--corsac-url", "https://api.example/items")
    assert done.ret == 0
    assert " skipped" in done.stdout.str()
    listed = run(*options, "--collect-only")
    assert all(f"{check.code} {check.name}" in listed.stdout.str() for check in CHECKS)


def test_what_fails_is_told_as_corsac_tells_it(run: Run) -> None:
    options = ["--corsac-conformance", "main:bare", "--corsac-policy", "corsac.toml"]
    done = run(*options)
    assert done.ret == 1
    assert "error[CORS301]: Every allowed origin reads every page" in done.stdout.str()
    assert "Traceback" not in done.stdout.str()
    assert "xfailed" in done.stdout.str()
    strict = run(*options, "--corsac-strict")
    assert "xfailed" not in strict.stdout.str()


def test_a_policy_is_not_needed(run: Run) -> None:
    done = run("--corsac-conformance", "main:app", "--corsac-origin", "https://app.example")
    assert done.ret == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--corsac-conformance", "main"], "write module:name"),
        (["--corsac-conformance", "main:absent"], "absent"),
        (["--corsac-conformance", "absent:app"], "absent"),
        (["--corsac-conformance", "main:app", "--corsac-policy", "absent.toml"], "absent.toml"),
    ],
)
def test_what_can_t_be_loaded_is_said(options: list[str], said: str, run: Run) -> None:
    done = run(*options)
    assert done.ret != 0
    assert said in done.stdout.str() + done.stderr.str()


def test_an_application_may_stand_inside_something() -> None:

    assert load_app("pathlib:Path.cwd()", Path.cwd()) == Path.cwd()
