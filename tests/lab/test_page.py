"""The index page: fetch() is told what the command line is told, and no case breaks out of it."""

from __future__ import annotations

import json

import pytest

from corsac.lab.case import LabCase
from corsac.lab.cases import CASES, find_case
from corsac.lab.page import fetch_init, index_page
from corsac.lab.server import Lab


@pytest.mark.parametrize(
    ("name", "init"),
    [
        ("no-cors", {}),
        ("method", {"method": "PUT"}),
        ("header", {"headers": {"X-Trace": "1"}}),
        ("star-with-credentials", {"credentials": "include"}),
    ],
)
def test_fetch_is_told_what_check_is_told(name: str, init: dict[str, object]) -> None:
    case = find_case(name)
    assert case is not None
    assert fetch_init(case) == {"cache": "no-store", **init}


def test_every_case_can_be_told_to_fetch() -> None:
    assert all(json.dumps(fetch_init(case)) for case in CASES)


@pytest.mark.servers
def test_what_a_case_says_stays_text() -> None:
    sly = LabCase("sly", "x", "<b>bold</b>", url="http://x.invalid/</script><script>alert(1)")
    with Lab(cases=(CASES[0], sly)) as lab:
        page = index_page(lab, "/").decode()
    assert "<b>" not in page
    assert page.count("<script") == 1
    assert page.count("</script") == 1
