"""Writes the JSON Schema of corsac.toml: python -m tools.policy_schema."""

from __future__ import annotations

import json
from pathlib import Path

from corsac.policy.schema import schema

TARGET = Path(__file__).resolve().parents[1] / "src" / "corsac" / "policy" / "policy.schema.json"

if __name__ == "__main__":
    TARGET.write_text(json.dumps(schema(), indent=2) + "\n", "utf-8")
    print(f"wrote {TARGET.name}")
