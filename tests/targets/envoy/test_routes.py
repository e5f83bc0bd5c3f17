"""What Envoy's routes ask of a request, and what they answer by themselves."""

from __future__ import annotations

from corsac.targets.envoy.routes import OPTIONS, ended, has


def test_a_header_that_is_empty_counts_as_absent() -> None:
    assert has("Origin") == {"name": "Origin", "string_match": {"safe_regex": {"regex": ".+"}}}


def test_an_answer_is_for_every_path_of_what_matches() -> None:
    assert ended(204, [OPTIONS], {"a": "b"}) == {
        "match": {"prefix": "/", "headers": [OPTIONS]},
        "direct_response": {"status": 204},
        "typed_per_filter_config": {"a": "b"},
    }
