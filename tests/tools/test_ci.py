"""The action, the GitLab template, the hooks and the Dockerfile, as far as they run here."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
import yaml

from corsac.policy import Policy
from corsac.targets.defects.source import kind_of
from tests.diagnose.verify.live import serving
from tests.diagnose.verify.servers import granting, right, wrong
from tests.meta.tree import ROOT
from tools import debian

if TYPE_CHECKING:
    from pathlib import Path

BIN = ROOT / ".venv" / "bin"
POLICY = Policy(allow_origins=["https://app.example"], allow_credentials=True)
WRITTEN = '[policy]\nallow_origins = ["https://app.example"]\nallow_credentials = true\n'
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "corsac.toml").write_text(WRITTEN)
    return tmp_path


def shell(script: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a script as runners do: it ends at the first command that fails."""
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script],
        env={**os.environ, **variables}, check=False, capture_output=True, text=True, timeout=300,
    )  # fmt: skip


def action(folder: Path, **given: str) -> subprocess.CompletedProcess[str]:
    """Run the action's second step, with the corsac that is here."""
    (folder / "corsac").mkdir(exist_ok=True)
    if not (folder / "corsac" / "bin").exists():
        (folder / "corsac" / "bin").symlink_to(BIN)
    inputs = {name: each.get("default", "") for name, each in ACTION["inputs"].items()} | given
    step = ACTION["runs"]["steps"][1]
    variables = {
        name: inputs[re.fullmatch(r"\$\{\{ inputs\.([\w-]+) \}\}", value)[1]]  # type: ignore[index]  # a name that is misspelt fails here
        for name, value in step["env"].items()
    }
    return shell(step["run"], RUNNER_TEMP=str(folder), **variables)


@pytest.mark.servers
def test_the_action_passes_fails_and_writes_its_report(here: Path) -> None:
    with serving(right(POLICY)) as (url, _):
        done = action(here, url=url)
        assert (done.returncode, done.stderr) == (0, "")
        unknown = action(here, url=url, profile="dev")
        assert unknown.returncode == 2
        assert "is no profile of this file" in unknown.stderr
    with serving(wrong(POLICY, granting("stranger"))) as (url, _):
        done = action(here, url=url, report="said.txt", **{"fail-on": "error"})
        assert done.returncode == 1
        assert "::error title=CORS340" in done.stdout
        assert (here / "said.txt").read_text() == done.stdout
        assert action(here, url=url, policy="no.toml").returncode == 2
        assert action(here, url=url, conformance="true", format="text").returncode == 1
        more = "--path /first\n--path /second --budget 40 --list *\n"
        asked = action(here, url=url, format="text", options=more.replace("--list *", ""))
        assert asked.returncode == 1
        assert "of 40 requests" in asked.stdout
        assert action(here, url=url, options=more).returncode == 2


@pytest.mark.servers
def test_what_the_action_is_given_is_never_a_command(here: Path) -> None:
    done = action(here, url="http://127.0.0.1:1/$(touch made)", policy="`touch made`")
    assert done.returncode == 2
    assert not (here / "made").exists()
    assert action(here, url="--list").returncode == 2
    done = action(
        here, url="http://127.0.0.1:1/", options="--path $(touch${IFS}made) ; `touch made`"
    )
    assert done.returncode == 2
    assert not (here / "made").exists()
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step["run"]


