"""The line at a file's head."""

from __future__ import annotations

from corsac.policy import Policy
from corsac.targets.answer import Answer
from corsac.targets.text import about, indented


def test_a_head_names_the_first_origins_and_counts_the_rest() -> None:
    origins = [f"https://{name}.example" for name in "abcde"]
    answer = Answer.of_policy(Policy(allow_origins=origins, allow_credentials=True))
    assert about("nginx", answer) == (
        "nginx: CORS for https://a.example, https://b.example, https://c.example and 2 more, "
        "with credentials. Written by corsac export."
    )


def test_a_star_is_every_origin() -> None:
    answer = Answer.of_policy(Policy(allow_origins="*"))
    assert about("Go", answer) == "Go: CORS for every origin. Written by corsac export."


def test_an_empty_line_is_not_indented() -> None:
    assert [indented("a"), indented("")] == ["    a", ""]
