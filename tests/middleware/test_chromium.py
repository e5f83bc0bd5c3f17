"""Drawn policies under uvicorn, and a real Chromium: it reads what the model says it reads."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from corsac.lab.chromium import find_chromium
from corsac.testing import AppBrowser
from tests.middleware.drawn import Drawn, requests
from tests.servers.pages import Pages, running, visit
from tests.targets.real import free_port, serving

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
const wanted = %s, results = [];
async function run(each) {
  const {path, ...init} = each;
  try {
    const answer = await fetch("%s" + path, init);
    return [true, answer.headers.get("x-total"), answer.headers.get("etag")];
  } catch { return [false, null, null]; }
}
for (const each of wanted) results.push(await run(each));
return results;
"""


@pytest.mark.browsers
def test_chromium_reads_what_the_policy_allows_and_the_model_says(tmp_path: Path) -> None:
    program = find_chromium()
    if program is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("Chromium is not installed")
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "tests.middleware.drawn:make", "--factory"]
    command += ["--port", str(port), "--no-access-log"]
    pages = Pages("", ())
    with running(pages) as address:
        page = f"http://{address}"
        pages.order = [page]
        with serving(command, port, tmp_path, PYTHONPATH=str(ROOT), CORSAC_PAGE=page) as api:
            pages.script = SCRIPT % (json.dumps(requests()), api)
            report = visit(program, pages, "", tmp_path / "profile")[page]
    predicted: list[list[Any]] = []
    with AppBrowser(Drawn(page), page=page, server=api) as browser:
        for each in requests():
            asked = {name: value for name, value in each.items() if name != "path"}
            fetched = browser.fetch(each["path"], **asked)
            headers = fetched.headers if fetched.allowed else None
            read = [headers.get(name) if headers else None for name in ("x-total", "etag")]
            predicted.append([fetched.allowed, *read])
    assert len({each[0] for each in predicted}) == 2, "some are allowed and some are not"
    differing = [
        (request, told, seen)
        for request, told, seen in zip(requests(), predicted, report, strict=True)
        if told != seen
    ]
    assert differing == []
