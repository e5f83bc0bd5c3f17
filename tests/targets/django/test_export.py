"""The exports for Django, on Django under gunicorn: around an application that answers as told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.policy import Policy
from corsac.targets.export import ExportError, Options, export
from corsac.targets.exports import BY_NAME
from tests.targets.corpus import ORIGIN, RICH, STRANGER, ask, differences, policy, variants
from tests.targets.layers import assert_closed, assert_readable
from tests.targets.systems import running, written

if TYPE_CHECKING:
    from pathlib import Path

TARGETS = ("django", "django-corsac")


@pytest.mark.servers
@pytest.mark.parametrize(("target", "file"), variants(TARGETS))
def test_it_answers_as_the_corpus_says(target: str, file: str, tmp_path: Path) -> None:
    if target == "django" and file.startswith("every-"):
        with pytest.raises(ExportError, match="no wildcard"):
            written(target, Options(), file)
        return
    with running(target, tmp_path, policy=file) as (url, made):
        assert differences(url, file, made.warnings) == []


@pytest.mark.servers
@pytest.mark.parametrize("target", TARGETS)
def test_errors_of_django_itself_are_readable(target: str, tmp_path: Path) -> None:
    with running(target, tmp_path) as (url, _):
        for method, path, status in (
            ("GET", "/missing/", 404),
            ("GET", "/known", 301),
            ("GET", "/a%2Fb", 404),
            ("DELETE", "/known/", 405),
            ("GET", "/broken/", 500),
            ("HEAD", "/known/", 200),
            ("OPTIONS", "/known/", 405),
        ):
            assert_readable(ask(url, method, path, ORIGIN), status)
            assert_closed(ask(url, method, path, STRANGER))
        preflight = {"Access_Control_Request_Method": "PUT"}
        for path in ("/missing/", "/known", "/private/"):
            assert_readable(ask(url, "OPTIONS", path, ORIGIN, **preflight))


def test_what_the_package_does_otherwise_is_said() -> None:
    found = [each.code for each in written("django", Options()).warnings]
    assert found == ["app-headers", "preflight-status", "options-taken"]
    assert [each.code for each in written("django-corsac", Options()).warnings] == ["csrf-origins"]


def test_a_pattern_that_the_csrf_check_can_not_say_is_a_warning() -> None:
    preview = Policy(allow_origins=["https://pr-{digits}.example.net"], allow_credentials=True)
    made = export(BY_NAME["django"], preview.changed(max_age=0), Options())
    assert {"csrf-patterns", "max-age-zero"} <= {each.code for each in made.warnings}


def test_a_wildcard_with_credentials_is_refused() -> None:
    every = policy(RICH).changed(allow_headers="*")
    with pytest.raises(ExportError, match="no wildcard"):
        export(BY_NAME["django"], every, Options())


@pytest.mark.parametrize("target", TARGETS)
def test_what_is_pasted_says_where(target: str) -> None:
    (pasted,) = written(target, Options()).files
    assert "# At the end of " in pasted.text
