"""The policy that a command is given: found, read within limits, its mistakes told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from corsac.cli.language import spoken
from corsac.cli.mistake import Mistake
from corsac.cli.paths import is_file

if TYPE_CHECKING:
    from corsac.policy.policy import Policy

#: No policy is longer, in bytes.
LARGEST = 1_000_000
#: Where a policy is looked for when none is named.
NAMES = ("corsac.toml", "pyproject.toml")


def read_policy(named: str | None, profile: str | None = None) -> Policy:
    """Read a policy from a file, or from the `corsac.toml` or `pyproject.toml` that is here.

    Raises:
        Mistake: There is none, it can't be read, or it is no policy that can be used.
    """
    from corsac.policy.load import load_policy
    from corsac.policy.mistakes import PolicyError

    path = Path(named) if named else _found()
    try:
        return load_policy(_text(path), str(path), profile)
    except PolicyError as error:
        raise Mistake.told(error.told(spoken().say)) from None


def _found() -> Path:
    for name in NAMES:
        path = Path(name)
        if is_file(path) and (name == NAMES[0] or "[tool.corsac" in _text(path)):
            return path
    raise Mistake(
        "there is no corsac.toml here, nor a pyproject.toml with [tool.corsac.policy]",
        mend='write one, with [policy] and allow_origins = ["https://app.example"], or name it: '
        "--policy FILE",
    )


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise Mistake(
            "{path}: {reason}",
            mend="name a policy: --policy FILE",
            path=path,
            reason=error.strerror,
        ) from None
    if len(data) > LARGEST:
        raise Mistake(
            "{path}: larger than any policy, over {largest} bytes", path=path, largest=LARGEST
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Mistake("{path}: not UTF-8, at byte {byte}", path=path, byte=error.start) from None
