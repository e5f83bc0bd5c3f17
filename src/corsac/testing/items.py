"""One pytest item for each check of the conformance suite, on one application."""

from __future__ import annotations

import importlib
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import pytest

from corsac.diagnose.verify.check import Check, Level
from corsac.diagnose.verify.checks import CHECKS
from corsac.diagnose.verify.report import Outcome
from corsac.testing.conformance import conform, story

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from corsac.diagnose.verify.report import Verification
    from corsac.policy.policy import Policy


@dataclass(frozen=True)
class Suite:
    """What was asked for on pytest's command line. It runs once, when a first item needs it."""

    name: str
    app: Any
    policy: Policy | None
    options: dict[str, Any]
    strict: bool = False

    @cached_property
    def found(self) -> Verification:
        """The verification."""
        return conform(self.app, self.policy, **self.options)


def load_policy_file(named: str | None, profile: str | None, folder: Path) -> Policy | None:
    """Read a policy; None where none is named.

    Raises:
        pytest.UsageError: It can't be read, or is no policy that can be used.
    """
    from corsac.policy.load import load_policy  # noqa: PLC0415 -- where a policy is named
    from corsac.policy.mistakes import PolicyError  # noqa: PLC0415 -- likewise

    if named is None:
        return None
    try:
        return load_policy((folder / named).read_text("utf-8"), named, profile)
    except (OSError, UnicodeDecodeError, PolicyError) as error:
        raise pytest.UsageError(f"--corsac-policy {named}: {error}") from None


def load_app(named: str, folder: Path) -> Any:  # noqa: ANN401 -- either kind of application
    """Import an application by `module:name`, or call `module:name()` for one.

    Args:
        named: The module and the name in it.
        folder: Where modules are looked for first.

    Raises:
        pytest.UsageError: It is no such name, or importing fails.
    """
    module, colon, name = named.partition(":")
    if not (colon and module and name):
        raise pytest.UsageError(f"--corsac-conformance {named}: write module:name, as main:app")
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
    try:
        found: Any = importlib.import_module(module)
        for part in name.removesuffix("()").split("."):
            found = getattr(found, part)
        return found() if name.endswith("()") else found
    except (ImportError, AttributeError, TypeError) as error:
        raise pytest.UsageError(f"--corsac-conformance {named}: {error}") from None


_Node = TypeVar("_Node", bound=pytest.Item | pytest.Collector)


class ConformanceError(AssertionError):
    """A check that failed; its text is the finding."""


class CheckItem(pytest.Item):
    """One check as a test."""

    suite: Suite
    check: Check

    def runtest(self) -> None:
        """Fail where the check did; skip where it has no object.

        Raises:
            ConformanceError: The check failed.
        """
        found = self.suite.found
        (result,) = [each for each in found.results if each.rule.code == self.check.code]
        if result.outcome is Outcome.FAILED:
            told = story(found, self.check.code)
            if self.check.level is Level.SHOULD and not self.suite.strict:
                pytest.xfail(f"should, and does not: {told}")
            raise ConformanceError(told)
        if result.outcome is Outcome.SKIPPED:
            pytest.skip("it has no object here")
        if result.outcome is Outcome.UNDECIDED:
            raise ConformanceError(f"it could not be made\n{story(found, self.check.code)}")

    def repr_failure(
        self,
        excinfo: pytest.ExceptionInfo[BaseException],
        style: Any = None,  # noqa: ANN401 -- pytest's own, and private to it
    ) -> Any:  # noqa: ANN401 -- likewise
        """Show the finding alone; the stack says nothing."""
        if isinstance(excinfo.value, ConformanceError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, None, str]:
        """Name the check where pytest names a test."""
        return Path(self.suite.name), None, f"{self.check.code} {self.check.title}"


def _make(kind: type[_Node]) -> Callable[..., _Node]:
    """Give what makes a node below another: pytest types its keywords as unknown."""
    return cast("Callable[..., _Node]", kind.from_parent)


class SuiteNode(pytest.Collector):
    """The node that the checks stand below."""

    suite: Suite

    def collect(self) -> Iterator[CheckItem]:
        """Give an item for each check."""
        for check in CHECKS:
            item = _make(CheckItem)(self, name=f"{check.code} {check.name}")
            item.suite, item.check = self.suite, check
            yield item


def items_of(session: pytest.Session, suite: Suite) -> list[CheckItem]:
    """Make the items of a suite."""
    node = _make(SuiteNode)(session, name=suite.name, nodeid=suite.name)
    node.suite = suite
    return list(node.collect())
