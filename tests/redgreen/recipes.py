"""The recipes that people paste, and what one command makes of them, on the real systems.

`run_recipe(name)` pastes one, runs it, and asks a strict probe and a real Chromium; then it runs
`corsac lint --fix --unsafe-fixes` on the file, and asks again.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pytest

from corsac.lab.chromium import find_chromium
from tests.meta.tree import ROOT
from tests.redgreen import surroundings
from tests.redgreen.recipe_probe import SITE, STRANGERS, Asked, faults
from tests.redgreen.third_party import third_party_faults
from tests.servers.certificates import Authority
from tests.servers.pages import serving_pages, visit
from tests.targets import corpus, strict_development
from tests.targets.layers import HANDSHAKE, Socket
from tests.targets.real import upstream

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence
    from pathlib import Path

    from tests.targets.strict_development import Site

    Start = Callable[[Path, int], contextlib.AbstractContextManager[str]]
    #: Gives what is wrong with a project that runs at a URL before an application at a port.
    Probe = Callable[[str, int], list[str]]

PASTED: Final = ROOT / "tests" / "targets" / "defects" / "recipes"
#: Pages at these read nothing of a mended server; a browser can be them.
HOSTILE: Final = tuple(
    each for each in STRANGERS if each.endswith(".example") and "APP" not in each
)
#: Seconds until a handshake counts as refused.
_HANDSHAKE: Final = 3.0
_ASKED: Final = {"credentials": "include", "cache": "no-store"}
SCRIPT: Final = """
const report = {};
for (const [name, {url, init}] of Object.entries(TRIED)) {
  try { report[name] = (await fetch(url, init)).status; } catch { report[name] = 0; }
}
return report;
"""


@dataclass(frozen=True, slots=True)
class Recipe:
    """A recipe: where its text is, what it is called in a project, how it runs and is probed.

    `defects` are those that lint has to find, `options` what the one command needs beside the file;
    `read` is the path that pages read, empty for development servers, whose page is their own.
    """

    system: str
    text: str
    file: str
    start: Start
    probe: Probe
    defects: str
    options: tuple[str, ...] = ()
    read: str = ""


@dataclass(frozen=True, slots=True)
class RecipeOutcome:
    """What became of a recipe.

    `found` are the codes that lint gave, `left` those that it still gives after it mended; `before`
    and `after` are what the probe says of the running system. `read` and `read_after` are the
    statuses that the page at the allowed site saw, 0 where Chromium kept them away and None where
    no browser was asked; `leaked` and `strangers` name who else read it, before and after.
    """

    name: str
    system: str
    found: tuple[str, ...]
    left: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    mended: bool
    read: int | None = None
    read_after: int | None = None
    leaked: str = ""
    strangers: str = ""

    @property
    def green(self) -> bool:
        """Whether it was wrong, is right now, its site reads, and nobody else does."""
        reads = self.read_after in {None, 200}
        wrong = bool(self.before) or self.sound
        return wrong and not self.after and reads and not self.strangers

    @property
    def sound(self) -> bool:
        """Whether nothing was wrong, nothing found, and nothing changed: no recipe need be."""
        return not (self.before or self.found or self.left or self.mended)


def _server(path: str, **more: Any) -> Probe:  # noqa: ANN401 - fields of Asked
    def probe(url: str, _: int) -> list[str]:
        """Ask as two origins, and as others."""
        return faults(Asked(url, path, **more))

    return probe


def development(*, sockets: bool = False) -> Probe:
    """Make the probe of a development server, whose page opens WebSockets or not."""

    def probe(url: str, behind: int) -> list[str]:
        """Ask as its own page, and as others."""
        site = strict_development.Site(url, f"http://127.0.0.1:{behind}", sockets)
        asked = (x for x in strict_development.QUESTIONS if x is not strict_development.sockets)
        found = [each for question in asked for each in _answered(question, site)]
        found += [
            f"security: {origin} opens a WebSocket"
            for origin in (*strict_development.STRANGERS, f"{url}.evil.example")
            if opened(url, origin)
        ]
        lost = sockets and not opened(url, url)
        return [*found, *(["must: the page opens no WebSocket"] if lost else [])]

    return probe


def _answered(question: Callable[[Site], Iterator[tuple[str, str]]], site: Site) -> list[str]:
    """Ask one question; a connection that breaks is an answer, too."""
    try:
        return [f"{level}: {what}" for level, what in question(site)]
    except OSError as error:
        return [f"must: {question.__name__}: {error!r}"]


def opened(url: str, origin: str) -> bool:
    """Whether a WebSocket's handshake is answered with 101; some servers never answer."""
    connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=_HANDSHAKE)
    lines = {name.replace("_", "-"): value for name, value in HANDSHAKE.items()}
    try:
        connection.request("GET", "/api/socket", headers={**lines, "Origin": origin})
        return connection.getresponse().status == 101  # what opens one
    except OSError:
        return False
    finally:
        connection.close()


