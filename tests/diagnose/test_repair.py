"""A remedy becomes a fix for what answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.request import Page, PageRequest
from tests.diagnose.story import (
    GET,
    LET_IN,
    OK,
    ORIGIN,
    PUT,
    URL,
    Server,
    answer,
    tell,
)

if TYPE_CHECKING:
    from corsac.core.findings import Finding

EXPRESS = ("X-Powered-By", "Express")
NGINX = ("Server", "nginx")


def systems(finding: Finding) -> list[str]:
    return [fix.system for fix in finding.fixes]


def test_the_application_is_mended_where_it_shows_itself_behind_a_proxy() -> None:
    found = tell(GET, Server(answer(200, NGINX, EXPRESS)))
    assert found.system == "nginx → Express"
    assert systems(found.findings[0]) == ["express", "page"]
    assert f'origin: ["{ORIGIN}"]' in found.findings[0].fixes[0].snippet


def test_a_server_that_keeps_silent_gets_the_bare_lines() -> None:
    found = tell(GET, Server(answer(200)))
    assert found.system == ""
    assert found.findings[0].fixes[0].language == "http"


def test_two_owners_are_mended_in_the_one_that_can_silence_the_other() -> None:
    found = tell(GET, Server(answer(200, LET_IN, LET_IN, NGINX, EXPRESS)))
    assert systems(found.findings[0])[0] == "nginx"
    assert "proxy_hide_header" in found.findings[0].fixes[0].snippet


def test_two_owners_in_one_application_are_mended_there() -> None:
    found = tell(GET, Server(answer(200, LET_IN, LET_IN, EXPRESS)))
    assert systems(found.findings[0])[0] == "express"


def test_a_proxys_own_fault_is_mended_in_the_proxy() -> None:
    page = answer(502, NGINX, body=b"<hr><center>nginx</center>")
    server = Server(
        page, page, at={"https://api.example/corsac-no-such-path": answer(404, EXPRESS)}
    )
    assert systems(tell(GET, server).findings[0])[0] == "nginx"


def test_the_same_snippet_stands_once() -> None:
    first, second = tell(PUT, Server(OK, answer(204, LET_IN))).findings
    assert first.fixes[0].snippet
    assert second.fixes[0].snippet == ""
    assert str(second.fixes[0].title) == "the first snippet mends this too"


def test_the_same_advice_to_the_page_stands_once() -> None:
    request = PageRequest(URL, method="PUT", credentials="include")
    star = ("Access-Control-Allow-Origin", "*")
    server = Server(answer(200, star), answer(204, star, ("Access-Control-Allow-Methods", "*")))
    fixes = [fix for finding in tell(request, server).findings for fix in finding.fixes]
    assert len([fix for fix in fixes if fix.system == "page"]) == 1


def test_null_is_never_let_in() -> None:
    found = tell(GET, Server(answer(200)), page=Page(ORIGIN, kind="sandbox"))
    assert found.origin == "null"
    assert all("null" not in fix.snippet for each in found.findings for fix in each.fixes)
