"""The watch in tests/conftest.py: what it refuses inside the pure packages, and what it lets be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.meta.tree import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

SOURCE = f"""
def read():
    with open({str(ROOT / "pyproject.toml")!r}) as file:
        return file.read()

def listing():
    import os
    return os.listdir({str(ROOT)!r})

def connect():
    import socket
    return socket.socket()

def start():
    import subprocess
    return subprocess.run(["true"])

def load():
    import colorsys
    return colorsys.__name__
"""


def function(name: str, module: str) -> Callable[[], object]:
    """Return one of the functions above, as if it stood in `module`."""
    namespace: dict[str, Callable[[], object]] = {}
    scope: dict[str, object] = {"__name__": module}
    exec(SOURCE, scope, namespace)  # noqa: S102 - the text stands above
    return namespace[name]


@pytest.mark.parametrize("name", ["read", "listing", "connect", "start"])
@pytest.mark.parametrize("module", ["corsac.core.imagined", "corsac.render", "corsac.rules.some"])
def test_a_pure_package_is_refused_io(
    name: str, module: str, io_of_pure_packages: list[str]
) -> None:
    with pytest.raises(PermissionError, match=rf"{module}\.{name}, line \d+"):
        function(name, module)()
    assert io_of_pure_packages, "swallowing the error would not have hidden it"
    io_of_pure_packages.clear()


def test_io_that_another_package_does_for_it_is_refused_too(
    io_of_pure_packages: list[str],
) -> None:
    scope: dict[str, object] = {
        "__name__": "corsac.browser.imagined",
        "read": function("read", "shutil"),
    }
    with pytest.raises(PermissionError):
        exec("read()", scope)  # noqa: S102 - the text stands here
    io_of_pure_packages.clear()


def test_importing_is_not_io() -> None:
    assert function("load", "corsac.core.imagined")() == "colorsys"


@pytest.mark.parametrize("module", ["corsac.probe.imagined", "tests.some", "corsacs"])
def test_others_may_read(module: str) -> None:
    assert "corsac" in str(function("read", module)())
