"""Settings are found in files and folders; those of several applications are told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.cli.mistake import Mistake
from corsac.cli.settings import counts, find, policy_of, tell
from corsac.core.findings import Severity
from corsac.policy import Policy

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "from starlette.middleware.cors import CORSMiddleware\n"
ONE = HEAD + "app = CORSMiddleware(app, allow_origins=['https://one.example/'])\n"
TWO = HEAD + "app = CORSMiddleware(app, allow_origins=['https://two.example'])\n"
OPEN = HEAD + "app = CORSMiddleware(app, allow_origins=ORIGINS, max_age=5)\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_folder_is_searched(folder: Path) -> None:
    (folder / "deep").mkdir()
    (folder / "deep" / "app.py").write_text(ONE)
    (folder / "other.py").write_text("import os\n")
    found = find(["."])
    assert found.place == "deep/app.py:2"
    assert found.label == "Starlette, FastAPI in deep/app.py:2"


def test_several_applications_are_told_apart(folder: Path) -> None:
    (folder / "one.py").write_text(ONE)
    (folder / "two.py").write_text(TWO)
    with pytest.raises(Mistake, match="several applications") as error:
        find(["."])
    assert error.value.mend == "name one: --app one.py:2"
    found = find(["."], "two.py:2")
    assert policy_of(found, []) is not None
    with pytest.raises(Mistake, match="none of the places"):
        find(["."], "two.py:3")
    (folder / "two.py").write_text(ONE)
    assert find(["."]).place == "one.py:2"


def test_nothing_there_is_a_mistake(folder: Path) -> None:
    (folder / "app.py").write_text("import os\n")
    with pytest.raises(Mistake, match="no CORS settings") as error:
        find(["app.py"])
    assert "Flask-CORS" in error.value.mend
    with pytest.raises(Mistake, match="can't read"):
        find(["missing.py"])


def test_a_named_file_that_is_no_python_is_a_mistake_and_one_of_a_folder_is_passed_over(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "bad.py").write_text("CORSMiddleware(\n")
    (folder / "app.py").write_text(ONE)
    with pytest.raises(Mistake, match=r"bad\.py:1:15: this is no Python"):
        find(["bad.py"])
    assert find(["."]).place == "app.py:2"
    assert "bad.py:1:15" in capsys.readouterr().err


def test_origins_that_are_given_count(folder: Path) -> None:
    (folder / "app.py").write_text(OPEN)
    found = find(["app.py"])
    assert policy_of(found, []) is None
    policy = policy_of(found, ["https://app.example"])
    assert policy is not None
    assert (policy.allow_origins, policy.max_age) == (("https://app.example",), 5)
    assert policy_of(found, ["*"]) == policy.changed(allow_origins="*")
    with pytest.raises(Mistake, match="ends in a slash"):
        policy_of(found, ["https://app.example/"])
    (folder / "app.py").write_text(ONE)
    changed = policy_of(find(["app.py"]), ["https://app.example"])
    assert isinstance(changed, Policy)
    assert changed.allow_origins == ("https://app.example",)


def test_what_they_did_is_told_with_the_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "app.py").write_text(ONE)
    found = find(["app.py"])
    tell(found)
    told = capsys.readouterr().err
    assert "warning[never-matches]: app.py:2:42: 'https://one.example/'" in told
    assert "  |                                          ^^^^" in told
    assert "  = help: the policy has https://one.example" in told
    assert counts(found, Severity.WARNING)
    assert not counts(found, Severity.ERROR)
