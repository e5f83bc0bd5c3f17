"""CloudFormation's schema, as cfn-lint carries it, for what is exported as a template."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from corsac.targets.export import ExportError, Options
from tests.targets.corpus import FILES, policy
from tests.targets.frameworks import proxy
from tests.targets.systems import written

if TYPE_CHECKING:
    from pathlib import Path

    from corsac.policy import Policy


def lint(*templates: Path) -> subprocess.CompletedProcess[str]:
    """Check templates by the schema that cfn-lint carries; no region is asked."""
    command: list[str | Path] = [proxy("cfn-lint"), "--regions", "us-east-1", "--", *templates]
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=110)


def every_template(target: str, folder: Path, *more: Policy) -> list[Path]:
    """Write the templates of some policies and of the corpus's, those left out that are refused."""
    templates: list[Path] = []
    for number, given in enumerate([*more, *map(policy, FILES)]):
        try:
            (file,) = written(target, Options(full=True), given).files
        except ExportError:
            continue
        templates.append(folder / f"{number}.yaml")
        templates[-1].write_text(file.text)
    return templates
