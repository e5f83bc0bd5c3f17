"""`corsac lint`: what is found, mended, shown, refused; and the exit codes."""

from __future__ import annotations

import io
import json
import sys
from importlib import resources
from typing import TYPE_CHECKING

import jsonschema
import pytest

from corsac.cli.program import run

if TYPE_CHECKING:
    from pathlib import Path

BAD = 'server {\n    add_header Access-Control-Allow-Origin "https://app.example";\n}\n'
GOOD = BAD.replace('";', '" always;')
OPTIONS_ONLY = "fetch('http://localhost:5000/items');\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "site.conf").write_text(BAD)
    return tmp_path


def stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_a_defect_is_shown_at_its_line_with_carets(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lint", "site.conf", "--no-color"]) == 1
    said = capsys.readouterr().out
    assert "error[CORS201]" in said
    assert "--> site.conf:2:5" in said
    assert '2 | add_header Access-Control-Allow-Origin "https://app.example";' in said
    assert "^^^^^" in said
    assert "--fix mends 1 of them." in said


def test_a_clean_file_is_quiet(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "site.conf").write_text(GOOD)
    assert run(["lint", "site.conf"]) == 0
    assert capsys.readouterr().out == "Nothing found in 1 files.\n"


def test_fix_changes_the_line_and_nothing_else(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "site.conf").write_bytes(b"\xef\xbb\xbf" + BAD.replace("\n", "\r\n").encode())
    assert run(["lint", "--fix", "site.conf"]) == 0
    assert (here / "site.conf").read_bytes() == b"\xef\xbb\xbf" + GOOD.replace(
        "\n", "\r\n"
    ).encode()
    assert "1 mended." in capsys.readouterr().out


def test_diff_changes_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "site.conf").write_text(BAD.rstrip("\n"))
    assert run(["lint", "--diff", "site.conf"]) == 1
    said = capsys.readouterr().out
    assert said.startswith("--- a/site.conf\n+++ b/site.conf\n")
    assert '+    add_header Access-Control-Allow-Origin "https://app.example" always;' in said
    assert (here / "site.conf").read_text() == BAD.rstrip("\n")
    (here / "site.conf").write_text(GOOD)
    assert run(["lint", "--diff", "site.conf"]) == 0
    assert capsys.readouterr().out == ""


def test_unsafe_fixes_are_made_when_they_are_wanted(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "page.js").write_text("x = await fetch(url, { mode: 'no-cors', x: 1 });\n")
    assert run(["lint", "--fix", "page.js"]) == 0
    assert "with --unsafe-fixes 1" in capsys.readouterr().out
    assert run(["lint", "--fix", "--unsafe-fixes", "page.js"]) == 0
    assert (here / "page.js").read_text() == "x = await fetch(url, { x: 1 });\n"


def test_origins_that_are_named_go_into_the_fix(here: Path) -> None:
    (here / "app.js").write_text("app.use(cors({ origin: true, credentials: true }));\n")
    assert run(["lint", "--fix", "--origin", "https://a.example", "app.js"]) == 0
    assert 'origin: ["https://a.example"]' in (here / "app.js").read_text()


