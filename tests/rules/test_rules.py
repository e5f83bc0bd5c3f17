"""The catalogue as a whole: every page's examples are run, and rules don't fight."""

from __future__ import annotations

import re
from importlib import resources
from itertools import pairwise

import pytest

from corsac.browser.outcome import Reason
from corsac.core.findings import Confidence
from corsac.rules import CATALOGUE, RuleModule, examine
from corsac.rules.example import examples_of
from tests.rules.play import above_info, case_of, play

#: The names under which causes are known; the second block is of those below or before CORS.
CAUSES = frozenset(
    {
        "acac-missing",
        "cloudflare-access-waf",
        "client-sends-response-headers",
        "corp-not-cors",
        "custom-header-not-allowed",
        "duplicate-acao",
        "error-hides-behind-cors",
        "framework-order",
        "invalid-token-list",
        "json-triggers-preflight",
        "local-network-access",
        "localhost-vs-127",
        "method-not-allowed",
        "mixed-content",
        "nginx-add-header",
        "no-cors-config",
        "null-origin",
        "origin-typo",
        "page-csp",
        "preflight-auth-401",
        "preflight-only-headers",
        "preflight-redirect",
        "preflight-route-404-405",
        "proxy-error-without-cors",
        "redirect-null-origin",
        "redirect-to-login",
        "server-unreachable",
        "star-literal-with-credentials",
        "tls-certificate",
        "wildcard-credentials",
        "wildcard-subdomain",
        "api-gateway-lambda",
        "authorization-not-covered-by-star",
        "cache-without-vary",
        "cookie-not-sent",
        "dev-proxy-missing-in-prod",
        "expose-headers",
        "function-not-deployed",
        "opaque-no-cors",
        "s3-presigned-region",
        "same-origin-rejected",
        "stale-preflight-cache",
        "vite-dev-cors-tightened",
        "bad-port",
        "header-misspelt",
        "preflight-cost",
        "websocket-origin-unchecked",
        "integrity-mismatch",
        "invalid-request",
        "keepalive-too-large",
        "malformed-answer",
        "no-cors-redirect-mode",
        "nosniff",
        "opaque-response-blocked",
        "redirect-credentials",
        "redirect-location-invalid",
        "redirect-loop",
        "redirect-mode-error",
        "redirect-scheme",
        "same-origin-mode",
        "scheme-not-http",
        "stream-needs-http2",
        "stream-redirected",
        "unexplained",
        "unusable-content",
        "websocket-refused",
    }
)

RULES = pytest.mark.parametrize("rule", CATALOGUE, ids=lambda rule: rule.RULE.name)


@RULES
def test_the_bad_example_gives_this_rule_alone(rule: RuleModule) -> None:
    bad, _ = examples_of(rule.RULE)
    assert [finding.rule.name for finding in examine(play(bad))] == [rule.RULE.name]


@RULES
def test_the_good_example_gives_nothing(rule: RuleModule) -> None:
    _, good = examples_of(rule.RULE)
    assert above_info(examine(play(good))) == []
    assert rule.RULE not in [finding.rule for finding in examine(play(good))]


def test_every_reason_to_block_is_claimed() -> None:
    claimed = {reason for rule in CATALOGUE for reason in rule.CLAIMS}
    assert claimed == set(Reason)


def test_codes_and_names_are_unique_and_in_order() -> None:
    codes = [rule.RULE.code for rule in CATALOGUE]
    assert all(one < other for one, other in pairwise(codes))
    assert len({rule.RULE.name for rule in CATALOGUE}) == len(CATALOGUE)


def test_causes_are_known_ones() -> None:
    assert {rule.RULE.cause for rule in CATALOGUE} <= CAUSES


def test_a_page_says_what_why_and_who() -> None:
    head = re.compile(r"^## (?!What guides get wrong$)(.+)$", re.MULTILINE)
    heads = {rule.RULE.name: head.findall(rule.RULE.page) for rule in CATALOGUE}
    assert heads == {name: ["Why", "Who mends it", "Bad", "Good"] for name in heads}


def test_a_file_is_named_as_its_rule() -> None:
    files = [rule.find.__module__.rpartition(".")[2] for rule in CATALOGUE]
    assert files == [rule.RULE.name.replace("-", "_") for rule in CATALOGUE]


@RULES
def test_the_message_starts_in_lower_case_and_is_one_line(rule: RuleModule) -> None:
    bad, _ = examples_of(rule.RULE)
    (finding,) = examine(play(bad))
    said = [finding.message, *finding.notes, *(fix.title for fix in finding.fixes)]
    for text in map(str, said):
        assert not text.endswith(".")
        assert "\n" not in text
    assert re.match(r"[a-z`]|Access-Control-|Cross-Origin-|Cloudflare|nginx", str(finding.message))


def test_the_bad_examples_that_name_a_reason_show_what_the_model_lacks() -> None:
    by_hand = {rule.RULE.name for rule in CATALOGUE if examples_of(rule.RULE)[0].ended}
    assert by_hand == {"stream-redirected", "opaque-response-blocked"}


def test_every_rule_in_the_folder_is_in_the_catalogue() -> None:
    folder = resources.files("corsac.rules")
    written = {
        file.name.removesuffix(".py").replace("_", "-")
        for file in folder.iterdir()
        if file.name.endswith(".py") and "\nRULE = Rule(" in file.read_text("utf-8")
    }
    assert written == {rule.RULE.name for rule in CATALOGUE}


def test_a_request_that_passes_is_not_examined_though_its_answer_looks_odd() -> None:
    text = (
        'https://app.example runs fetch("https://api.example/items")\n> GET /items\n'
        "< 500 Internal Server Error\n< Access-Control-Allow-Origin: *\n"
        "< Access-Control-Allow-Methods: [nonsense]\n"
    )
    assert above_info(examine(case_of(text))) == []


def test_what_was_not_sent_is_examined_though_its_stand_in_passes() -> None:
    text = (
        'https://app.example runs fetch("https://api.example/items", {"method": "PUT"})\n'
        "> OPTIONS /items\n< 204 No Content\n< Access-Control-Allow-Origin: *\n"
        "< Access-Control-Allow-Methods: PUT\n> PUT /items\n< 200 OK\n"
    )
    (finding,) = examine(case_of(text, sent=False))
    assert finding.rule.name == "headers-only-on-preflight"
    assert finding.confidence is not Confidence.HIGH


def test_a_rule_alone_reports_once() -> None:
    reported = {
        rule.RULE.name: [len(list(rule.find(play(each)))) for each in examples_of(rule.RULE)]
        for rule in CATALOGUE
    }
    assert {name: times for name, times in reported.items() if max(times) > 1} == {}
