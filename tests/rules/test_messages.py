"""What findings say in the details: the sentence that only one situation leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.rules import examine
from corsac.rules.case import ProbeKind

if TYPE_CHECKING:
    from corsac.core.findings import Finding
from tests.rules.play import above_info, case_of

GET = """https://app.example runs fetch("https://api.example/items")
> GET /items
"""
COOKIES = """https://app.example runs fetch("https://api.example/items", {"credentials": "include"})
> GET /items
"""
PATCH = """https://app.example runs fetch("https://api.example/items", {"method": "patch"})
> OPTIONS /items
"""


def _sentences(finding: Finding) -> list[str]:
    return [str(text) for text in (finding.message, *finding.notes)]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            GET + "< 200 OK\n< Access-Control-Allow-Origin:\n",
            "Access-Control-Allow-Origin is empty",
        ),
        (
            COOKIES + "< 200 OK\n< Access-Control-Allow-Origin: https://app.example\n"
            "< Access-Control-Allow-Credentials: true\n< Access-Control-Allow-Credentials: true\n",
            "it stands there twice: two layers add it",
        ),
        (
            'https://app.example runs fetch("https://api.example/", {"method": "trace"})',
            "no page may send the method trace",
        ),
        (GET + "! too-large\n", "the header of https://api.example's answer has no end in sight"),
        (GET + "! tls-not-yet-valid\n", "the certificate at https://api.example is not valid yet"),
        (GET + "! tls-self-signed\n", "the certificate at https://api.example is self-signed"),
        (
            GET + "! tls-unknown-issuer\n",
            "the certificate at https://api.example is from an unknown issuer",
        ),
        (GET + "! malformed bad line\n", "the system says: bad line"),
        (
            PATCH + "< 200 OK\n< Access-Control-Allow-Origin: *\n",
            "methods are compared letter by letter: did you mean PATCH?",
        ),
        (
            GET + "< 302 Found\n< Access-Control-Allow-Origin: *\n"
            "< Location: http://api.example/items\n",
            "the server redirects an https page's request to an http URL",
        ),
        (
            GET + "< 302 Found\n< Access-Control-Allow-Origin: *\n< Location: https://c.example/\n"
            "> GET https://c.example/\n< 404 Not Found\n",
            "its status is 404",
        ),
        (
            (
                'https://app.example runs script("https://cdn.example/lib.js")\n'
                "> GET /lib.js\n< 404 Not Found\n"
            ),
            "its status is 404",
        ),
        (
            'https://app.example runs script("https://cdn.example/lib.js")\n! content\n',
            "the response was let in, but the element can't use it",
        ),
        (
            PATCH + "< 204 No Content\n? stand-in\n> GET /items\n> Origin: https://app.example\n"
            "< 200 OK\n< Vary: Origin\n",
            "its answer has Vary: Origin, but no Access-Control-Allow-Origin",
        ),
        (
            PATCH + "< 204 No Content\n? stand-in\n> GET /items\n> Origin: https://app.example\n"
            "< 200 OK\n< Access-Control-Allow-Origin: *\n",
            "the preflight's answer carries no CORS headers, though the response does",
        ),
    ],
)
def test_it_is_said(text: str, sentence: str) -> None:
    assert sentence in _sentences(examine(case_of(text))[0])


def test_arguments_that_a_browser_refuses_are_named() -> None:
    case = case_of('https://app.example runs fetch("https://api.example/", {"mode": "navigate"})')
    assert "the browser refuses these arguments" in str(examine(case)[0].message)


def test_nosniff_is_blamed_only_where_it_makes_the_difference() -> None:
    script = 'https://app.example runs script("https://cdn.example/lib.js")\n> GET /lib.js\n'
    nosniff = "< X-Content-Type-Options: nosniff\n"
    html, image = "< Content-Type: text/html\n", "< Content-Type: image/png\n"
    told = {
        "200 OK": html + nosniff,
        "404 Not Found": html + nosniff,
        "203 Non-Authoritative Information": image + nosniff,
    }
    found = [
        [each.rule.name for each in examine(case_of(f"{script}< {status}\n{lines}"))]
        for status, lines in told.items()
    ]
    assert found == [["nosniff"], ["unusable-content"], ["unusable-content"]]


def test_values_are_shortened() -> None:
    text = GET + "< 200 OK\n< Access-Control-Allow-Origin: " + "," * 65536 + "x\n"
    for sentence in _sentences(examine(case_of(text))[0]):
        assert len(sentence) < 400


def test_no_token_of_a_url_is_repeated() -> None:
    text = COOKIES + "< 302 Found\n< Location: https://login.example/authorize?state=sesame#open\n"
    (finding,) = examine(case_of(text))
    assert "sesame" not in str(_sentences(finding))
    assert finding.where is not None
    assert finding.where.value == "https://login.example/authorize"


def test_a_stand_in_for_another_method_proves_nothing_by_failing() -> None:
    text = (
        PATCH + "< 204 No Content\n< Access-Control-Allow-Origin: *\n"
        "< Access-Control-Allow-Methods: patch\n> PATCH /items\n< 404 Not Found\n"
    ).replace("> PATCH", "> patch")
    assert above_info(examine(case_of(text, sent=False))) == []
    assert [finding.rule.name for finding in examine(case_of(text))] == ["error-without-headers"]


def test_a_stand_in_for_another_method_shows_missing_headers_with_less_confidence() -> None:
    text = (
        PATCH + "< 204 No Content\n< Access-Control-Allow-Origin: *\n"
        "< Access-Control-Allow-Methods: patch\n> patch /items\n< 200 OK\n"
    )
    (finding,) = examine(case_of(text, sent=False))
    assert finding.rule.name == "headers-only-on-preflight"
    assert "seen on a GET in place of the patch, which was not sent" in _sentences(finding)


def test_what_passes_gives_no_finding_whatever_probes_show() -> None:
    text = GET + "< 200 OK\n< Access-Control-Allow-Origin: *\n? no-origin\n> GET /items\n< 200 OK\n"
    case = case_of(text)
    assert examine(case) == ()
    assert case.probe(ProbeKind.NO_ORIGIN) is not None
    assert case.probe(ProbeKind.STAND_IN) is None


def test_a_request_to_the_pages_own_origin_is_not_judged() -> None:
    text = 'https://app.example runs fetch("https://app.example/items")\n> GET /items\n! reset\n'
    assert [finding.rule.name for finding in examine(case_of(text))] == ["connection-closed"]


def test_that_another_origin_is_let_in_shows_a_list() -> None:
    text = (
        GET + "< 200 OK\n? other-origin\n> GET /items\n> Origin: https://b.example\n"
        "< 200 OK\n< Access-Control-Allow-Origin: https://b.example\n"
    )
    (finding,) = examine(case_of(text))
    assert (finding.rule.name, finding.confidence) == ("origin-not-listed", "medium")


def test_a_server_without_cors_is_not_told_from_a_silent_list_until_others_are_tried() -> None:
    doubt = "a server that has a list without this origin, and sends no Vary, looks the same"
    tried = "? other-origin\n> GET /items\n> Origin: https://b.example\n< 200 OK\n"
    assert doubt in _sentences(examine(case_of(GET + "< 200 OK\n"))[0])
    assert doubt not in _sentences(examine(case_of(GET + "< 200 OK\n" + tried))[0])