_ONE = (SITE,)
#: Flask-CORS compares whatever the case; browsers send no capitals.
_LOWER = tuple(each for each in STRANGERS if each == each.lower())
#: What the recipes' applications are for: their file is named where a list lacks a method.
_POLICY = """\
[policy]
allow_origins = ["https://yoursite.com", "http://localhost:3000"]
allow_methods = ["GET", "POST", "PUT", "PATCH", "DELETE"]
allow_headers = ["Content-Type", "Authorization"]
allow_credentials = true
max_age = 7200
"""
_NAMED = ("--policy", "../corsac.toml")
_APP: Final[dict[str, Any]] = {"unknown": ("/nothing",)}
RECIPES: Final[dict[str, Recipe]] = {
    "express-cors": Recipe(
        "Express with cors", "express-cors.js", "server.js", surroundings.express,
        _server("/x", **_APP, packaged=True, asks_application=False), "", read="/x",
    ),
    "express-manual": Recipe(
        "Express", "express-manual.js", "server.js", surroundings.express,
        _server("/x", **_APP), "CORS242 CORS243 CORS244 CORS297", read="/x",
    ),
    "express-pitfalls": Recipe(
        "Express", "express-pitfalls.js", "server.js", surroundings.express,
        _server("/x", **_APP, asks_application=False), "CORS240 CORS242 CORS254 CORS298", read="/x",
    ),
    "django": Recipe(
        "Django", "django-settings.py.txt", "settings.py", surroundings.django,
        _server("/api/data", form="/api/form"), "CORS273", read="/api/data",
    ),
    "flask-cors": Recipe(
        "Flask with flask-cors", "flask-cors.py.txt", "app.py", surroundings.flask,
        _server("/x", **_APP, strangers=_LOWER), "CORS272 CORS278 CORS279", read="/x",
    ),
    "flask-manual": Recipe(
        "Flask", "flask-manual.py.txt", "app.py", surroundings.flask,
        _server("/x", **_APP), "CORS242 CORS269 CORS279 CORS297 CORS298 CORS299",
        _NAMED, "/x",
    ),
    "go": Recipe(
        "Go", "main.go", "main.go", surroundings.go,
        _server("/api/data"), "CORS242 CORS243 CORS244 CORS297", read="/api/data",
    ),
    "nginx": Recipe(
        "nginx", "nginx.conf", "site.conf", surroundings.nginx,
        _server("/api/x", proxied=True),
        "CORS206 CORS207 CORS208 CORS209 CORS210 CORS211 CORS212 CORS213", read="/api/x",
    ),
    "nginx-third-party": Recipe(
        "nginx before a third party", "nginx-third-party.conf", "site.conf", surroundings.nginx,
        third_party_faults,
        "CORS201 CORS209 CORS216 CORS217 CORS231 CORS236",
    ),
    "apache": Recipe(
        "Apache", "apache.conf", "site.conf", surroundings.apache,
        _server("/api/x", allowed=_ONE, proxied=True, encoded=False),
        "CORS222 CORS228 CORS229 CORS230 CORS299",
        _NAMED, "/api/x",
    ),
    "vite": Recipe(
        "Vite", "vite-proxy.config.js", "vite.config.mjs", surroundings.vite,
        development(sockets=True), "CORS263 CORS290 CORS291 CORS292",
    ),
    "cra-field": Recipe(
        "Create React App, proxy field", "package.json", "package.json", surroundings.cra,
        development(), "CORS294",
    ),
    "cra-setup-proxy": Recipe(
        "Create React App", "setupProxy.js", "src/setupProxy.js", surroundings.cra,
        development(), "CORS264 CORS290 CORS293",
    ),
    "webpack-5": Recipe(
        "webpack-dev-server 5", "webpack.config.js", "webpack.config.js", surroundings.webpack,
        development(), "CORS260",
    ),
    "webpack-4": Recipe(
        "webpack-dev-server 4", "webpack.config.js", "webpack.config.js", surroundings.webpack4,
        development(), "CORS260",
    ),
    "next": Recipe(
        "Next.js", "next.config.js", "next.config.js", surroundings.next_js, development(),
        "CORS295",
    ),
}  # fmt: skip


