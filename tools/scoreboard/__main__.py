"""Install the peers, run the suite on each in memory, write docs/conformance.md.

    python -m tools.scoreboard [DATE]

The peers go into .cache/scoreboard, never into the project's own environment.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tools.scoreboard.contestants import CONTESTANTS
from tools.scoreboard.page import render

ROOT = Path(__file__).resolve().parents[2]
PEERS = Path(__file__).with_name("peers.txt")
HOME = ROOT / ".cache" / "scoreboard"
PAGE = ROOT / "docs" / "conformance.md"
UV = ROOT / ".venv" / "bin" / "uv"
#: Seconds that one contestant may take.
PATIENCE = 120
TRIES = 3


def install() -> Path:
    """Make an environment with the pinned peers; give its interpreter.

    Raises:
        SystemExit: It can't be made, three times in a row.
    """
    python = HOME / "bin" / "python"
    make: list[str | Path] = [
        UV,
        "venv",
        "--quiet",
        "--allow-existing",
        "--python",
        sys.executable,
        HOME,
    ]
    fill: list[str | Path] = [UV, "pip", "install", "--quiet", "--python", python, "-r", PEERS]
    for command in (make, fill):
        for _ in range(TRIES):
            done = subprocess.run(command, check=False, cwd=ROOT)
            if not done.returncode:
                break
        else:
            sys.exit(f"could not install the peers: {' '.join(map(str, command))}")
    return python


def contest(python: Path, name: str) -> dict[str, Any]:
    """Run one contestant in a process of its own.

    Raises:
        SystemExit: It failed, with what it said.
    """
    done = subprocess.run(
        [python, "-m", "tools.scoreboard.contest", name],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        check=False,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    if done.returncode:
        sys.exit(f"{name} could not be run:\n{done.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main(arguments: list[str]) -> int:
    """Write the page."""
    date = arguments[0] if arguments else datetime.now(UTC).date().isoformat()
    python = install()
    results: dict[str, dict[str, Any]] = {}
    for name in CONTESTANTS:
        print(name, file=sys.stderr)
        results[name] = contest(python, name)
    PAGE.write_text(render(results, date), "utf-8")
    print(PAGE.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
