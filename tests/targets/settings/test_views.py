"""Views with settings of their own have the paths of their routes."""

from __future__ import annotations

import pytest

from corsac.policy import Policy
from corsac.targets.settings.draft import Draft, Library
from corsac.targets.settings.program import Program
from corsac.targets.settings.values import Scalar
from corsac.targets.settings.views import configured, prefixes, routed, views

HEAD = "from lib import deco\nfrom flask import Blueprint\n"


BLUEPRINT = "bp = Blueprint('b', __name__{})\napp.register_blueprint(bp{})\n"
AT_A = "@bp.get('/a')\n@deco()\ndef f(): ..."


def paths(text: str) -> list[str | None]:
    program = Program(HEAD + text, "a.py")
    return [path for view in views(program, {"lib.deco"}) for path in view.paths]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@app.route('/a/')\n@deco()\ndef f(): ...", ["/a"]),
        ("@app.get('/')\n@deco()\nasync def f(): ...", ["/"]),
        ("@app.post(rule='/a')\n@app.put('/b')\n@deco()\ndef f(): ...", ["/a", "/b"]),
        ("@app.route('/a/<x>')\n@deco()\ndef f(): ...", [None]),
        ("@app.route(X)\n@deco()\ndef f(): ...", [None]),
        ("@app.route()\n@deco()\ndef f(): ...", [None]),
        ("@deco()\ndef f(): ...", []),
        ("@app.route('/a')\n@deco\ndef f(): ...", []),
        (BLUEPRINT.format(", url_prefix='/b/'", "") + AT_A, ["/b/a"]),
        (BLUEPRINT.format("", ", url_prefix='/c'") + AT_A, ["/c/a"]),
        (BLUEPRINT.format(", url_prefix=X", "") + AT_A, [None]),
        (BLUEPRINT.format(", url_prefix=None", "") + AT_A, ["/a"]),
    ],
)
def test_paths(text: str, found: list[str | None]) -> None:
    assert paths(text) == found


def test_prefixes_are_by_name() -> None:
    assert prefixes(Program(HEAD + "x = f()\nb = Blueprint('b', __name__)", "a.py")) == {"b": ""}


def test_a_view_without_a_path_is_noted() -> None:
    draft = Draft(Library("flask", "Flask"))
    program = Program(HEAD + "@deco()\ndef f(): ...", "a.py")
    (view,) = views(program, {"lib.deco"})
    assert routed(draft, view, None) == {}
    assert routed(draft, view, Policy()) == {}
    assert len(draft.remarks) == 1


@pytest.mark.parametrize(
    "text",
    [
        "app.config['A'] = 1",
        "app.config.update(A=1, B=2)",
        "app.config.update({'A': 1})",
        "app.config.from_mapping(A=1)",
        "class C:\n    A = 1\napp.config.from_object(C)",
    ],
)
def test_configuration_is_read(text: str) -> None:
    (value,) = configured(Program(text, "a.py"), {"A"}).values()
    assert isinstance(value, Scalar)
    assert value.data == 1


@pytest.mark.parametrize(
    "text",
    ["app.config['B'] = 1", "app.config.from_object(X)", "app.config.from_object()",
     "app.config.get('A')", "app.config.update(X)"],
)  # fmt: skip
def test_what_is_not_there_is_not_configured(text: str) -> None:
    assert configured(Program(text, "a.py"), {"A"}) == {}
