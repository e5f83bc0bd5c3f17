"""Each cause on each system: broken, mended as corsac prints it, judged by a real Chromium."""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from corsac.cli.check import investigate
from corsac.policy import Policy
from corsac.targets.defects import examine
from corsac.targets.defects.edits import mend
from corsac.targets.defects.source import Source, kind_of
from corsac.targets.export import Options
from tests.meta.tree import ROOT
from tests.redgreen.causes import CAUSES, ORIGIN, Cause, application
from tests.servers.certificates import Authority
from tests.servers.pages import serving_pages, visit
from tests.targets.apache.test_fix import apache
from tests.targets.caddy.test_fix import caddy
from tests.targets.defects import pasted as recipe_of
from tests.targets.haproxy.test_fix import haproxy
from tests.targets.layers import at
from tests.targets.nginx.test_fix import nginx
from tests.targets.real import upstream
from tests.targets.systems import running

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from pathlib import Path

#: Whom no mended system may let in.
HOSTILE: Final = (
    "https://evil.example",
    "http://app.example",
    "https://app.example.evil.example",
    "https://evil-app.example",
    "https://x.app.example",
)
PROXIES: Final[dict[str, Callable[..., contextlib.AbstractContextManager[str]]]] = {
    "nginx": nginx,
    "apache": apache,
    "haproxy": haproxy,
    "caddy": caddy,
}
POLICY: Final = Policy(
    allow_origins=[ORIGIN],
    allow_methods=["GET", "PUT"],
    allow_headers=["Content-Type", "X-Trace"],
    allow_credentials=True,
)
SCRIPT: Final = """
const report = {};
for (const [name, {url, init}] of Object.entries(TRIED)) {
  try { report[name] = (await fetch(url, init)).status; } catch { report[name] = 0; }
}
return report;
"""


@dataclass(frozen=True, slots=True)
class Recipe:
    """A pasted recipe: its system, how it is started before an application, and what is asked."""

    system: str
    start: Callable[[Path, str, int], contextlib.AbstractContextManager[str]]
    path: str


#: What stands behind a pasted proxy: an application that is right, but sends headers too.
SHARED: Final = Cause("an application that lets its site in")
PASTED: Final = ROOT / "tests" / "targets" / "defects" / "recipes"
RECIPES: Final = {
    "nginx.conf": Recipe("nginx", recipe_of.nginx, "/api/items"),
    "apache.conf": Recipe("apache", recipe_of.apache, "/api/items"),
    "flask-manual.py.txt": Recipe(
        "flask", lambda folder, text, _: recipe_of.wsgi(folder, text), "/api/data"
    ),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cause on one system, before and after one way to mend it.

    `code` is what `check` found on the broken one. `before` and `after` are the status that the
    page read, 0 where Chromium kept it away; `strangers` names who else reads the mended,
    `leaked` who else read the broken one.
    """

    system: str
    cause: str
    by: str
    code: str
    before: int
    after: int
    wanted: int
    strangers: str = ""
    leaked: str = ""

    @property
    def green(self) -> bool:
        """Whether it was wrong, is read now, and by nobody else."""
        wrong = not self.before or self.leaked != ""
        return wrong and self.after == self.wanted and not self.strangers


def cells(system: str, folder: Path, program: str, causes: Sequence[Cause] = CAUSES) -> list[Cell]:
    """Run a system with each cause, and with each mend.

    Args:
        system: One of PROXIES.
        folder: An empty folder.
        program: Chromium.
        causes: What to try.
    """
    with contextlib.ExitStack() as stack:
        tried: dict[str, dict[str, Any]] = {}
        codes: dict[str, str] = {}
        for number, cause in enumerate(causes):
            home = folder / str(number)
            home.mkdir()
            codes[cause.name], urls = stack.enter_context(_running(system, cause, home))
            for by, url in urls.items():
                tried[f"{cause.name}|{by}"] = {"url": url + cause.path, "init": cause.init}
        seen = _visit(tried, folder, program)
    return [
        _cell(seen, (system, cause.name, by, codes[cause.name]), cause.status)
        for cause in causes
        for by in ("check", "export")
        if f"{cause.name}|{by}" in tried
    ]


def _cell(seen: dict[str, Any], names: tuple[str, str, str, str], wanted: int) -> Cell:
    """Read a cell out of what each page reported."""
    system, cause, by, code = names
    before, after = f"{cause}|broken", f"{cause}|{by}"
    return Cell(
        system,
        cause,
        by,
        code,
        seen[ORIGIN][before],
        seen[ORIGIN][after],
        wanted,
        " ".join(each for each in HOSTILE if seen[each][after]),
        " ".join(each for each in HOSTILE if seen[each][before]),
    )


def recipes(folder: Path, program: str) -> list[Cell]:
    """Run the recipes that people paste, and what `lint --fix --unsafe-fixes` makes of them."""
    with contextlib.ExitStack() as stack:
        tried: dict[str, dict[str, Any]] = {}
        codes: dict[str, str] = {}
        for name, recipe in RECIPES.items():
            text = (PASTED / name).read_text("utf-8").replace("yoursite", "app")
            pasted = text.replace(".com", ".example")
            kind = kind_of(name.removesuffix(".txt"), pasted)
            assert kind is not None
            source = Source(name, pasted, kind)
            codes[name] = " ".join(sorted({each.code for each in examine(source)}))
            mended = mend(source, examine, unsafe=True).source.text
            for by, config in (("broken", pasted), ("lint", mended)):
                home = folder / f"{name}-{by}"
                home.mkdir()
                behind = stack.enter_context(upstream(application(SHARED)))
                url = stack.enter_context(recipe.start(home, config, behind))
                tried[f"{name}|{by}"] = {"url": url + recipe.path, "init": SHARED.init}
        seen = _visit(tried, folder, program)
    return [
        _cell(seen, (recipe.system, name, "lint", codes[name]), 200)
        for name, recipe in RECIPES.items()
    ]


@contextlib.contextmanager
def _running(system: str, cause: Cause, folder: Path) -> Generator[tuple[str, dict[str, str]]]:
    """Run a system broken, and mended in each way; give the finding's code, and the URLs."""
    start = PROXIES[system]
    app = application(cause)
    homes = {by: folder / by for by in ("broken", "check", "export")}
    for home in homes.values():
        home.mkdir()
    with contextlib.ExitStack() as stack:
        urls = {"broken": stack.enter_context(start(homes["broken"], app=app))}
        asked = [urls["broken"] + cause.path, "--origin", ORIGIN, *cause.arguments]
        findings = investigate(asked).findings
        first = findings[0] if findings else None
        # What else is in the way is mended too: a person who pastes a fix looks again.
        fix = next((x for x in (first.fixes if first else ()) if x.system == system), None)
        if fix is not None and fix.snippet:
            urls["check"] = stack.enter_context(start(homes["check"], fix.snippet, app=app))
        behind = stack.enter_context(upstream(app))
        options = Options(upstream=at(behind))
        urls["export"], _ = stack.enter_context(running(system, homes["export"], options, POLICY))
        yield first.code if first else "", urls


def _visit(tried: dict[str, dict[str, Any]], folder: Path, program: str) -> dict[str, Any]:
    hosts = sorted({each.partition("://")[2] for each in (ORIGIN, *HOSTILE)})
    tls = Authority(folder).issue(*hosts).server_context()
    script = SCRIPT.replace("TRIED", json.dumps(tried))
    with serving_pages(script, (ORIGIN, *HOSTILE), tls) as (pages, rules):
        return visit(program, pages, rules, folder / "profile")
