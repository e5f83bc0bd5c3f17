"""The defects of nginx configurations, in the order of their codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.targets.defects.nginx import (
    body_headers_on_empty_answer,
    credentials_for_everyone,
    encoded_path_decoded,
    error_page_without_headers,
    every_options_answered,
    header_missing_on_errors,
    headers_lost_in_nested_block,
    headers_only_in_if,
    max_age_missing,
    not_one_origin,
    origin_in_any_case,
    origin_pattern_too_wide,
    origin_reflected,
    preflight_answer_differs,
    preflight_headers_on_every_answer,
    preflight_not_answered,
    proxied_path_broken,
    third_party_gets_cookies,
    upstream_headers_kept,
    upstream_name_not_sent,
    value_mistaken,
    vary_missing,
    wildcard_with_credentials,
)

if TYPE_CHECKING:
    from corsac.targets.defects.defect import Defect
    from corsac.targets.defects.nginx.tree import Config

DEFECTS: tuple[Defect[Config], ...] = (
    header_missing_on_errors,
    headers_lost_in_nested_block,
    headers_only_in_if,
    origin_reflected,
    wildcard_with_credentials,
    origin_pattern_too_wide,
    origin_in_any_case,
    vary_missing,
    upstream_headers_kept,
    every_options_answered,
    credentials_for_everyone,
    preflight_headers_on_every_answer,
    body_headers_on_empty_answer,
    max_age_missing,
    not_one_origin,
    upstream_name_not_sent,
    third_party_gets_cookies,
    proxied_path_broken,
    encoded_path_decoded,
    preflight_answer_differs,
    preflight_not_answered,
    error_page_without_headers,
    value_mistaken,
)
