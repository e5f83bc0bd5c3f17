"""Envoy's routes: what a request has to have, and an answer that the upstream never sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corsac.targets.yaml import Tree

OPTIONS: Final[Tree] = {"name": ":method", "string_match": {"exact": "OPTIONS"}}


def has(name: str, value: str = ".+") -> Tree:
    """Match a request header as a whole; what is empty counts as absent."""
    return {"name": name, "string_match": {"safe_regex": {"regex": value}}}


def ended(status: int, matched: Sequence[Tree], filtered: Mapping[str, Tree]) -> Tree:
    """Answer without the upstream.

    Args:
        status: Of the answer.
        matched: What the request has to have.
        filtered: The filters' settings for this route.
    """
    return {
        "match": {"prefix": "/", "headers": list(matched)},
        "direct_response": {"status": status},
        "typed_per_filter_config": filtered,
    }
