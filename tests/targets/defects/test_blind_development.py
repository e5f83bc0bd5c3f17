"""Development servers' files as projects have them: what is wrong by the probe, and after lint."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corsac.targets.defects import examine
from corsac.targets.defects.edits import mend
from corsac.targets.defects.source import Source, kind_of
from corsac.targets.defects.syntax import Syntax
from tests.redgreen import surroundings
from tests.redgreen.recipes import development, probed
from tests.targets.corpus import application
from tests.targets.layers import Socket

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.redgreen.recipes import Start

HERE = Path(__file__).with_name("blind_development")


@dataclass(frozen=True, slots=True)
class File:
    """A file: where a project has it, how that runs, and the defects that it has.

    `sockets` says that its page opens WebSockets through it, `packages` which versions its project
    is known to ask for.
    """

    path: str
    start: Start
    defects: str
    sockets: bool = False
    packages: Mapping[str, int] = field(default_factory=dict[str, int])


CRA2 = partial(surroundings.cra, proxy="2")
WEBPACK3 = partial(surroundings.webpack, version="3")
WEBPACK6 = partial(surroundings.webpack, version="6")
FILES = {
    "vite-function.ts": File(
        "vite.config.ts", surroundings.vite, "CORS263 CORS290 CORS291 CORS292"
    ),
    "vite-open.js": File(
        "vite.config.js", surroundings.vite, "CORS262 CORS263 CORS290 CORS291", sockets=True
    ),
    "vite-headers.js": File("vite.config.mjs", surroundings.vite, "CORS251 CORS262 CORS290"),
    "webpack-list.js": File("webpack.config.js", surroundings.webpack, "CORS262 CORS290 CORS291"),
    "webpack-old.js": File(
        "webpack.config.js", surroundings.webpack4, "CORS260 CORS262 CORS289", sockets=True
    ),
    "webpack-function.js": File(
        "webpack.config.js", surroundings.webpack, "CORS263 CORS290 CORS291", sockets=True
    ),
    "webpack-misspelt.js": File("webpack.config.js", surroundings.webpack, "CORS261 CORS262"),
    "vue-objects.js": File(
        "vue.config.js", surroundings.vue, "CORS263 CORS290 CORS291", sockets=True
    ),
    "vue-text.js": File("vue.config.js", surroundings.vue, "CORS262 CORS290"),
    "cra-oldest.js": File(
        "src/setupProxy.js", surroundings.cra, "CORS263 CORS264 CORS290 CORS293 CORS296"
    ),
    "cra-two-arguments.js": File("src/setupProxy.js", surroundings.cra, "CORS264 CORS290 CORS293"),
    "cra-filter.js": File(
        "src/setupProxy.js", surroundings.cra, "CORS263 CORS290 CORS291 CORS293", sockets=True
    ),
    "webpack-pinned.js": File(
        "webpack.config.js",
        WEBPACK3,
        "CORS262 CORS290 CORS291",
        packages={"webpack-dev-server": 3},
    ),
    "cra-members.js": File(
        "src/setupProxy.js",
        surroundings.cra,
        "CORS263 CORS264 CORS290 CORS293",
        sockets=True,
        packages={"http-proxy-middleware": 3},
    ),
    "cra-paths.js": File("src/setupProxy.js", surroundings.cra, "CORS264 CORS290 CORS293"),
    "vite-conditions.ts": File(
        "vite.config.ts", surroundings.vite, "CORS263 CORS290 CORS291 CORS292", sockets=True
    ),
    "next-rewrites.js": File("next.config.js", surroundings.next_js, "CORS256 CORS295"),
}
#: The same files on other versions of what they configure.
ELSEWHERE = (
    ("webpack-list.js", surroundings.webpack4),
    ("webpack-list.js", WEBPACK6),
    ("webpack-function.js", WEBPACK6),
    ("cra-oldest.js", CRA2),
    ("cra-two-arguments.js", CRA2),
    ("cra-paths.js", CRA2),
)


def source(name: str) -> Source:
    text = (HERE / name).read_text("utf-8")
    kind = kind_of(FILES[name].path, text)
    assert kind is not None
    return Source(FILES[name].path, text, kind, packages=FILES[name].packages)


@pytest.mark.parametrize("name", FILES)
def test_its_defects_are_found_and_mended_for_good(name: str) -> None:
    before = source(name)
    assert " ".join(sorted({each.code for each in examine(before)})) == FILES[name].defects
    once = mend(before, examine, unsafe=True)
    assert once.left == ()
    assert mend(once.source, examine, unsafe=True).source.text == once.source.text
    assert not Syntax(once.source).root.has_error


def faults(name: str, start: Start, folder: Path, *, mended: bool) -> tuple[str, ...]:
    """Run a project with this file, as it is or mended, and probe it."""
    file = FILES[name]
    made = mend(source(name), examine, unsafe=True).source if mended else source(name)
    for path, text in {file.path: made.text, **made.made}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    with application(Socket) as behind:
        return probed(start, development(sockets=file.sockets), folder, behind)


@pytest.mark.servers
@pytest.mark.long
@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", FILES)
def test_it_runs_wrong_and_then_right(name: str, tmp_path: Path) -> None:
    for mended in (False, True):
        folder = tmp_path / str(mended)
        folder.mkdir()
        assert bool(faults(name, FILES[name].start, folder, mended=mended)) is not mended


@pytest.mark.servers
@pytest.mark.long
@pytest.mark.timeout(300)
@pytest.mark.parametrize(("name", "start"), ELSEWHERE)
def test_it_is_right_on_other_versions_too(name: str, start: Start, tmp_path: Path) -> None:
    assert faults(name, start, tmp_path, mended=True) == ()
