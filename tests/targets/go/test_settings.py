"""What Go's CORS packages are told."""

from __future__ import annotations

import pytest

from corsac.targets.defects.source import Kind, Source
from corsac.targets.go.settings import read


def policy_text(fields: str) -> Source:
    return Source("main.go", f"package a\nvar c = cors.New(cors.Options{{{fields}}})\n", Kind.GO)


@pytest.mark.parametrize(
    ("fields", "origins"),
    [
        ("", ("*",)),
        ('AllowedOrigins: []string{"https://a.example", "https://*.b.example"}',
         ("https://a.example", "https://*.b.example")),
        ('AllowedOrigins: []string{"https://a.example/"}', ("https://a.example",)),
        ('AllowedOrigins: []string{"https://*", "http://*"}', ("*",)),
        ('AllowedOrigins: []string{"https://*"}', None),
        ('AllowedOrigins: []string{"https://a.example", site}', ("https://a.example",)),
        ("AllowedOrigins: []string{site}", None),
        ("AllowedOrigins: origins", None),
        ("AllowOriginFunc: isAllowed", None),
    ],
)  # fmt: skip
def test_the_origins_are_read(fields: str, origins: tuple[str, ...] | None) -> None:
    (reading,) = read(policy_text(fields))
    assert (reading.policy.allow_origins if reading.policy else None) == origins


@pytest.mark.parametrize(
    ("age", "seconds"), [("600", 600), ("12 * time.Hour", 43200), ("age", None)]
)
def test_the_rest_is_read(age: str, seconds: int | None) -> None:
    text = 'AllowedOrigins: []string{"https://a.example"}, AllowCredentials: true, '
    text += f'AllowedMethods: []string{{"PUT"}}, MaxAge: {age}'
    (reading,) = read(policy_text(text))
    assert reading.policy is not None
    assert reading.policy.allow_credentials
    assert reading.policy.allow_methods == ("PUT",)
    assert reading.policy.max_age == seconds
