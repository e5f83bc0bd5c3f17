"""Fixes put in: what overlaps waits, what is unsafe is asked for, what never ends is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Confidence, Finding, Fix, Party, Rule, Text
from corsac.targets.defects.edits import mend, usable
from corsac.targets.defects.source import Kind, Source

if TYPE_CHECKING:
    from collections.abc import Callable

SOURCE = Source("a", "aabb", Kind.NGINX)
RULE = Rule("CORS000", "x", "x", "x", "")


def finding(source: Source, start: int, end: int, text: str, *, safe: bool = True) -> Finding:
    fix = Fix(Text("x"), safe=safe, edits=(source.edit(start, end, text),))
    return Finding(RULE, Party.BACKEND, Confidence.HIGH, Text("x"), fixes=(fix,))


def replacing(old: str, new: str, *, safe: bool = True) -> Callable[[Source], tuple[Finding, ...]]:
    def examine(source: Source) -> tuple[Finding, ...]:
        places = [at for at in range(len(source.text)) if source.text.startswith(old, at)]
        return tuple(finding(source, at, at + len(old), new, safe=safe) for at in places)

    return examine


def test_neighbours_are_replaced_in_one_round_and_counted() -> None:
    made = mend(SOURCE, replacing("a", "c"))
    assert (made.source.text, made.mended, made.left) == ("ccbb", 2, ())


def test_what_overlaps_waits_for_the_next_round() -> None:
    made = mend(Source("a", "xxx", Kind.NGINX), replacing("xx", "y"))
    assert (made.source.text, made.mended) == ("yx", 1)


def test_insertions_at_one_place_come_one_by_one() -> None:
    def examine(source: Source) -> tuple[Finding, ...]:
        wanted = [x for x in "12" if x not in source.text]
        return tuple(finding(source, 0, 0, x) for x in wanted)

    assert mend(SOURCE, examine).source.text == "21aabb"


def test_unsafe_fixes_and_those_of_other_files_stay_out() -> None:
    assert mend(SOURCE, replacing("a", "c", safe=False)).source.text == "aabb"
    assert mend(SOURCE, replacing("a", "c", safe=False), unsafe=True).source.text == "ccbb"
    other = Source("b", "aabb", Kind.NGINX)
    made = mend(SOURCE, lambda _: (finding(other, 0, 1, "c"),))
    assert (made.source.text, len(made.left)) == ("aabb", 1)


def test_fixes_that_never_end_are_not_begun() -> None:
    made = mend(SOURCE, lambda source: (finding(source, 0, 0, "a"),))
    assert (made.source.text, made.mended, len(made.left)) == ("aabb", 0, 1)


def test_advice_alone_is_no_fix() -> None:
    assert usable((Fix(Text("x"), safe=True),), unsafe=True) is None


def test_two_texts_for_one_new_file_are_not_both_written() -> None:
    def found(source: Source) -> tuple[Finding, ...]:
        """Find each `a` and `b`, whose fixes write the same file otherwise."""
        findings: list[Finding] = []
        for at, char in enumerate(source.text):
            edits = (source.edit(at, at + 1, "x"), source.new_file("new", char))
            fix = Fix(Text("x"), safe=True, edits=edits)
            if char in "ab":
                findings.append(
                    Finding(RULE, Party.BACKEND, Confidence.HIGH, Text("x"), fixes=(fix,))
                )
        return tuple(findings)

    made = mend(Source("f", "ab", Kind.NGINX), found)
    assert (made.source.text, dict(made.source.made)) == ("xb", {"new": "a"})
