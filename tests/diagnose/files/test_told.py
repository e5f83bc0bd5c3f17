"""Where nothing explains a finding, it is said what was read."""

from __future__ import annotations

from dataclasses import replace

from corsac.core.findings import Severity
from corsac.core.messages import Exchange, WireRequest
from corsac.diagnose.files.layers import arrange
from corsac.diagnose.files.point import Files, pointed
from corsac.targets.said import said
from tests.diagnose.files.scenes import ALLOW, Scene, answer, file, finding, notes

ERRORS = answer(status=500)


def test_without_files_that_is_said() -> None:
    assert notes(Scene({}, ERRORS).point(finding(4))) == ["no file of what answers here was read"]


def test_what_the_files_say_is_told_with_its_lines() -> None:
    files = {
        "site.conf": f'server {{\n  add_header {ALLOW} "https://a.example" always;\n}}',
        "server.js": f"f(req, res);\nres.setHeader('{ALLOW}', pick(req));",
        "app.py": "x = 1",
    }
    assert notes(Scene(files, ERRORS).point(finding(4))) == [
        "no line of the files that were read explains this: site.conf, server.js, app.py",
        f"site.conf:2 sends {ALLOW}: https://a.example",
        f"server.js:2 sends {ALLOW}, its value worked out when it runs",
        "app.py says nothing of CORS to this request",
    ]


def test_no_more_than_a_few_files_are_told() -> None:
    files = {f"a{number}.py": "x = 1" for number in range(9)}
    found = notes(Scene(files, ERRORS).point(finding(4)))
    assert found[0].endswith("a7.py, …")
    assert len(found) == 9


def test_what_the_files_say_is_told_once() -> None:
    exchange = Exchange(WireRequest("GET", "https://api.example/"), ERRORS)
    behind = Files(arrange([file("app.py", "x = 1")]), said, {})
    first, second = pointed([finding(4), finding(5)], [exchange], behind)
    assert [len(first.notes), len(second.notes)] == [2, 1]


def test_a_mere_remark_is_not_explained() -> None:
    remark = finding(106, "Access-Control-Expose-Headers")
    quiet = replace(remark, rule=replace(remark.rule, severity=Severity.INFO))
    assert notes(Scene({"app.py": "x = 1"}, ERRORS).point(quiet)) == []
