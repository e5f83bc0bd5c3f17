"""Readers are chosen by a file's language and words; every library of the table is read."""

from __future__ import annotations

import pytest

from corsac.targets.defects.source import Kind, Source, SourceError
from corsac.targets.settings.readers import BY_SYSTEM, READERS, read
from tests.targets.settings.old import OLD


@pytest.mark.parametrize(("system", "text"), OLD)
def test_each_file_is_read_by_its_librarys_reader_alone(system: str, text: str) -> None:
    (reading,) = read(Source("app.py", text, Kind.PYTHON))
    assert reading.system == system
    assert reading.policy is not None
    assert reading.span is not None
    assert all(remark.span for remark in reading.remarks)


def test_other_files_are_nobodys() -> None:
    assert read(Source("app.py", "import os", Kind.PYTHON)) == ()
    assert read(Source("app.js", "CORSMiddleware", Kind.JAVASCRIPT)) == ()
    for reader in READERS:
        words = " ".join(reader.marks)
        assert read(Source("app.py", f"# {words}", Kind.PYTHON)) == ()


def test_what_is_no_python_says_so() -> None:
    with pytest.raises(SourceError, match="no Python"):
        read(Source("app.py", "CORSMiddleware(", Kind.PYTHON))


@pytest.mark.parametrize(
    ("system", "given"),
    [
        ("starlette", {"allow_origins": ["https://app.example"]}),
        ("django", {"CORS_ALLOWED_ORIGINS": ["https://app.example"], "DEBUG": True}),
        ("flask", {"origins": ["https://app.example"], "CORS_MAX_AGE": 5}),
        ("quart", {"allow_origin": ["https://app.example"], "QUART_CORS_MAX_AGE": 5}),
        ("aiohttp", {"https://app.example": {"allow_headers": ["X-A"]}}),
        ("litestar", {"allow_origins": ["https://app.example"]}),
    ],
)
def test_values_of_a_running_program_are_read_too(system: str, given: dict[str, object]) -> None:
    read_values = BY_SYSTEM[system].read_values
    assert read_values is not None
    policy = read_values(given).policy
    assert policy is not None
    assert policy.allow_origins == ("https://app.example",)
