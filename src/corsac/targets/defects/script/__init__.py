"""The defects of JavaScript and TypeScript, in the order of their codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.targets.defects.script import (
    cors_after_routes,
    cors_options_not_an_origin,
    cors_options_reflect,
    cors_options_wildcard,
    cors_preflight_apart,
    cors_refusal_fails,
    cors_vary_forgotten,
    dev_answers_options,
    dev_host_unchecked,
    dev_option_misspelt,
    dev_proxy_answers,
    dev_proxy_bypassed,
    dev_proxy_import,
    dev_proxy_mounted,
    dev_proxy_object,
    dev_proxy_prefix,
    dev_proxy_socket,
    dev_server_open,
    dev_server_option_gone,
    header_entries,
    no_cors_mode,
    origin_checked_loosely,
    public_proxy,
    response_headers_in_request,
    rewrite_loses_path,
    rewrite_passes_answers,
    route_star,
    web_security_off,
)

if TYPE_CHECKING:
    from corsac.targets.defects.defect import Defect
    from corsac.targets.defects.syntax import Syntax

DEFECTS: tuple[Defect[Syntax], ...] = (
    cors_options_reflect,
    cors_options_wildcard,
    cors_options_not_an_origin,
    origin_checked_loosely,
    route_star,
    cors_after_routes,
    cors_refusal_fails,
    cors_vary_forgotten,
    cors_preflight_apart,
    dev_proxy_object,
    dev_option_misspelt,
    dev_server_open,
    dev_proxy_socket,
    dev_proxy_mounted,
    no_cors_mode,
    response_headers_in_request,
    public_proxy,
    web_security_off,
    dev_proxy_bypassed,
    header_entries,
    rewrite_loses_path,
    dev_server_option_gone,
    dev_proxy_answers,
    dev_proxy_prefix,
    dev_answers_options,
    dev_host_unchecked,
    dev_proxy_import,
    rewrite_passes_answers,
)
