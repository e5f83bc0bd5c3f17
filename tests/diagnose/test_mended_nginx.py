"""The whole way on a real nginx: a fault, its cause, the printed fix, and the same check green."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corsac.browser.request import Page, PageRequest
from corsac.diagnose.diagnosis import Diagnosis
from corsac.diagnose.options import Options
from corsac.diagnose.report import Report, ReportVerdict
from corsac.probe.runner import Session
from tests.diagnose.story import ALL
from tests.rules.play import above_info
from tests.targets.nginx.test_fix import nginx
from tests.targets.real import ORIGIN, plain, put

if TYPE_CHECKING:
    from pathlib import Path

HIDE = "proxy_hide_header Access-Control-Allow-Origin;"
ALLOW = f"add_header Access-Control-Allow-Origin {ORIGIN} always;"
METHODS = "add_header Access-Control-Allow-Methods PUT always;"
LISTS = f"{METHODS} add_header Access-Control-Allow-Headers 'content-type, x-trace' always;"

PUT = put("")
SIMPLE = plain("")
ANONYMOUS = replace(PUT, credentials=None)

#: A location's lines, the request, the path, and the cause.
FAULTS: dict[str, tuple[str, PageRequest, str, str]] = {
    "no header at all": (HIDE, SIMPLE, "/items", "no-cors-headers"),
    "two layers": (ALLOW, SIMPLE, "/items", "duplicate-allow-origin"),
    "a login before the preflight": (
        f"{HIDE} {ALLOW}",
        ANONYMOUS,
        "/items",
        "preflight-needs-login",
    ),
    "a star with cookies": (
        "",
        replace(SIMPLE, credentials="include"),
        "/items",
        "wildcard-with-credentials",
    ),
    "a slash": (
        f"{HIDE} add_header Access-Control-Allow-Origin {ORIGIN}/ always;",
        SIMPLE,
        "/items",
        "origin-not-byte-equal",
    ),
    "credentials forgotten": (
        f"{HIDE} {ALLOW}",
        replace(SIMPLE, credentials="include"),
        "/items",
        "allow-credentials-not-true",
    ),
    "a header forgotten": (
        f"{HIDE} if ($request_method = OPTIONS) {{ {ALLOW} {METHODS} return 204; }} {ALLOW}",
        ANONYMOUS,
        "/items",
        "header-not-allowed",
    ),
    "the preflight alone": (
        f"{HIDE} if ($request_method = OPTIONS) {{ {ALLOW} {LISTS} return 204; }}",
        ANONYMOUS,
        "/items",
        "headers-only-on-preflight",
    ),
    "errors left out": (
        f"{HIDE} add_header Access-Control-Allow-Origin {ORIGIN};",
        SIMPLE,
        "/missing",
        "headers-on-success-only",
    ),
}


def check(request: PageRequest, url: str) -> Report:
    """Run a check as the command does, with leave to send."""
    diagnosis = Diagnosis(replace(request, url=url), Page(ORIGIN), ALL, Options(send=True))
    with Session() as session:
        while diagnosis.pending is not None:
            diagnosis.receive(session.send(diagnosis.pending), time.monotonic())
    assert diagnosis.report is not None
    return diagnosis.report


@pytest.mark.servers
@pytest.mark.parametrize("fault", FAULTS)
def test_the_cause_is_named_and_its_fix_makes_the_check_green(fault: str, tmp_path: Path) -> None:
    lines, request, path, cause = FAULTS[fault]
    with nginx(tmp_path, lines) as url:
        report = check(request, url + path)
    assert report.verdict is ReportVerdict.BLOCKED
    assert [finding.rule.name for finding in report.findings] == [cause]
    fix = report.findings[0].fixes[0]
    assert fix.system == "nginx"
    with nginx(tmp_path, fix.snippet) as url:
        mended = check(request, url + path)
    assert (mended.verdict, above_info(mended.findings)) == (ReportVerdict.ALLOWED, [])
