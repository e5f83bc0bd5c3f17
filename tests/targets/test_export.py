"""What an export is made of, and what is refused before any system's syntax."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corsac.policy import Policy
from corsac.targets._generated import VERIFIED
from corsac.targets.answer import Answer
from corsac.targets.export import (
    Address,
    Export,
    ExportError,
    ExportTarget,
    Options,
    Role,
    Upstream,
    Versions,
    export,
    unread_methods,
)
from corsac.targets.exports import BY_NAME, EXPORTS
from corsac.targets.reading import READ_METHODS
from tests.targets.corpus import FILES, policy

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
        pytest.param(lambda: Options(prefix="api"), "prefix-unreadable", id="no slash"),
        pytest.param(lambda: Options(prefix="/a;b"), "prefix-unreadable", id="semicolon"),
        pytest.param(lambda: Options(application="a b"), "application-unreadable", id="space"),
        pytest.param(lambda: Options(certificates="a;b"), "certificates-unreadable", id="file"),
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
    ("given", "role", "upstream", "code"),
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
    given: Policy, role: Role, upstream: str | None, code: str
) -> None:
    options = Options(upstream=Upstream.of(upstream) if upstream else None)
    with pytest.raises(ExportError) as caught:
        export(target(role), given, options)
    assert caught.value.code == code


def test_a_closed_policy_is_enough_for_development() -> None:
    options = Options(upstream=Upstream.of("http://x"))
    assert export(target(Role.DEVELOPMENT), Policy(), options) == Export(())


def test_a_server_that_reads_only_known_methods_says_so_where_all_are_allowed() -> None:
    every = Answer.of_policy(ONE.changed(allow_methods="*"))
    assert [each.code for each in unread_methods(every, "X")] == ["unread-methods"]
    assert unread_methods(Answer.of_policy(ONE), "X") == ()


NUMBERED = Versions("X", ("1.7.5", "1.29.3", "2"), "1.7.5")


def test_a_server_that_reads_few_methods_says_so_where_another_is_listed() -> None:
    usual = Answer.of_policy(ONE.changed(allow_methods=["PUT", "PURGE"]))
    invented = Answer.of_policy(ONE.changed(allow_methods=["FROB"]))
    lower = Answer.of_policy(ONE.changed(allow_methods=["frob"]))
    assert unread_methods(usual, "x", READ_METHODS) == ()
    assert unread_methods(invented, "x") == ()
    for answer, known in ((invented, READ_METHODS), (lower, None)):
        assert [each.code for each in unread_methods(answer, "x", known)] == ["unread-methods"]


@pytest.mark.parametrize("target", ["flask-cors", "go-rs-cors"])
def test_a_package_that_writes_methods_in_upper_case_says_so(target: str) -> None:
    for methods, expected in ((["FROB"], False), (["frob"], True)):
        made = export(BY_NAME[target], ONE.changed(allow_methods=methods), Options())
        assert ("method-case" in [each.code for each in made.warnings]) == expected


@pytest.mark.parametrize(
    ("asked", "begun"),
    [
        ("", "1.7.5"),
        ("1.7.5", "1.7.5"),
        ("1.28", "1.7.5"),
        ("1.29.2", "1.7.5"),
        ("1.29", "1.29.3"),
        ("1.31.3", "1.29.3"),
        ("2.0.1", "2"),
        ("17", "2"),
    ],
)
def test_a_version_has_the_syntax_of_the_last_change_before_it(asked: str, begun: str) -> None:
    assert NUMBERED.begun(asked) == begun


@pytest.mark.parametrize("asked", ["1.6", "0", "latest", "1..2", "-1", "1.2.3.4.5"])
def test_what_is_no_version_or_too_old_is_refused(asked: str) -> None:
    with pytest.raises(ExportError, match=r"is too old|no version") as caught:
        NUMBERED.begun(asked)
    assert caught.value.code == "version-unknown"


def test_a_version_that_changes_nothing_is_refused() -> None:
    with pytest.raises(ExportError) as caught:
        export(target(), ONE, Options(version="3"))
    assert caught.value.code == "version-unused"


def test_each_version_has_its_syntax() -> None:
    behind = Options(upstream=Upstream.of("http://x"), prefix="/api")

    def text(name: str, version: str, options: Options = behind) -> str:
        asked = replace(options, version=version)
        return "".join(file.text for file in export(BY_NAME[name], ONE, asked).files)

    assert "add_header_inherit merge;" in text("nginx", "1.29")
    assert "add_header_inherit" not in text("nginx", "1.28")
    assert "onProxyRes" in text("webpack", "4.15.2")
    assert "on: {" in text("webpack", "6.1.0")
    assert "pathFilter" not in text("cra", "2")
    assert text("cra", "3") == text("cra", "4")
    assert text("express", "4", Options()) == text("express", "5", Options())


def test_no_target_stands_twice() -> None:
    assert len({each.name for each in EXPORTS}) == len(EXPORTS)


def test_what_was_run_is_about_targets_that_there_are() -> None:
    assert VERIFIED.keys() <= {each.name for each in EXPORTS}
    assert all(run.passed > 0 and run.version and run.date for run in VERIFIED.values())


ALL_AT_ONCE = Policy(
    allow_origins=["https://app.example", "https://*.example.com", "http://localhost:*"],
    allow_methods=["PUT"],
    allow_headers=["Content-Type"],
    expose_headers=["ETag"],
    max_age=600,
    timing_allow_origins="*",
)
POLICIES = (
    *map(policy, FILES),
    ALL_AT_ONCE,
    Policy(allow_origins="*", expose_headers=["ETag"], max_age=0, timing_allow_origins="*"),
    Policy(allow_origins="*", allow_methods="*", allow_headers="*"),
    ONE.changed(allow_credentials=True, allow_headers="*"),
    ONE.changed(allow_credentials=True, allow_methods="*"),
)


@pytest.mark.parametrize("each", EXPORTS, ids=lambda each: each.name)
@pytest.mark.parametrize("full", [True, False], ids=["whole", "pasted"])
@pytest.mark.parametrize("upstream", ["https://api.example/v1", "http://127.0.0.1:8000"])
def test_every_policy_is_written_without_stray_space_or_refused_with_a_mend(
    each: ExportTarget, upstream: str, *, full: bool
) -> None:
    behind = Upstream.of(upstream) if each.role is not Role.APPLICATION else None
    third = upstream.startswith("https")
    options = Options(full=full, upstream=behind, third_party=third, prefix="/api", strip=third)
    mends: list[str] = []
    for given in POLICIES:
        try:
            made = export(each, given, options)
        except ExportError as refused:
            mends.append(str(refused.mend))
            continue
        for file in made.files:
            assert file.text.endswith("\n")
            assert not file.text.endswith("\n\n")
            assert all(line == line.rstrip() for line in file.text.splitlines())
    assert all(mends)
