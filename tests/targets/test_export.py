"""What an export is made of, and what is refused before any system's syntax."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.policy import Policy
from corsac.targets.answer import Answer
from corsac.targets.export import (
    Address,
    Export,
    ExportError,
    ExportTarget,
    Options,
    Role,
    Upstream,
    export,
    unread_methods,
)
from corsac.targets.exports import EXPORTS

if TYPE_CHECKING:
    from collections.abc import Callable

ONE = Policy(allow_origins=["https://app.example"])


def target(role: Role = Role.APPLICATION) -> ExportTarget:
    return ExportTarget("x", "X", lambda _policy, _options: Export(()), role)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("8080", "127.0.0.1:8080"), ("localhost:1", "localhost:1"), ("[::1]:443", "[::1]:443")],
)
def test_an_address_is_read(text: str, shown: str) -> None:
    assert str(Address.of(text)) == shown


@pytest.mark.parametrize("text", ["", "x", "1.2.3.4", "a:0", "a:65536", "a b:1", "a:1;"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ExportError, match="host:port"):
        Address.of(text)


def test_an_upstream_is_read() -> None:
    api = Upstream.of("https://api.example/v1/")
    assert (str(api), api.authority, api.tls, api.named) == (
        "https://api.example/v1",
        "api.example",
        True,
        True,
    )
    local = Upstream.of("http://[::1]:8000")
    assert (str(local), local.tls, local.named) == ("http://[::1]:8000", False, False)
    assert Upstream.of("https://h:443").origin == "https://h"


@pytest.mark.parametrize(
    "text", ["x", "ftp://x", "http://u:p@x", "http://x?q", "http://x;y", "http://x:99999"]
)
def test_what_is_no_upstream_is_refused(text: str) -> None:
    with pytest.raises(ExportError) as caught:
        Upstream.of(text)
    assert caught.value.code == "upstream-unreadable"


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: Options(prefix="api"), "prefix-unreadable"),
        (lambda: Options(prefix="/a;b"), "prefix-unreadable"),
        (lambda: Options(application="a b"), "application-unreadable"),
        (lambda: Options(certificates="a;b"), "certificates-unreadable"),
    ],
)
def test_what_a_configuration_would_read_as_its_own_is_refused(
    make: Callable[[], Options], code: str
) -> None:
    with pytest.raises(ExportError) as caught:
        make()
    assert caught.value.code == code


def test_a_prefix_has_a_slash_at_its_end_once() -> None:
    assert [Options(prefix=each).inside for each in ("/", "/api")] == ["/", "/api/"]
    assert not Options(strip=True).stripped


@pytest.mark.parametrize(
    ("policy", "role", "upstream", "code"),
    [
        (Policy(allow_origins="*", routes={"/a": ONE}), Role.SERVER, None, "routes"),
        (Policy(), Role.SERVER, None, "nothing-allowed"),
        (ONE.changed(allow_headers=["x-$y"]), Role.SERVER, None, "name-unwritable"),
        (ONE, Role.APPLICATION, "http://x", "upstream-unused"),
        (ONE, Role.PROXY, None, "upstream-missing"),
        (ONE, Role.DEVELOPMENT, None, "upstream-missing"),
    ],
)
def test_what_a_system_can_not_enforce_is_refused(
    policy: Policy, role: Role, upstream: str | None, code: str
) -> None:
    options = Options(upstream=Upstream.of(upstream) if upstream else None)
    with pytest.raises(ExportError) as caught:
        export(target(role), policy, options)
    assert caught.value.code == code


def test_a_closed_policy_is_enough_for_development() -> None:
    options = Options(upstream=Upstream.of("http://x"))
    assert export(target(Role.DEVELOPMENT), Policy(), options) == Export(())


def test_a_server_that_reads_only_known_methods_says_so_where_all_are_allowed() -> None:
    every = Answer.of_policy(ONE.changed(allow_methods="*"))
    assert [each.code for each in unread_methods(every, "X")] == ["unread-methods"]
    assert unread_methods(Answer.of_policy(ONE), "X") == ()


def test_no_target_stands_twice() -> None:
    assert len({each.name for each in EXPORTS}) == len(EXPORTS)


@pytest.mark.parametrize("each", EXPORTS, ids=lambda each: each.name)
@pytest.mark.parametrize("full", [True, False])
def test_what_is_written_ends_in_one_newline_and_has_no_stray_space(
    each: ExportTarget, *, full: bool
) -> None:
    upstream = Upstream.of("https://api.example/v1") if each.role is not Role.APPLICATION else None
    options = Options(full=full, upstream=upstream, third_party=True, prefix="/api", strip=True)
    policy = Policy(
        allow_origins=["https://app.example", "https://*.example.com", "http://localhost:*"],
        allow_methods=["PUT"],
        allow_headers=["Content-Type"],
        expose_headers=["ETag"],
        max_age=600,
        timing_allow_origins="*",
        dangerously_allow_insecure_origins=True,
    )
    for file in export(each, policy, options).files:
        assert file.text.endswith("\n")
        assert not file.text.endswith("\n\n")
        assert all(line == line.rstrip() for line in file.text.splitlines())
