"""The catalogues: what is said is found, what is translated is whole, the modules are fresh."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from babel.messages.catalog import Catalog

from tools.catalogue import modules, po
from tools.catalogue.checks import flaws
from tools.catalogue.flow import Flow
from tools.catalogue.found import find
from tools.catalogue.parts import LANGUAGES, PARTS, Message
from tools.catalogue.source import read

if TYPE_CHECKING:
    from pathlib import Path

    from tools.catalogue.flow import Trouble

# One worker reads the source once for all of these.
pytestmark = pytest.mark.xdist_group("catalogue")

Found = tuple[dict[str, dict[str, list[Message]]], list["Trouble"]]
COMPLETE = [(language, part) for language in LANGUAGES for part in po.complete(language)]
ALL = [(language, part.name) for language in LANGUAGES for part in PARTS]


@cache
def said() -> Found:
    """Find what corsac says, once."""
    return find()


def test_every_template_can_be_followed_to_where_it_is_written() -> None:
    assert [str(each) for each in said()[1]] == []


@pytest.mark.parametrize(("language", "part"), COMPLETE)
def test_a_complete_part_has_every_text_and_no_other(language: str, part: str) -> None:
    catalog = po.read(po.path_of(language, part))
    stored = {str(each.id) for each in po.entries(catalog)}
    assert stored == set(said()[0][part]), "run: python -m tools.catalogue extract"
    left = sorted(stored - po.translations(catalog).keys())
    assert left == [], "translate these"


@pytest.mark.parametrize(("language", "part"), ALL)
def test_no_translation_has_a_flaw_that_can_be_seen(language: str, part: str) -> None:
    catalog = po.read(po.path_of(language, part))
    assert list(flaws(po.translations(catalog))) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_modules_are_those_of_the_catalogues(language: str) -> None:
    stale = [
        path.name
        for path, text in modules.modules(language).items()
        if not path.exists() or path.read_text("utf-8") != text
    ]
    assert stale == [], "run: python -m tools.catalogue compile"


# How texts are found --------------------------------------------------------------------------

LIBRARY = """
from corsac.core.findings import Text

_ONE = "a constant"
_TABLE = {"a": "of a table", "b": "and another"}
_ROWS = (("code", "of a row", "no"), ("code", "of the next", "no"))
_NESTED = ("code", "of a nested row")

def plain(flag, name):
    yield Text("as it stands")
    yield Text.of("with {hole}", hole="never a template")
    yield Text(_ONE)
    yield Text(_TABLE[name])
    yield Text(_TABLE.get(name, "or by default"))
    yield Text("if so" if flag else "if not")
    for code, text, _ in _ROWS:
        yield Text(text)
    for applies, (code, text) in ((True, _NESTED),):
        yield Text(text)
    local = "of a local name"
    yield Text(local)
    yield made("through a function", hole=1)
    yield Text(chosen())

def made(template, **values):
    return Text.of(template, **values)

def chosen():
    if plain:
        return "what a function gives"
    return _ONE

def dynamic(text):
    yield Text(f"{text} is built")
    yield Text("{number}")
"""


def follow(tmp_path: Path, text: str) -> Flow:
    """Follow the texts of one module, beside the type that they flow into."""
    package = tmp_path / "corsac"
    (package / "core").mkdir(parents=True)
    (package / "core/findings.py").write_text("class Text:\n    template: str\n", "utf-8")
    (package / "library.py").write_text(text, "utf-8")
    return Flow(read(package)).run()


def test_templates_are_followed_through_names_tables_and_calls(tmp_path: Path) -> None:
    flow = follow(tmp_path, LIBRARY)
    assert {each.text for each in flow.messages} == {
        "as it stands",
        "with {hole}",
        "a constant",
        "of a table",
        "and another",
        "or by default",
        "if so",
        "if not",
        "of a row",
        "of the next",
        "of a nested row",
        "of a local name",
        "through a function",
        "what a function gives",
    }


def test_what_is_put_together_is_refused(tmp_path: Path) -> None:
    assert [each.expression for each in follow(tmp_path, LIBRARY).troubles] == [
        "f'{text} is built'"
    ]


# How catalogues are kept ----------------------------------------------------------------------


def messages(*texts: str) -> dict[str, list[Message]]:
    """Give texts as they are found."""
    return {text: [Message(text, "src/corsac/rules/one.py")] for text in texts}


def test_a_renewed_catalogue_keeps_translations_and_drops_what_nobody_says() -> None:
    known = {"the header {name} is missing": "缺少响应头 {name}", "gone": "没有了"}
    catalog = po.renewed("rules", "zh_Hans", messages("the header {name} is missing", "new"), known)
    assert po.translations(catalog) == {"the header {name} is missing": "缺少响应头 {name}"}
    assert [str(each.id) for each in po.entries(catalog)] == ["the header {name} is missing", "new"]


def test_a_renewal_that_changes_nothing_changes_no_byte(tmp_path: Path) -> None:
    catalog = po.renewed("rules", "zh_Hans", messages("one {hole}", "two"), {"two": "二"})
    path = tmp_path / "rules.po"
    path.write_bytes(po.written(catalog))
    again = po.read(path)
    again.locale = "zh_Hans"
    again.header_comment = catalog.header_comment
    assert po.written(again) == path.read_bytes()


def test_a_doubtful_translation_is_none() -> None:
    catalog = Catalog()
    catalog.add("sure", "确定")
    catalog.add("doubtful", "可疑", flags=["fuzzy"])
    assert po.translations(catalog) == {"sure": "确定"}


@pytest.mark.parametrize(
    ("text", "said", "flaw"),
    [
        ("the {name}", "那个", "holes"),
        ("set `mode`", "设置 `Mode`", "code"),
        ("one, two", "一,二", "half-width"),
        ("it is so.", "就是这样.", "half-width"),
        ("a (b)", "甲 (乙)", "half-width"),
        ("GET is sent", "GET请求", "blank"),
        ("ten", "\uff11\uff10", "full-width"),
    ],
)
def test_slips_of_the_pen_are_seen(text: str, said: str, flaw: str) -> None:
    assert any(flaw in each for each in flaws({text: said}))


def test_a_good_translation_has_no_flaw() -> None:
    table = {
        "the server sends {header}: no": "服务器发送了 {header}：不对",
        "`Vary: Origin` is missing (see there)": "缺少 `Vary: Origin`（见该处）",
        "write https://app.example, or *": "写成 https://app.example，或者 *",
    }
    assert list(flaws(table)) == []