def run_recipe(name: str) -> RecipeOutcome:
    """Paste a recipe, run and probe it, mend it with the one command, run and probe it again.

    Args:
        name: One of RECIPES.
    """
    recipe = RECIPES[name]
    with surroundings.home() as folder, contextlib.ExitStack() as stack:
        behind, shared = _behind(stack, folder, recipe)
        found: dict[str, tuple[str, ...]] = {}
        faults_of: dict[str, tuple[str, ...]] = {}
        urls: dict[str, str] = {}
        for by in ("pasted", "mended"):
            project = folder / by
            _paste(recipe, project)
            found[by] = lint(project, recipe, fix=by == "mended")
            faults_of[by] = probed(recipe.start, recipe.probe, project, behind)
            if recipe.read and shared is not None:
                with contextlib.suppress(pytest.fail.Exception):
                    running = stack.enter_context(_running(recipe.start, project, shared))
                    urls[by] = running + recipe.read
        told = (folder / "pasted", folder / "mended")
        changed = {x.relative_to(told[1]): x.read_bytes() for x in _files(told[1])} != {
            x.relative_to(told[0]): x.read_bytes() for x in _files(told[0])
        }
        outcome = RecipeOutcome(
            name, recipe.system, found["pasted"], found["mended"],
            faults_of["pasted"], faults_of["mended"], changed,
        )  # fmt: skip
        return _seen(outcome, urls, folder) if shared is not None else outcome


def _files(project: Path) -> list[Path]:
    return sorted(each for each in project.rglob("*") if each.is_file())


def _behind(stack: contextlib.ExitStack, folder: Path, recipe: Recipe) -> tuple[int, int | None]:
    """Run what stands behind: as told, and for pages; nothing for pages where no browser is."""
    if recipe.probe is third_party_faults:
        from tests.targets.layers import third_party  # noqa: PLC0415 - for one recipe

        return stack.enter_context(third_party(Authority(folder).issue("localhost"))), None
    behind = stack.enter_context(corpus.application(Socket))
    if not recipe.read or find_chromium() is None:
        return behind, None
    return behind, stack.enter_context(upstream(surroundings.LetsIn))


def _paste(recipe: Recipe, project: Path) -> None:
    """Write a recipe into a project, as it is."""
    file = project / recipe.file
    file.parent.mkdir(parents=True)
    file.write_text((PASTED / recipe.text).read_text("utf-8"), "utf-8")
    if recipe.options == _NAMED:
        (project.parent / "corsac.toml").write_text(_POLICY, "utf-8")


@contextlib.contextmanager
def _running(start: Start, project: Path, behind: int) -> Generator[str]:
    """Run a project, with this machine's names for the names that recipes take."""
    placed = (
        ("third-party-api.com", f"localhost:{behind}"),
        ("yoursite.com", "app.example"),
        (r"yoursite\.com", r"app\.example"),
        ("//localhost:8080", f"//127.0.0.1:{behind}"),
        ("http://backend:8080", f"http://127.0.0.1:{behind}"),
    )
    with surroundings.home() as folder:
        for file in _files(project):
            text = file.read_text("utf-8")
            for old, new in placed:
                text = text.replace(old, new)
            copy = folder / file.relative_to(project)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(text, "utf-8")
        with start(folder, behind) as url:
            yield url


def lint(project: Path, recipe: Recipe, *, fix: bool) -> tuple[str, ...]:
    """Run the one command on a recipe's file; give the codes that it found, or that it left."""
    command = [sys.executable, "-m", "corsac", "lint", "--format", "json", *recipe.options]
    command += ["--fix", "--unsafe-fixes"] if fix else []
    done = subprocess.run(
        [*command, recipe.file], cwd=project, check=False, capture_output=True, text=True
    )
    assert done.returncode in {0, 1}, done.stderr
    found: Sequence[dict[str, str]] = json.loads(done.stdout)["findings"]
    return tuple(sorted({each["code"] for each in found}))


def probed(start: Start, probe: Probe, project: Path, behind: int) -> tuple[str, ...]:
    """Run a project and probe it; what does not start is a fault.

    Args:
        start: Starts it.
        probe: Asks it.
        project: Its folder.
        behind: The port of the application behind.
    """
    try:
        with _running(start, project, behind) as url:
            return tuple(probe(url, behind))
    except pytest.fail.Exception as error:
        return (f"it does not start: {str(error)[-300:]}",)


def _seen(outcome: RecipeOutcome, urls: dict[str, str], folder: Path) -> RecipeOutcome:
    """Let a real Chromium read both, as the site and as strangers."""
    from dataclasses import replace  # noqa: PLC0415 - for one line

    program = find_chromium()
    if program is None:
        return outcome
    tried = {by: {"url": url, "init": _ASKED} for by, url in urls.items()}
    order = (SITE, *HOSTILE)
    tls = Authority(folder).issue(*(x.partition("://")[2] for x in order)).server_context()
    script = SCRIPT.replace("TRIED", json.dumps(tried))
    with serving_pages(script, order, tls) as (pages, rules):
        report = visit(program, pages, rules, folder / "profile")
    return replace(
        outcome,
        read=report[SITE].get("pasted", 0),
        read_after=report[SITE].get("mended", 0),
        leaked=" ".join(x for x in HOSTILE if report[x].get("pasted")),
        strangers=" ".join(x for x in HOSTILE if report[x].get("mended")),
    )


def generate(names: Sequence[str] = tuple(RECIPES)) -> Generator[RecipeOutcome]:
    """Run recipes, one after the other."""
    for name in names:
        yield run_recipe(name)
