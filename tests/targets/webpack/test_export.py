"""The export for webpack-dev-server, run: a page and its API behind one development server."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest

from corsac.targets.export import Address, Export, ExportError, Options, Upstream, export
from corsac.targets.exports import BY_NAME
from tests.targets.corpus import RICH, application, ask, policy
from tests.targets.development import (
    assert_a_longer_name_is_no_path_of_the_api,
    assert_nobody_else_reads,
    assert_only_the_page_opens_sockets,
    assert_other_hosts_are_refused,
    assert_the_api_has_the_pages_origin,
)
from tests.targets.frameworks import tool
from tests.targets.layers import Socket, at, seen
from tests.targets.real import free_port, serving

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

#: Seconds until the first build, on a busy machine.
BUILD = 90.0
TARGET = BY_NAME["webpack"]


def written(options: Options) -> Export:
    return export(TARGET, policy(RICH), options)


@contextlib.contextmanager
def served(folder: Path, options: Options) -> Generator[str]:
    """Run webpack-dev-server with what is exported, as it is."""
    binary, modules = tool("webpack")
    (folder / "node_modules").symlink_to(modules)
    (folder / "src").mkdir()
    (folder / "src" / "index.js").write_text("console.log(1);")
    (folder / "public").mkdir()
    (folder / "public" / "index.html").write_text("<title>x</title>")
    (config,) = written(options).files
    (folder / config.name).write_text(config.text)
    command: list[str | Path] = [binary, modules / "webpack" / "bin" / "webpack.js", "serve"]
    with serving(command, options.listen.port, folder, within=BUILD) as url:
        yield url


def full(upstream: Upstream, *, strip: bool = False) -> Options:
    listen = Address("127.0.0.1", free_port())
    return Options(full=True, listen=listen, upstream=upstream, prefix="/api", strip=strip)


@pytest.mark.servers
@pytest.mark.long
def test_the_page_reads_its_api_and_nobody_else_does(tmp_path: Path) -> None:
    with application(Socket) as behind, served(tmp_path, full(at(behind))) as url:
        assert_the_api_has_the_pages_origin(url, f"http://127.0.0.1:{behind}")
        assert_a_longer_name_is_no_path_of_the_api(url)
        assert_nobody_else_reads(url)
        assert_only_the_page_opens_sockets(url)
        assert_other_hosts_are_refused(url)


@pytest.mark.servers
@pytest.mark.long
def test_a_prefix_can_be_taken_off(tmp_path: Path) -> None:
    with application() as behind, served(tmp_path, full(at(behind), strip=True)) as url:
        assert seen(ask(url, "GET", "/api/a%2Fb?q=%20", url))["path"] == "/a%2Fb?q=%20"


def test_it_has_to_know_where_to() -> None:
    with pytest.raises(ExportError, match="--upstream"):
        written(Options())


def test_what_is_pasted_is_for_development_only() -> None:
    made = written(Options(upstream=at(8000), prefix="/api"))
    assert TARGET.dev
    assert "For development only" in made.files[0].text
