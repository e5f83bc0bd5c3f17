"""What every test runs under: no I/O inside the pure packages, and Hypothesis settled once."""

from __future__ import annotations

import gc
import inspect
import os
import signal
import sys
from typing import TYPE_CHECKING

import coverage
import pytest
from hypothesis import settings

from tools import debian

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from types import FrameType

PURE = frozenset(
    {"browser", "core", "diagnose", "evidence", "policy", "render", "rules", "targets"}
)
"""The packages of corsac that decide; bytes, text and time are given to them."""

# Reading a module's file is not I/O of the module that asked for it; nor is coverage's tracing.
EXEMPT = ("_frozen_importlib", "importlib.", "coverage.")
TOUCHES = (
    "ctypes.dlopen",
    "open",
    "os.",
    "shutil.",
    "socket.",
    "sqlite3.",
    "subprocess.",
    "tempfile.",
    "urllib.",
)

# CPython looks for the line of a syntax error in the file that was parsed, though a text without
# a name was; there is no such file.
NAMELESS = "<unknown>"

settings.register_profile("quick", deadline=None, derandomize=True, max_examples=10)
settings.register_profile("fast", deadline=None, derandomize=True, max_examples=60)
settings.register_profile("search", deadline=None, max_examples=1000, print_blob=True)
# The gate gives the same answer twice; `make test-all` goes looking for new examples.
settings.load_profile(os.environ.get("CORSAC_HYPOTHESIS", "fast"))

# Thousands of tests stand in memory for the whole run, and the collector of cycles would walk over
# all of them again and again: a fifth of the time.
gc.set_threshold(100_000, 20, 20)

# A shell starts what runs in the background with Ctrl-C ignored, and that is inherited: the tests
# that press it would wait in vain.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

_seen: list[str] = []


def _culprit(frame: FrameType | None) -> str | None:
    """Return where a pure package's code led to `frame`, or None where none did."""
    while frame is not None:
        name = frame.f_globals.get("__name__")
        if isinstance(name, str):
            if name.startswith(EXEMPT):
                return None
            top, _, rest = name.partition(".")
            if top == "corsac" and rest.partition(".")[0] in PURE:
                return f"{name}.{frame.f_code.co_name}, line {frame.f_lineno}"
        frame = frame.f_back
    return None


def _watch(event: str, args: tuple[object, ...]) -> None:
    """Refuse input and output that a pure package asked for, directly or through another."""
    if not event.startswith(TOUCHES) or (event == "open" and args[:1] == (NAMELESS,)):
        return
    place = _culprit(inspect.currentframe())
    if place is not None:
        _seen.append(f"{event}{args[:1]} in {place}")
        raise PermissionError(_seen[-1])


# An import contract does not see open(). A hook can't be taken out again: it is put in once.
sys.addaudithook(_watch)


def pytest_sessionfinish() -> None:
    """Save what was covered while the process is sure to live.

    xdist ends a worker that takes over ten seconds to leave, and coverage would save at the exit:
    on a loaded machine, half of what was covered was lost.
    """
    measured = coverage.Coverage.current()
    if measured is not None:
        measured.save()


def pytest_collection_finish() -> None:
    """Let the collector pass over the tests themselves: they stay until the end."""
    gc.freeze()


def _fail_if_seen() -> None:
    if _seen:
        told = "; ".join(_seen)
        _seen.clear()
        pytest.fail(f"a pure package did I/O: {told}", pytrace=False)


# Hooks, since a fixture that every test has costs more than most of these tests.
@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup() -> Generator[None]:
    """Begin each test with nothing seen; what its fixtures ask for is the test's."""
    _seen.clear()
    yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None]:
    """Fail a test in which a pure package touched a file, a socket or a process."""
    yield
    _fail_if_seen()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Generator[None]:
    """Fail a test whose fixtures did so while they cleared up."""
    yield
    _fail_if_seen()


@pytest.fixture
def io_of_pure_packages() -> list[str]:
    """What pure packages asked for in this test; emptied, it is forgiven."""
    return _seen


@pytest.fixture(scope="session")
def program() -> Callable[[str], str]:
    """Find a real program: `program("nginx")` gives its path, or skips with what installs it.

    In CI a missing program is a failure: a skipped server would be a server not tested.
    """

    def find(name: str) -> str:
        path = debian.find(name)
        if path is None:
            packages = [package for package, of in debian.PROGRAMS.items() if of == name]
            reason = f"{name} is not installed. {debian.install_command(packages or [name])}"
            (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
        return path

    return find
