"""The pages that are drawn from the code, by their place in the site."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from corsac.policy.fields import FIELDS
from corsac.policy.presets import PRESETS
from corsac.rules import CATALOGUE
from corsac.targets.defects import RULES as DEFECTS
from tools.site.commands import commands_page
from tools.site.parts import EXITS, ROOT, page, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corsac.core.findings import Rule
    from corsac.policy.fields import Field

_SCHEMAS: Final = {
    "report": ("corsac check --format json", "src/corsac/render/report.schema.json"),
    "explanation": ("corsac explain --format json", "src/corsac/render/explanation.schema.json"),
    "permission": (
        "corsac explain --origin --format json",
        "src/corsac/cli/permission.schema.json",
    ),
    "verification": ("corsac verify --format json", "src/corsac/render/verification.schema.json"),
    "review": ("corsac lint --format json", "src/corsac/render/review/review.schema.json"),
    "diff": ("corsac diff --format json", "src/corsac/cli/diff.schema.json"),
}


def pages() -> Iterator[tuple[str, str]]:
    """Give each page's place below the site's root, and its Markdown."""
    rules = [module.RULE for module in CATALOGUE]
    yield from _catalogue("rules", "Causes", _RULES, rules)
    yield from _catalogue("defects", "Defects", _DEFECTS, DEFECTS)
    yield "reference/commands.md", commands_page()
    yield "reference/exit-codes.md", page("Exit codes", _EXITS, _exits())
    yield "reference/policy.md", page("The policy's fields", _POLICY, _fields(), _presets())
    yield "reference/json.md", page("JSON", _JSON, *_schemas())


_RULES: Final = """\
What `corsac check` finds, one page for each cause. The page's examples are tests: the bad one has
to be found by this very rule, the good one has to pass. `corsac explain CODE` prints a page."""
_DEFECTS: Final = """\
What `corsac lint` finds in configurations and code. `corsac lint --explain CODE` prints a page."""
_EXITS: Final = "What a script learns without reading. They are the same for every command."
_POLICY: Final = """\
The fields of `[policy]` in `corsac.toml`; the same are keyword arguments of `Policy` and, with
`CORSAC_` before the name in capitals, environment variables. A route (`[[policy.routes]]`) is a
whole policy of its own, with a `path`. `"*"` is the one string that a list may be."""
_JSON: Final = """\
Each document names its schema and version in `schema`; the number grows when a field changes its
meaning or goes, not when one is added.

Codes, causes, verdicts, parties, header names and console lines are the same in every language.
The sentences in `title`, `message`, `notes`, `why`, `label` and a fix's `title` are English
whatever the locale says, and in the language of `--lang` where that is given."""


def _catalogue(
    folder: str, title: str, about: str, rules: Iterable[Rule]
) -> Iterator[tuple[str, str]]:
    rules = list(rules)
    rows = [(f"[{each.code}]({each.name}.md)", each.severity.value, each.title) for each in rules]
    tree = "```{toctree}\n:hidden:\n\n" + "\n".join(each.name for each in rules) + "\n```"
    yield f"{folder}/index.md", page(title, about, table(("Code", "Severity", "What"), rows), tree)
    for each in rules:
        head = f"`{each.code}` · `{each.name}` · {each.severity.value}"
        yield f"{folder}/{each.name}.md", page(each.title, head, _lexed(each.page.strip()))


def _lexed(markdown: str) -> str:
    """Name the examples for what they are: exchanges told, which no lexer of HTTP reads."""
    return markdown.replace("```http\n", "```text\n")


def _exits() -> str:
    return table(("Code", "Meaning"), [(str(int(code)), said) for code, said in EXITS.items()])


def _fields() -> str:
    rows = [(f"`{each.name}`", each.kind.value, _default(each), each.doc) for each in FIELDS]
    return table(("Field", "Holds", "Without it", "Meaning"), rows)


def _default(field: Field) -> str:
    return "" if field.default in {(), None} else f"`{json.dumps(field.default)}`"


def _presets() -> str:
    rows = [
        (
            f"`{each.name}`",
            ", ".join(each.allow_methods),
            ", ".join(each.allow_headers),
            ", ".join(each.expose_headers),
            f"[{each.date}]({each.source})",
        )
        for each in PRESETS
    ]
    head = ("Preset", "Methods", "Request headers", "Exposed", "Source, read on")
    return f"## Presets\n\n{table(head, rows)}"


def _schemas() -> Iterator[str]:
    for name, (command, file) in _SCHEMAS.items():
        text = (ROOT / file).read_text("utf-8").strip()
        yield f"## {name}\n\nWhat `{command}` prints.\n\n```json\n{text}\n```"
