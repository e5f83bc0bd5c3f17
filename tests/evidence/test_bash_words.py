"""Words as bash cuts them: compared with bash itself where it is quick to ask."""

from __future__ import annotations

import shlex
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corsac.evidence.bash_words import bash_words
from corsac.evidence.pasted import EvidenceError

LINES = [
    "curl 'https://a.example/?x=1&y=2' -H 'a: b'",
    r"curl $'it\'s \u0021 \n \x41 \101 \t\\ \e'",
    r"curl $'\xc3\xa9 caf\u00e9 \U0001F98A'",
    r"""curl "a \"b\" c" d\ e 'f'"g"h""",
    "curl a \\\n  -b \\\n  c",
    "curl -d ''",
    r"curl $'\cA\?' ",
]


@pytest.mark.parametrize("line", LINES)
def test_words_are_bash_s_own(line: str) -> None:
    script = f"printf '%s\\0' {line}"
    said = subprocess.run(
        ["bash", "-c", script], check=True, capture_output=True, env={"LC_ALL": "C.UTF-8"}
    )
    assert list(bash_words(line)) == said.stdout.decode().split("\0")[:-1]


@given(st.lists(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"))))
def test_what_was_quoted_for_a_shell_comes_back(words: list[str]) -> None:
    assert list(bash_words(shlex.join(words))) == words


@pytest.mark.parametrize(
    "end", ["| jq .", "; ls", "> out.json", "2>/dev/null", "&& ls", "&", "& ls"]
)
def test_a_command_ends_where_the_shell_ends_it(end: str) -> None:
    assert bash_words(f"curl https://a.example {end}") == ("curl", "https://a.example")


def test_an_ampersand_in_a_url_that_nobody_quoted_is_part_of_it() -> None:
    assert bash_words("curl https://a.example/?a=1&b=2") == ("curl", "https://a.example/?a=1&b=2")


def test_variables_stay_as_they_are() -> None:
    assert bash_words('curl -H "X: $TOKEN" $URL') == ("curl", "-H", "X: $TOKEN", "$URL")


def test_what_is_no_character_is_replaced() -> None:
    assert bash_words(r"$'\U00ffffff' $'\xff' $'\q'") == ("\ufffd", "\ufffd", r"\q")


@pytest.mark.parametrize("line", ["curl 'a", 'curl "a', "curl $'a"])
def test_an_open_quote_is_refused(line: str) -> None:
    with pytest.raises(EvidenceError, match="inside a quotation"):
        bash_words(line)
