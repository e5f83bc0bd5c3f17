"""Three shapes of the preflight cache, and what each lets through."""

from __future__ import annotations

from dataclasses import replace

from corsac.browser.preflight_cache import (
    Ask,
    CacheKey,
    EntryCache,
    Grant,
    MergingCache,
    WholeCache,
)

KEY = CacheKey("https://app.test", "https://app.test", "https://api.example/")
ASK = Ask(KEY, include=False, method="PUT", names=())
GRANT = Grant(KEY, include=False, methods=("PUT",), names=("x-a",), until=100)


def whole(*, by_entry: bool = True, authorization: bool = False) -> WholeCache:
    return WholeCache(wildcard_covers_authorization=authorization, wildcard_by_entry=by_entry)


def test_the_standard_keeps_methods_and_names_apart_and_adds_up() -> None:
    cache = EntryCache()
    cache.store(GRANT, 0)
    cache.store(replace(GRANT, methods=("PATCH",), names=("x-b",), until=200), 0)
    assert cache.covered_until(replace(ASK, names=("x-a", "x-b")), 0) == 100
    assert cache.covered_until(replace(ASK, method="PATCH"), 150) == 200
    assert cache.covered_until(replace(ASK, method="DELETE"), 0) is None
    assert cache.covered_until(ASK, 100) is None


def test_the_standards_wildcard_covers_all_but_authorization() -> None:
    cache = EntryCache()
    cache.store(replace(GRANT, methods=("*",), names=("*",)), 0)
    assert cache.covered_until(replace(ASK, names=("x-z",)), 0) == 100
    assert cache.covered_until(replace(ASK, names=("authorization",)), 0) is None


def test_an_entry_without_credentials_serves_no_request_with_them() -> None:
    for cache in (EntryCache(), whole(), MergingCache()):
        cache.store(GRANT, 0)
        assert cache.covered_until(replace(ASK, include=True), 0) is None


def test_an_entry_with_credentials_serves_both_but_not_in_firefox() -> None:
    answers: list[float | None] = []
    for cache in (EntryCache(), whole(), MergingCache()):
        cache.store(replace(GRANT, include=True), 0)
        answers.append(cache.covered_until(ASK, 0))
    assert answers == [100, 100, None]


def test_what_is_over_is_not_stored() -> None:
    for cache in (EntryCache(), whole(), MergingCache()):
        cache.store(replace(GRANT, until=0), 0)
        assert cache.covered_until(replace(ASK, method="GET"), 0) is None


def test_a_safelisted_method_asks_nothing_unless_a_listener_does() -> None:
    cache = EntryCache()
    cache.store(GRANT, 0)
    simple = replace(ASK, method="POST", names=("x-a",))
    assert cache.covered_until(simple, 0) == 100
    assert cache.covered_until(replace(simple, method_matters=True), 0) is None


def test_chromium_replaces_the_entry_and_drops_one_that_does_not_cover() -> None:
    cache = whole()
    cache.store(GRANT, 0)
    assert cache.covered_until(ASK, 0) == 100
    assert cache.covered_until(replace(ASK, method="PATCH"), 0) is None
    assert cache.covered_until(ASK, 0) is None, "it was dropped"


def test_chromium_forgets_when_the_next_answer_is_not_to_be_kept() -> None:
    cache = whole()
    cache.store(GRANT, 0)
    cache.store(replace(GRANT, until=0), 0)
    assert cache.covered_until(ASK, 0) is None


def test_a_kept_wildcard_is_one_by_the_entry_or_by_the_request() -> None:
    grant = replace(GRANT, include=True, methods=("*",), names=("*",))
    by_entry, by_request = whole(), whole(by_entry=False, authorization=True)
    for cache in (by_entry, by_request):
        cache.store(grant, 0)
    asked = replace(ASK, names=("authorization",))
    assert by_entry.covered_until(asked, 0) is None
    assert by_request.covered_until(asked, 0) == 100


def test_engines_with_one_entry_keep_it_when_the_request_itself_fails() -> None:
    cache = whole()
    cache.store(GRANT, 0)
    cache.clear(KEY)
    assert cache.covered_until(ASK, 0) == 100


def test_firefox_adds_up_and_takes_no_wildcard() -> None:
    cache = MergingCache()
    cache.store(GRANT, 0)
    cache.store(replace(GRANT, methods=("*",), names=("*", "x-b"), until=50), 0)
    assert cache.covered_until(replace(ASK, names=("x-a", "x-b")), 0) == 50
    assert cache.covered_until(replace(ASK, method="DELETE"), 0) is None
    assert cache.covered_until(replace(ASK, method="GET", names=("x-z",)), 0) is None
    cache.clear(KEY)
    assert cache.covered_until(ASK, 0) is None


def test_firefox_shortens_what_it_had_when_told_not_to_keep() -> None:
    cache = MergingCache()
    cache.store(GRANT, 0)
    cache.store(replace(GRANT, until=10), 10)
    assert cache.covered_until(ASK, 10) is None


def test_the_standard_clears_all_entries_of_a_key() -> None:
    cache = EntryCache()
    cache.store(GRANT, 0)
    cache.clear(KEY)
    assert cache.covered_until(ASK, 0) is None
