"""The catalogue of defects seen in configurations and code, one file each, by language.

To add one: its file, and its line in the tuple of its folder. The page on top of the file holds
the bad and the good example that are its test.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from corsac.targets.defects import (
    apache,
    code,
    go,
    ignores,
    methods_of_policy,
    nginx,
    plain_http,
    policy_mistaken,
    script,
    settings,
)
from corsac.targets.defects.apache import tree as apache_tree
from corsac.targets.defects.code import loosely, python, readers
from corsac.targets.defects.go import loosely as loosely_in_go
from corsac.targets.defects.go import star_lists
from corsac.targets.defects.nginx import tree as nginx_tree
from corsac.targets.defects.plain_http import apache as plain_in_apache
from corsac.targets.defects.plain_http import nginx as plain_in_nginx
from corsac.targets.defects.plain_http import script as plain_in_script
from corsac.targets.defects.script import cra_proxy_open, cra_proxy_refused
from corsac.targets.defects.settings import (
    added_before,
    crash_without_headers,
    csrf_untold,
    flask_cors_defaults,
    flask_preflight_routed,
    methods_not_listed,
    request_not_imported,
)
from corsac.targets.defects.settings.remarked import Settings
from corsac.targets.defects.source import Kind
from corsac.targets.defects.syntax import Syntax
from corsac.targets.settings import readers as readers_of_settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corsac.core.findings import Finding, Rule
    from corsac.targets.defects.defect import Defect
    from corsac.targets.defects.source import Source

Tree = TypeVar("Tree")

_BY_LANGUAGE: tuple[Rule, ...] = (
    ignores.RULE,
    *(each.RULE for each in nginx.DEFECTS),
    *(each.RULE for each in apache.DEFECTS),
    *(each.RULE for each in code.DEFECTS),
    *(each.RULE for each in script.DEFECTS),
    *(each.RULE for each in settings.DEFECTS),
    request_not_imported.RULE,
    csrf_untold.RULE,
    flask_cors_defaults.RULE,
    flask_preflight_routed.RULE,
    methods_not_listed.RULE,
    added_before.RULE,
    crash_without_headers.RULE,
    *(each.RULE for each in go.DEFECTS),
    policy_mistaken.RULE,
    methods_of_policy.RULE,
    plain_http.RULE,
    cra_proxy_refused.RULE,
    cra_proxy_open.RULE,
)
#: Every defect's rule, by code.
RULES: tuple[Rule, ...] = tuple(sorted(_BY_LANGUAGE, key=lambda rule: rule.code))
_CONFIGURATIONS = frozenset({Kind.NGINX, Kind.APACHE, Kind.PYTHON, Kind.POLICY})
#: Code without any of these words has none of the defects, and is not parsed.
_CONCERNS = re.compile(
    r"cors|access-control|origin|web-?security|prox(?:y|ies)|localhost|127\.0\.0\.1|allowedHosts|"
    r"disableHostCheck|rewrites|path_?rewrite|devServer|request\.method|react-scripts|allorigins|codetabs|afeld|yacdn|freeboard|htmldriven",
    re.IGNORECASE,
)
_CODES = frozenset(rule.code for rule in RULES)


def examine(source: Source) -> tuple[Finding, ...]:
    """Find the defects of a file, in the order of its text.

    Raises:
        SourceError: The file can't be read as what it is.
        MissingParserError: The language's parser is not installed.
    """
    findings = ignores.kept(source, _findings(source), _CODES)
    return tuple(sorted(dict.fromkeys(findings), key=_place))


def _place(finding: Finding) -> tuple[str, int, int, str]:
    span = finding.span
    return (span.file, span.line, span.column, finding.code) if span else ("", 0, 0, finding.code)


def _all(defects: Iterable[Defect[Tree]], tree: Tree) -> Iterator[Finding]:
    for defect in defects:
        yield from defect.find(tree)


def _of_answers(findings: Iterable[Finding], others: Iterable[Finding]) -> Iterator[Finding]:
    """Leave out what is said of an answer's headers where another defect has them already.

    They are a request's, or a development server's, which is to send none.
    """
    of_requests, of_server = (
        {each.span.line for each in others if each.code == defect.RULE.code and each.span}
        for defect in (script.response_headers_in_request, script.dev_server_open)
    )
    if not of_server:
        yield from (x for x in findings if x.span is None or x.span.line not in of_requests)


def _findings(source: Source) -> Iterator[Finding]:
    if source.kind not in _CONFIGURATIONS and not _CONCERNS.search(source.text):
        return
    yield from methods_of_policy.find(source)
    match source.kind:
        case Kind.NGINX:
            config = nginx_tree.read(source)
            yield from _all(nginx.DEFECTS, config)
            yield from plain_in_nginx.find(config)
        case Kind.APACHE:
            lines = apache_tree.read(source)
            yield from _all(apache.DEFECTS, lines)
            yield from plain_in_apache.find(lines)
        case Kind.PYTHON:
            parsed = python.Python(source)
            yield from _all(code.DEFECTS, python.read(parsed))
            yield from _all(
                settings.DEFECTS, Settings(source, readers_of_settings.read(source), parsed)
            )
            yield from request_not_imported.find(parsed)
            yield from methods_not_listed.find(parsed)
            yield from loosely.find(parsed)
            yield from added_before.find(parsed)
            yield from crash_without_headers.find(parsed)
            yield from csrf_untold.find(parsed)
            yield from flask_cors_defaults.find(parsed)
            yield from flask_preflight_routed.find(parsed)
        case Kind.GO:
            tree = Syntax(source)
            yield from _all(code.DEFECTS, readers.read(tree))
            yield from _all(go.DEFECTS, tree)
            yield from loosely_in_go.find(tree)
            yield from star_lists.find(tree)
            yield from plain_in_script.find(tree)
        case Kind.JAVASCRIPT | Kind.TYPESCRIPT | Kind.TSX | Kind.MARKUP:
            tree = Syntax(source)
            found = tuple(_all(script.DEFECTS, tree))
            yield from _of_answers(_all(code.DEFECTS, readers.read(tree)), found)
            yield from found
            yield from _of_answers(plain_in_script.find(tree), found)
        case Kind.PACKAGE:
            yield from script.web_security_off.in_text(source)
            yield from script.dev_option_misspelt.in_text(source)
            yield from cra_proxy_refused.find(source)
            yield from cra_proxy_open.find(source)
        case Kind.SHELL:
            yield from script.web_security_off.in_text(source)
        case Kind.POLICY:
            yield from policy_mistaken.find(source)
