"""The catalogue of causes that show in exchanges, one file each.

To add a rule: its file, and its line in the tuple below, in the order of the codes. What it
explains away, if anything, goes into `precedence`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from corsac.core.findings import Severity
from corsac.rules import (
    allow_credentials_not_true,
    allow_origin_invalid,
    allow_origin_null,
    api_gateway_without_headers,
    authorization_under_star,
    bad_port,
    body_cut_off,
    bucket_in_another_region,
    bucket_not_shared,
    cached_for_another_origin,
    certificate_for_other_name,
    certificate_not_trusted,
    certificate_out_of_date,
    challenged_by_firewall,
    connection_closed,
    connection_refused,
    cookie_kept_back,
    cookie_without_credentials,
    dev_proxy_bypassed,
    dev_server_lists_localhost,
    duplicate_allow_origin,
    embedder_policy,
    error_without_headers,
    expose_headers_in_vain,
    function_not_deployed,
    gateway_error_without_headers,
    header_list_malformed,
    header_misspelt,
    header_not_allowed,
    headers_not_exposed,
    headers_on_success_only,
    headers_only_on_preflight,
    host_unreachable,
    integrity_mismatch,
    invalid_request,
    json_needs_preflight,
    keepalive_too_large,
    local_network_access,
    local_network_permission,
    malformed_answer,
    max_age_absent,
    max_age_too_long,
    max_age_unreadable,
    method_in_wrong_case,
    method_list_malformed,
    method_not_allowed,
    mixed_content,
    name_not_resolved,
    no_answer_in_time,
    no_cors_headers,
    no_cors_redirect_mode,
    nosniff,
    null_origin,
    opaque_response,
    opaque_response_blocked,
    origin_list,
    origin_not_byte_equal,
    origin_not_listed,
    origin_pattern_sent,
    other_loopback_origin,
    other_origin_allowed,
    page_csp,
    page_sends_response_headers,
    plain_http_on_tls_port,
    preflight_block_without_headers,
    preflight_gateway_error,
    preflight_needs_login,
    preflight_not_ok,
    preflight_redirected,
    preflight_server_error,
    preflight_unknown_route,
    preflight_without_headers,
    redirect_location_invalid,
    redirect_loop,
    redirect_mode_error,
    redirect_taints_origin,
    redirect_target_without_headers,
    redirect_to_login,
    redirect_to_other_scheme,
    redirect_with_password,
    redirect_without_headers,
    resource_policy,
    route_without_headers,
    same_origin_mode,
    same_origin_rejected,
    scheme_not_http,
    star_with_credentials,
    stream_needs_http2,
    stream_redirected,
    tls_failed,
    unexplained,
    unusable_content,
    vary_origin_missing,
    websocket_origin_refused,
    websocket_origin_unchecked,
    websocket_refused,
    wildcard_with_credentials,
)
from corsac.rules.beside import without_crowd
from corsac.rules.precedence import in_order, without_consequences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corsac.browser.outcome import Block, Reason
    from corsac.core.findings import Finding, Rule
    from corsac.rules.case import Case


class RuleModule(Protocol):
    """What each rule's file holds: `CLAIMS` are the browser's reasons that it may be behind."""

    RULE: Rule
    CLAIMS: frozenset[Reason]

    def find(self, case: Case) -> Iterator[Finding]:
        """Find this rule's cause in the evidence: one finding, or none."""
        ...


#: Every rule, by code. At one place in the exchanges the earlier one is reported first.
CATALOGUE: tuple[RuleModule, ...] = (
    no_cors_headers,
    origin_not_listed,
    headers_only_on_preflight,
    error_without_headers,
    gateway_error_without_headers,
    headers_on_success_only,
    redirect_without_headers,
    route_without_headers,
    wildcard_with_credentials,
    allow_credentials_not_true,
    duplicate_allow_origin,
    origin_list,
    origin_not_byte_equal,
    other_loopback_origin,
    other_origin_allowed,
    origin_pattern_sent,
    allow_origin_null,
    allow_origin_invalid,
    header_misspelt,
    cached_for_another_origin,
    dev_server_lists_localhost,
    dev_proxy_bypassed,
    api_gateway_without_headers,
    bucket_not_shared,
    bucket_in_another_region,
    function_not_deployed,
    preflight_block_without_headers,
    preflight_without_headers,
    preflight_needs_login,
    preflight_unknown_route,
    preflight_server_error,
    preflight_gateway_error,
    preflight_redirected,
    preflight_not_ok,
    challenged_by_firewall,
    method_not_allowed,
    method_in_wrong_case,
    header_not_allowed,
    json_needs_preflight,
    page_sends_response_headers,
    star_with_credentials,
    method_list_malformed,
    header_list_malformed,
    redirect_to_login,
    redirect_taints_origin,
    redirect_target_without_headers,
    redirect_mode_error,
    redirect_loop,
    redirect_location_invalid,
    redirect_to_other_scheme,
    redirect_with_password,
    stream_redirected,
    null_origin,
    same_origin_mode,
    no_cors_redirect_mode,
    scheme_not_http,
    invalid_request,
    mixed_content,
    bad_port,
    local_network_access,
    stream_needs_http2,
    keepalive_too_large,
    page_csp,
    body_cut_off,
    name_not_resolved,
    connection_refused,
    host_unreachable,
    certificate_for_other_name,
    certificate_out_of_date,
    certificate_not_trusted,
    plain_http_on_tls_port,
    tls_failed,
    connection_closed,
    no_answer_in_time,
    malformed_answer,
    resource_policy,
    integrity_mismatch,
    nosniff,
    opaque_response_blocked,
    websocket_refused,
    unusable_content,
    websocket_origin_refused,
    embedder_policy,
    unexplained,
    vary_origin_missing,
    max_age_absent,
    max_age_too_long,
    max_age_unreadable,
    headers_not_exposed,
    expose_headers_in_vain,
    cookie_kept_back,
    cookie_without_credentials,
    opaque_response,
    local_network_permission,
    authorization_under_star,
    same_origin_rejected,
    websocket_origin_unchecked,
)


#: The rules that have something to say of requests that pass: remarks, and what `fetch()` stumbles
#: over when its caller reads the body.
WHILE_PASSING: tuple[RuleModule, ...] = tuple(
    rule
    for rule in CATALOGUE
    if rule.RULE.severity is not Severity.ERROR or rule.RULE is body_cut_off.RULE
)
_CLAIMS = {rule.RULE.name: rule.CLAIMS for rule in CATALOGUE}


def rules_for(case: Case) -> tuple[RuleModule, ...]:
    """Give the rules that have something to say of a case: all, or a few if it passes.

    That something was not sent counts as if it were blocked: the rules look at its stand-in.
    """
    return WHILE_PASSING if case.outcome.block is None and case.sent else CATALOGUE


def examine(case: Case) -> tuple[Finding, ...]:
    """Find what blocks a request, what would block it next, and what is worth a remark.

    Returns:
        One finding for each cause. The first is the cause of what the browser stopped at; the
        others follow in the order in which a browser would meet them; then remarks.
    """
    found = [finding for rule in rules_for(case) for finding in rule.find(case)]
    return settled(found, case.outcome.block)


def settled(findings: Iterable[Finding], block: Block | None) -> tuple[Finding, ...]:
    """Put findings in their order, without consequences and without a crowd of remarks.

    Args:
        findings: What rules found, in the catalogue's order.
        block: Where the browser stopped; its exchange is counted as the findings' are.
    """
    return without_crowd(in_order(without_consequences(findings), block, _CLAIMS))
