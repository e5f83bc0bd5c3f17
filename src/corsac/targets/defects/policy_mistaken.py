"""A policy in `corsac.toml`, or in `pyproject.toml`, that can't work or isn't safe.

## Why

A middleware refuses such a policy when the application starts, `corsac export` when it is asked.
Found here, it is found before the change is merged. Each profile is read too.

## Who mends it

Whoever writes the policy: each finding says what to write instead.

## Bad

```toml corsac.toml
[policy]
allow_origins = ["https://app.example/"]
```

## Good

```toml corsac.toml
[policy]
allow_origins = ["https://app.example"]
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Finding, Severity, Text
from corsac.policy.load import load_policy, profiles
from corsac.policy.mistakes import PolicyError
from corsac.targets.defects.defect import advice, found, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.policy.mistakes import Mistake
    from corsac.targets.defects.source import Source

RULE = rule(
    "CORS285",
    "policy-mistaken",
    "A policy that can't work or isn't safe",
    __doc__,
    Severity.ERROR,
)


def find(source: Source) -> Iterator[Finding]:
    """Find the mistakes of a file's policy, and of each of its profiles.

    A `pyproject.toml` need not have a policy.
    """
    if source.name.endswith("pyproject.toml") and "tool.corsac" not in source.text:
        return
    for mistake in dict.fromkeys(_mistakes(source)):
        said = Text.of("{reason} [{code}]", reason=mistake.reason, code=mistake.code)
        if mistake.path:
            said = Text.of("{field}: {reason}", field=mistake.field, reason=said)
        yield found(RULE, mistake.span or source.span(0, 0), said, fixes=advice(mistake.mend))


def _mistakes(source: Source) -> Iterator[Mistake]:
    try:
        names = (None, *profiles(source.text, source.name))
    except PolicyError as error:
        yield from error.mistakes
        return
    for name in names:
        try:
            load_policy(source.text, source.name, name)
        except PolicyError as error:
            yield from error.mistakes
