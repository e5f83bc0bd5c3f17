"""Why a text is no pattern, and what was meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corsac.core.findings import Text
from corsac.policy.objections import OBJECTIONS, objection_to, repaired
from corsac.policy.pattern import parse_pattern
from tests.policy.strategies import origins, patterns

CASES = [
    ("", "origin-empty", "take it out"),
    ("https://a.com,https://b.com", "origin-list", 'write "https://a.com", "https://b.com"'),
    ("https://a.com https://b.com", "origin-list", 'write "https://a.com", "https://b.com"'),
    ("https://u:pw@a.com, https://b.com", "origin-list", 'write "https://***@a.com", "https://b.com"'),
    ("https://a.comhttps://b.com", "origin-joined", None),
    ("https://xn--a.example", "origin-punycode", None),
    ("https://xn--99999999.example:8443", "origin-punycode", None),
    ("https://[FE80::1]", "origin-upper-case", "write https://[fe80::1]"),
    (" https://a.com", "origin-blank", "write https://a.com"),
    ("https://a .com", "origin-blank", "take the blanks out"),
    ("https://a.com/" + "x" * 400, "origin-too-long", "write https://a.com"),
    ("https://" + "x" * 4000, "origin-too-long", None),
    ("file://", "origin-file", None),
    ("file:///srv/index.html", "origin-file", None),
    ("data:text/html,x", "origin-opaque", None),
    ("data:8080", "origin-scheme-missing", "write https://data:8080"),
    ("about:blank", "origin-inherited", None),
    ("javascript:alert(1)", "origin-inherited", None),
    ("blob:https://a.com/0f-1", "origin-inner", "write https://a.com"),
    ("view-source:https://a.com", "origin-inner", "write https://a.com"),
    ("blob:null", "origin-inner", None),
    ("https//a.com", "origin-scheme-missing", "write https://a.com"),
    ("https://a.*.com", "origin-wildcard", None),
    ("https://a.*", "origin-wildcard", None),
    ("https://a.*b.com", "origin-regex", None),
    ("Null", "origin-null", None),
    (r"^https://.*\.foo\.com$", "origin-regex", "write https://*.foo.com"),
    (r"https://([a-z]+\.)?foo\.com", "origin-regex", "write https://*.foo.com"),
    (r"https://(.+\.)*foo\.com", "origin-regex", "write https://*.foo.com"),
    (r"https?://foo\.com(:\d+)?", "origin-regex", None),
    (r"http://localhost:\d+", "origin-regex", "write http://localhost:*"),
    ("app.example", "origin-scheme-missing", "write https://app.example"),
    ("localhost:3000", "origin-scheme-missing", "write http://localhost:3000"),
    ("127.0.0.1:3000", "origin-scheme-missing", "write http://127.0.0.1:3000"),
    ("//app.example", "origin-scheme-missing", "write https://app.example"),
    ("*.foo.com", "origin-scheme-missing", "write https://*.foo.com"),
    ("https:app.example", "origin-scheme-missing", "write https://app.example"),
    ("*://app.example", "origin-wildcard-scheme", "write https://app.example"),
    ("http*://app.example", "origin-wildcard-scheme", "write https://app.example"),
    ("*://*", "origin-wildcard-scheme", "write *"),
    ("https://me:secret@app.example", "origin-user", "write https://app.example"),
    ("https://", "origin-host-missing", None),
    ("https://:443", "origin-host-missing", None),
    ("https:///app.example", "origin-host-missing", None),
    ("https://app.example/", "origin-trailing-slash", "write https://app.example"),
    ("https://app.example:443/", "origin-trailing-slash", "write https://app.example"),
    ("https://app.example/a/b?c#d", "origin-path", "write https://app.example"),
    ("https://app.example?x", "origin-path", "write https://app.example"),
    ("https://app.example:443", "origin-default-port", "write https://app.example"),
    ("http://localhost:80", "origin-default-port", "write http://localhost"),
    ("https://app.example:0", "origin-port", None),
    ("https://app.example:65536", "origin-port", None),
    ("https://app.example:08", "origin-port", None),
    ("https://app.example:x", "origin-port", None),
    ("https://app.example:٣", "origin-port", None),
    ("https://app.example:", "origin-port", None),
    ("https://bücher.example", "origin-unicode", "write https://xn--bcher-kva.example"),
    ("https://" + "ü" * 80 + ".example", "origin-unicode", None),
    ("HTTPS://App.Example", "origin-upper-case", "write https://app.example"),
    ("https://{sluk}.foo.com", "origin-placeholder-unknown", "write https://{slug}.foo.com"),
    ("https://pr-{number}.foo.com", "origin-placeholder-unknown", "write https://pr-{digits}.foo.com"),
    ("https://{sha}.foo.com", "origin-placeholder-unknown", "write https://{hex}.foo.com"),
    ("https://{slug}", "origin-placeholder", None),
    ("https://{slug}{hex}.foo.com", "origin-placeholder", None),
    ("https://*", "origin-wildcard", "write *"),
    ("https://app*.foo.com", "origin-wildcard", None),
    ("https://*.127.0.0.1", "origin-wildcard", None),
    ("https://010.0.0.1", "origin-address", "write https://10.0.0.1"),
    ("https://1.2.3.4.5", "origin-address", None),
    ("https://0x7f.1", "origin-address", None),
    ("https://[0:0::1]", "origin-address", "write https://[::1]"),
    ("https://[0:0::1]:8443", "origin-address", "write https://[::1]:8443"),
    ("https://[::ffff:1.2.3.4]", "origin-address", "write https://[::ffff:102:304]"),
    ("https://[1::2::3]", "origin-address", None),
    ("https://a!b.example", "origin-malformed", None),
    ("https://a..b.example", "origin-malformed", None),
    ("://app.example", "origin-wildcard-scheme", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "mend"), CASES, ids=[case[0][:40] for case in CASES])
def test_the_text_is_objected_to(text: str, code: str, mend: str | None) -> None:
    assert parse_pattern(text) is None
    objection, advice = objection_to(text)
    assert objection.code == code
    assert str(advice) == (mend or str(Text(objection.hint)))


def test_every_objection_has_a_case() -> None:
    assert {case[1] for case in CASES} == {objection.code for objection in OBJECTIONS}


@given(st.text(max_size=40) | origins() | patterns() | st.text("hps:/.*{}[]0a-:", max_size=30))
def test_whatever_is_no_pattern_has_an_objection_and_a_readable_mend(text: str) -> None:
    if parse_pattern(text) is None:
        objection, advice = objection_to(text)
        assert objection in OBJECTIONS
        assert str(advice)
    meant = repaired(text)
    assert meant is None or parse_pattern(meant) is not None
