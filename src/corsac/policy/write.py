"""A policy as the text of a `corsac.toml`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, cast

from corsac.policy.load import VERSION

if TYPE_CHECKING:
    from corsac.policy.policy import Policy

_WIDEST: Final = 90


def to_toml(policy: Policy) -> str:
    """Write a policy so that `load_policy` gives the same one back.

    Only fields that differ from what a policy starts from are written.
    """
    lines = [f"version = {VERSION}", "", "[policy]", *_fields(policy)]
    for route in policy.routes:
        lines += ["", "[[policy.routes]]", f"path = {_value(route.path)}"]
        if route.methods:
            lines.append(f"methods = {_value(route.methods)}")
        lines += _fields(route.policy)
    return "\n".join(lines) + "\n"


def _fields(policy: Policy) -> list[str]:
    given = policy.given().items()
    return [f"{name} = {_value(value)}" for name, value in given if name != "routes"]


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        items = [json.dumps(item) for item in cast("tuple[str, ...]", value)]
        line = f"[{', '.join(items)}]"
        return line if len(line) <= _WIDEST else "[\n    " + ",\n    ".join(items) + ",\n]"
    # JSON's escapes are TOML's too; what a policy holds has none beyond them.
    return json.dumps(value)
