"""A finding's story: code, place, notes, whose it is, what to paste."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from corsac.core.findings import Fix, Party, Text, Where
from corsac.render.catalogue import ENGLISH
from corsac.render.look import Look, paint
from corsac.render.story import mended_by, story
from tests.render.reports import accused_finding, slash_finding, slash_report

if TYPE_CHECKING:
    from corsac.core.findings import Finding


FINDING = slash_finding()


def told(finding: Finding = FINDING, look: Look | None = None) -> str:
    look = look or Look()
    return paint(story(slash_report(), finding, look), look)


def test_it_begins_with_the_code_and_ends_with_what_to_paste() -> None:
    text = told()
    assert text.startswith("error[CORS011]: the allowed origin is not byte-equal to")
    assert text.rindex("}") > text.index("help")
    assert text.index("curl -i") > text.rindex("}"), "first the mend, then how to see it"
    assert "   = help (nginx): send the origin without the slash\n\n    location / {\n" in text


def test_where_browsers_show_it_stands_once_for_requests_of_a_kind() -> None:
    report, finding = slash_report(), FINDING
    first = report.hops[0]
    assert first.exchange is not None
    moved = replace(first.exchange.request, url="https://api.example/other")
    second = replace(
        first, request=moved, exchange=replace(first.exchange, request=moved, peer=None)
    )
    report = replace(report, hops=(first, second))
    told: set[str] = set()
    texts = [
        paint(story(report, replace(finding, where=Where(index)), Look(), told), Look())
        for index in (0, 1)
    ]
    assert [text.count("curl -i") for text in texts] == [1, 1]
    assert [text.count("Firefox: Network") for text in texts] == [1, 0]


def test_without_a_place_the_message_stands_by_itself() -> None:
    assert "\n   = https://app.example/ ends in a slash" in told(replace(FINDING, where=None))


def test_a_snippet_is_never_wrapped() -> None:
    line = "add_header Access-Control-Allow-Headers " + "X-Header, " * 20
    fix = Fix(Text.of("send this"), snippet=f"{line}\n")
    text = told(replace(FINDING, fixes=(fix,)), Look(width=40))
    assert f"    {line}".rstrip() in text
    assert "   = help: send this" in text


def test_colours_mark_code_carets_and_labels() -> None:
    text = told(look=Look(colour=True))
    assert "\x1b[1;31merror[CORS011]\x1b[0m" in text
    assert "\x1b[1;32mhelp (nginx)\x1b[0m" in text


def test_whose_it_is_is_never_guessed() -> None:
    assert mended_by(FINDING, ENGLISH) == "mended in: the back end (confidence: high)"
    unknown = replace(FINDING, party=Party.UNKNOWN)
    assert mended_by(unknown, ENGLISH) == "whose it is can't be told from here"


def test_the_same_lines_are_told_once() -> None:
    seen: set[str] = set()
    first, second = (paint(story(slash_report(), FINDING, Look(), seen), Look()) for _ in range(2))
    assert "location / {" in first
    assert "location / {" not in second
    assert "   = help (nginx): the lines above mend this too" in second


def test_several_fixes_that_are_told_are_pointed_at_once() -> None:
    again = replace(FINDING, fixes=(*FINDING.fixes, *FINDING.fixes))
    seen = {each.snippet for each in FINDING.fixes}
    lines = paint(story(slash_report(), again, Look(), seen), Look())
    assert lines.count("the lines above mend this too") == len(FINDING.fixes)


def test_the_lines_that_made_it_are_drawn_with_their_layers_and_mends() -> None:
    text = told(accused_finding())
    assert (
        "   --> site.conf:12:9 (nginx)\n"
        "    |\n"
        " 12 | add_header a `b`;\n"
        "    | ^^^^^^^^^^^^ it is sent from here\n"
    ) in text
    assert "  --> settings.py:3:1 (Django)\n" in text
    assert "^^^^^^ CORS209: this lets it in" in text
    assert "= help: hide it\n     [--fix]\n" in text
    assert "= help: list it\n     [--fix --unsafe-fixes]\n" in text


def test_lines_that_stand_above_are_only_named_again() -> None:
    said: set[str] = set()
    texts = [
        paint(story(slash_report(), accused_finding(), Look(), said), Look()) for _ in range(2)
    ]
    assert "this too was made by" not in texts[0]
    assert "this too was made by site.conf:12:9 (nginx), settings.py:3:1" in texts[1]
    assert "add_header" not in texts[1]