@pytest.mark.install
@pytest.mark.skipif(
    not debian.is_there("python3-venv"),
    reason=f"venv makes nothing here. {debian.install_command(['python3-venv'])}",
)
def test_the_action_installs_its_own_checkout(here: Path) -> None:
    path = os.pathsep.join([str(here), os.environ["PATH"]])
    (here / "python3").symlink_to(sys.executable)
    done = shell(
        ACTION["runs"]["steps"][0]["run"],
        PATH=path, RUNNER_TEMP=str(here), GITHUB_ACTION_PATH=str(ROOT),
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    said = shell("corsac/bin/corsac --version")
    assert said.stdout.startswith("corsac ")


def test_the_action_says_which_python_it_needs(here: Path) -> None:
    (here / "python3").write_text("#!/bin/sh\nexit 1\n")
    (here / "python3").chmod(0o755)
    path = os.pathsep.join([str(here), os.environ["PATH"]])
    done = shell(ACTION["runs"]["steps"][0]["run"], PATH=path)
    assert done.returncode == 3
    assert done.stdout.startswith("::error::corsac needs Python 3.11")


def gitlab(**given: object) -> dict[str, Any]:
    """Give the job that the template makes of inputs."""
    spec, _, job = (ROOT / "tools/ci/gitlab.yml").read_text("utf-8").partition("\n---\n")
    known: dict[str, Any] = yaml.safe_load(spec)["spec"]["inputs"]
    values = {name: each.get("default") for name, each in known.items()} | given
    assert None not in values.values()
    made = re.sub(r"\$\[\[ inputs\.(\w+) \]\]", lambda match: str(values[match[1]]), job)
    return dict(yaml.safe_load(made)["corsac-verify"])


@pytest.mark.servers
def test_gitlabs_job_leaves_a_report_and_fails_as_verify_does(here: Path) -> None:
    (here / ".corsac").mkdir()
    (here / ".corsac" / "bin").symlink_to(BIN)
    with serving(right(POLICY)) as (url, _):
        assert run(gitlab(url=url)).returncode == 0
    assert ET.parse("corsac.xml").getroot().tag == "testsuites"  # noqa: S314 - just written
    with serving(wrong(POLICY, granting("stranger"))) as (url, _):
        done = run(gitlab(url=url, options="--policy corsac.toml --fail-on error"))
        assert done.returncode == 1
        assert "CORS340" in done.stdout
        assert run(gitlab(url=url, options="--policy no.toml")).returncode == 2


def run(job: dict[str, Any]) -> subprocess.CompletedProcess[str]:
    """Run a job's script."""
    return shell("\n".join(job["script"]), **job["variables"])


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_each_hook_fails_on_a_bad_policy_and_passes_a_good_one(
    hook: dict[str, Any], here: Path
) -> None:
    (here / "pyproject.toml").write_text('[project]\nname = "site"\n')
    command = f"{BIN}/{hook['entry']} corsac.toml pyproject.toml"
    assert shell(command).returncode == 0
    (here / "corsac.toml").write_text(WRITTEN.replace(".example", ".example/"))
    done = shell(command)
    assert done.returncode == 1
    assert "ends in a slash" in done.stdout
    assert "corsac.toml:2:18" in done.stdout


@pytest.mark.parametrize(
    "name",
    [
        "corsac.toml", "api/pyproject.toml", "nginx.conf", "a/b.nginx", ".htaccess", "httpd.conf",
        "apache2.conf", "a.js", "a.mjs", "a.cjs", "a.jsx", "a.ts", "a.mts", "a.cts", "a.tsx",
        "a.html", "a.htm", "a.vue", "a.svelte", "main.go", "app.py", "package.json",
    ],
)  # fmt: skip
def test_what_a_hook_is_given_lint_can_read(name: str) -> None:
    assert kind_of(name, "") is not None
    policy, everything = (re.compile(hook["files"]) for hook in HOOKS)
    assert everything.search(name)
    assert bool(policy.search(name)) == name.endswith(".toml")
    assert not everything.search(f"{name}.txt")


@pytest.mark.install
def test_the_image_is_built_from_files_that_are_enough(here: Path) -> None:
    text = (ROOT / "Dockerfile").read_text("utf-8")
    for line in re.findall(r"^COPY (?!--from)(.+)$", text, re.MULTILINE):
        *names, place = shlex.split(line)
        for name in names:
            goal = here / "context" / place / (name if place == "./" else "")
            copied = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            goal.parent.mkdir(parents=True, exist_ok=True)
            copied(ROOT / name, goal)
    built = shell(
        f"cd context && {shlex.quote(sys.executable)} -m hatchling build --target wheel -d ../made"
    )
    assert built.returncode == 0, built.stderr
    assert len(list((here / "made").glob("corsac-*.whl"))) == 1