def test_standard_input_is_named_and_mended(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stdin(monkeypatch, BAD.encode())
    assert run(["lint", "--stdin-filename", "x.nginx", "-"]) == 1
    assert "--> x.nginx:2:5" in capsys.readouterr().out
    stdin(monkeypatch, BAD.encode())
    assert run(["lint", "--as", "nginx", "--fix", "-"]) == 0
    assert capsys.readouterr().out == GOOD


def test_fail_on_decides_the_exit_code(here: Path) -> None:
    (here / "page.js").write_text(OPTIONS_ONLY)
    assert run(["lint", "page.js"]) == 0
    assert run(["lint", "--fail-on", "warning", "page.js"]) == 0
    assert run(["lint", "--fail-on", "info", "page.js"]) == 1


def test_json_is_as_its_schema_says(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lint", "--format", "json", "site.conf"]) == 1
    answer = json.loads(capsys.readouterr().out)
    schema = resources.files("corsac.render.review").joinpath("review.schema.json").read_text()
    jsonschema.validate(answer, json.loads(schema))
    (finding,) = answer["findings"]
    assert finding["code"] == "CORS201"
    assert finding["span"]["line"] == 2
    assert finding["fixes"][0]["edits"][0]["text"] == " always"


def test_sarif_has_the_fix_and_fails_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lint", "--format", "sarif", "site.conf"]) == 0
    (result,) = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    assert result["ruleId"] == "CORS201"
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 2
    change = result["fixes"][0]["artifactChanges"][0]
    assert change["artifactLocation"]["uri"] == "site.conf"


def test_github_and_markdown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lint", "--format", "github", "site.conf"]) == 1
    assert capsys.readouterr().out.startswith("::error title=CORS201 ")
    assert run(["lint", "--format", "markdown", "site.conf"]) == 1
    assert "### error CORS201" in capsys.readouterr().out


def test_a_secret_on_the_line_is_not_shown(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "page.js").write_text(
        "fetch('https://api.example/?api_key=s3cr3tvalue1', { mode: 'no-cors' });\n"
    )
    for form in ("text", "json", "sarif", "github", "markdown"):
        run(["lint", "--format", form, "page.js"])
        assert "s3cr3tvalue1" not in capsys.readouterr().out, form


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "no files"),
        (["nowhere.conf"], "can't read nowhere.conf"),
        (["unknown.xyz"], "can't tell what unknown.xyz is written in"),
        (["binary.conf"], "binary.conf is not text"),
        (["latin.conf"], "latin.conf is not UTF-8, at byte 2"),
        (["broken.conf"], "broken.conf:1:8: this block is not closed"),
        (["broken.py"], "broken.py:1:"),
        (["site.conf", "--origin", "https://app.example/"], "--origin: not an origin"),
        (["site.conf", "--as", "cobol"], "--as"),
        (["--explain", "CORS999"], "there is no defect"),
        (["empty"], "nothing here that defects are known of"),
    ],
)
def test_mistakes_are_told(
    arguments: list[str], said: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "unknown.xyz").write_text("nothing")
    (here / "binary.conf").write_bytes(b"server {\0}")
    (here / "latin.conf").write_bytes(b"# \xe9")
    (here / "broken.conf").write_text("server {")
    (here / "broken.py").write_text("def (")
    (here / "empty").mkdir()
    assert run(["lint", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_a_missing_parser_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "crossplane.lexer", None)
    assert run(["lint", "site.conf"]) == 2
    assert "pip install 'corsac[lint]'" in capsys.readouterr().err


def test_a_folder_is_walked_without_what_is_not_ours(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("conf/a.conf", "node_modules/b.nginx", "conf/readme.md", "conf/broken.nginx"):
        (here / name).parent.mkdir(exist_ok=True)
        (here / name).write_text("server {" if "broken" in name else BAD)
    assert run(["lint", "."]) == 1
    out, err = capsys.readouterr()
    assert "conf/a.conf:2:5" in out
    assert "node_modules" not in out
    assert "readme" not in out
    assert "broken.nginx:1:8" in err


def test_what_an_include_holds_counts_where_it_is_included(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "cors.inc").write_text("add_header Access-Control-Allow-Origin * always;\n")
    (here / "site.conf").write_text(
        "server {\n    include cors.inc;\n    include gone/*.conf;\n    location /a {\n"
        "        add_header X-A 1;\n    }\n}\n"
    )
    assert run(["lint", "--fix", "site.conf"]) == 0
    assert (here / "site.conf").read_text().count("Access-Control-Allow-Origin * always;") == 1
    assert "1 mended" in capsys.readouterr().out


def test_the_catalogue_is_listed_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lint", "--list"]) == 0
    assert "CORS201  error    header-missing-on-errors: " in capsys.readouterr().out
    assert run(["lint", "--explain", "cors201"]) == 0
    assert "## Who mends it" in capsys.readouterr().out


def test_a_comment_with_a_reason_silences(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    comment = "# corsac: ignore[CORS201] errors are our own pages'"
    (here / "site.conf").write_text(BAD.replace(";\n", f"; {comment}\n", 1))
    assert run(["lint", "site.conf"]) == 0
    assert "Nothing found" in capsys.readouterr().out


REFLECTS = "app.use(cors({ origin: true, credentials: true }));\n"


def test_a_policy_names_the_origins_that_fixes_need(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "app.js").write_text(REFLECTS)
    (here / "corsac.toml").write_text(
        '[policy]\nallow_origins = ["https://app.example", "https://pr-{digits}.example.net"]\n'
    )
    assert run(["lint", "--fix", "--policy", "corsac.toml", "app.js"]) == 0
    assert (here / "app.js").read_text() == (
        'app.use(cors({ origin: ["https://app.example", '
        "/^https:\\/\\/pr-[0-9]{1,60}\\.example\\.net$/], credentials: true }));\n"
    )
    assert "1 mended." in capsys.readouterr().out


def test_a_policy_for_everyone_names_nobody(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "app.js").write_text(REFLECTS)
    (here / "corsac.toml").write_text('[policy]\nallow_origins = "*"\n')
    assert run(["lint", "--fix", "--policy", "corsac.toml", "app.js"]) == 1
    assert (here / "app.js").read_text() == REFLECTS
    assert "--origin https://app.example" in " ".join(capsys.readouterr().out.split())


def test_a_policy_that_can_not_be_used_is_told(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "corsac.toml").write_text('[policy]\nallow_origins = ["https://app.example/"]\n')
    assert run(["lint", "--policy", "corsac.toml", "site.conf"]) == 2
    assert "corsac.toml:2" in capsys.readouterr().err


def test_included_files_are_mended_with_the_one_that_includes_them(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "cors.inc").write_text('add_header Access-Control-Allow-Origin "https://a.example";\n')
    (here / "one.conf").write_text("server { location /a { include cors.inc; root /srv; } }\n")
    (here / "two.conf").write_text("server { location /b { include cors.inc; root /srv; } }\n")
    assert run(["lint", "--fix", "one.conf", "two.conf"]) == 0
    assert (here / "cors.inc").read_text() == (
        'add_header Access-Control-Allow-Origin "https://a.example" always;\n'
    )
    assert "1 mended." in capsys.readouterr().out
