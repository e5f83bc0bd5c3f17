"""A review: findings with their lines, counted once."""

from __future__ import annotations

from dataclasses import replace

from corsac.diagnose.review import review
from corsac.targets.defects import examine
from corsac.targets.defects.source import Kind, Source

INCLUDED = Source("cors.inc", "\tadd_header Access-Control-Allow-Origin *;\n", Kind.NGINX)
SITE = Source(
    "a.conf", "server {\n    include cors.inc;\n}\n", Kind.NGINX, includes={"cors.inc": (INCLUDED,)}
)


def test_a_finding_in_a_shared_include_counts_once_with_its_own_line() -> None:
    other = replace(SITE, name="b.conf")
    made = review([(each, examine(each)) for each in (SITE, other)], mended=2)
    assert (made.files, made.mended, len(made.findings)) == (2, 2, 1)
    assert made.sightings[0].line == " add_header Access-Control-Allow-Origin *;"


def test_what_can_be_mended_is_counted() -> None:
    source = Source("a.js", "x = await fetch(u, { mode: 'no-cors', x: 1 });\n", Kind.JAVASCRIPT)
    made = review([(source, examine(source))])
    assert (made.mendable(unsafe=False), made.mendable(unsafe=True)) == (0, 1)


def test_a_finding_without_a_place_has_no_line() -> None:
    (finding,) = examine(SITE)
    for span in (None, replace(finding.span, file="gone")) if finding.span else ():
        assert review([(SITE, (replace(finding, span=span),))]).sightings[0].line == ""
