"""What a rule advises the server: enough for this request, and nothing taken from the others."""

from __future__ import annotations

from corsac.core.findings import RemedyKind
from corsac.rules.reading.advice import open_resource_policy, remedy_for
from tests.rules.play import case_of

PUT = """https://app.example runs fetch("https://api.example/items", {"method": "PUT", "headers": {"X-Trace": "1"}})
> OPTIONS /items
< 204 No Content
< Access-Control-Allow-Origin: https://app.example
"""  # noqa: E501 - the line as a page's author writes it


def test_what_the_server_lists_already_stays_listed() -> None:
    lists = "< Access-Control-Allow-Methods: GET, DELETE\n< Access-Control-Allow-Headers: X-A\n"
    remedy = remedy_for(case_of(PUT + lists), RemedyKind.ANSWER_PREFLIGHT)
    assert remedy.methods == ("DELETE", "PUT")
    assert remedy.headers == ("x-a", "x-trace")


def test_a_wildcard_or_a_malformed_list_is_not_carried_on() -> None:
    lists = "< Access-Control-Allow-Methods: PUT GET\n< Access-Control-Allow-Headers: *\n"
    remedy = remedy_for(case_of(PUT + lists), RemedyKind.ANSWER_PREFLIGHT)
    assert (remedy.methods, remedy.headers) == (("PUT",), ("x-trace",))


def test_methods_in_small_letters_are_listed_as_they_are_meant() -> None:
    lists = "< Access-Control-Allow-Methods: get, put, Patch, purge\n"
    remedy = remedy_for(case_of(PUT + lists), RemedyKind.ANSWER_PREFLIGHT)
    assert remedy.methods == ("PUT", "PATCH", "purge")


def test_without_a_preflight_there_is_nothing_to_list() -> None:
    bare = 'https://app.example runs fetch("https://api.example/")\n> GET /\n< 200 OK\n'
    remedy = remedy_for(case_of(bare), RemedyKind.SEND_HEADERS)
    assert (remedy.methods, remedy.headers, remedy.credentials) == ((), (), False)


def test_what_is_public_is_opened_to_be_embedded() -> None:
    assert open_resource_policy().snippet == "Cross-Origin-Resource-Policy: cross-origin"
