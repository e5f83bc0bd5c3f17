"""Secrets are known by where they stand; names, attributes and schemes stay."""

from __future__ import annotations

import pytest

from corsac.render import redact


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("Authorization", "Bearer abc.def", "Bearer [redacted]"),
        ("Authorization", "abcdef", "[redacted]"),
        ("authorization", "", ""),
        ("Proxy-Authorization", "Basic dTpw", "Basic [redacted]"),
        ("Cookie", "sid=1; theme=dark; bare; empty=", None),
        ("Set-Cookie", "sid=1; Path=/; HttpOnly; SameSite=None", None),
        ("X-Api-Key", "k-123", "[redacted]"),
        ("X-Auth", "k-123", "[redacted]"),
        ("X-CSRF-Token", "k-123", "[redacted]"),
        ("Location", "https://a.example/cb?code=1';2&x=3#access_token=4", None),
        ("X-Echo", "authorization: Bearer abc", "authorization: Bearer [redacted]"),
        ("Access-Control-Allow-Headers", "Authorization, Cookie", "Authorization, Cookie"),
        ("Access-Control-Allow-Origin", "https://u:p@a.example", "https://[redacted]@a.example"),
        ("Content-Type", "text/html; charset=utf-8", "text/html; charset=utf-8"),
        ("Sec-WebSocket-Key", "nonce", "nonce"),
    ],
)
def test_a_header_is_shown_without_its_secret(name: str, value: str, shown: str | None) -> None:
    expected = {
        "Cookie": "sid=[redacted]; theme=[redacted]; [redacted]; empty=",
        "Set-Cookie": "sid=[redacted]; Path=/; HttpOnly; SameSite=None",
        "Location": "https://a.example/cb?code=[redacted]&x=3#access_token=[redacted]",
    }
    assert redact.header(name, value) == (expected[name] if shown is None else shown)


@pytest.mark.parametrize(
    "name",
    [
        "access_token",
        "apiKey",
        "api_key",
        "X-Amz-Signature",
        "X-Amz-Credential",
        "AWSAccessKeyId",
        "sig",
        "KEY",
        "client-secret",
        "password",
        "id%5Ftoken",
    ],
)
def test_a_parameter_of_this_name_is_secret(name: str) -> None:
    url = f"https://a.example/x?page=2&{name}=s3cret&sort=up"
    assert redact.url(url) == f"https://a.example/x?page=2&{name}=[redacted]&sort=up"
    assert redact.text(f"GET '{url}' failed") == (
        f"GET 'https://a.example/x?page=2&{name}=[redacted]&sort=up' failed"
    )


@pytest.mark.parametrize(
    "name", ["page", "country_code", "keyboard", "monkey", "author", "tokens2"]
)
def test_a_parameter_of_this_name_is_not(name: str) -> None:
    url = f"https://a.example/?{name}=plain"
    assert redact.url(url) == url


def test_user_and_password_leave_a_url_together() -> None:
    assert redact.url("https://user:p%40ss@a.example/") == "https://[redacted]@a.example/"
    assert redact.url("https://user@a.example/") == "https://[redacted]@a.example/"
    assert redact.url("https://a.example/@someone") == "https://a.example/@someone"
    assert redact.text("see https://u:p'q@a.example.") == "see https://[redacted]@a.example."


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Authorization Bearer abc", "Authorization [redacted]"),
        ("Bearer abc", "Bearer [redacted]"),
        ("X-Api-Key=abc", "X-Api-Key=[redacted]"),
        ("X-Trace 1", "X-Trace 1"),
        ("note: cookie: a=b", "note: cookie: a=[redacted]"),
        ("", ""),
    ],
)
def test_a_misspelt_header_hides_what_could_be_its_secret(typed: str, shown: str) -> None:
    assert redact.header_line(typed) == shown


def test_a_long_secret_is_hidden_wherever_it_turns_up() -> None:
    mask = redact.Mask(["correct-horse", "correct", "short"])
    assert mask.text("a correct-horse, short") == "a [redacted], short"
    assert mask.header("X-Echo", "correct-horse") == "[redacted]"
    assert mask.url("https://a.example/correct-horse?key=1") == (
        "https://a.example/[redacted]?key=[redacted]"
    )


def test_what_is_public_anyway_is_no_secret() -> None:
    mask = redact.Mask(["https://app.example"], public="https://app.example")
    assert mask.text("from https://app.example") == "from https://app.example"


def test_secrets_are_found_whole_and_in_parts() -> None:
    found = set(redact.secrets_in_header("Authorization", 'Digest username="me", response=a1b2'))
    assert {"me", "a1b2"} <= found
    assert set(redact.secrets_in_header("Cookie", 'a="1"; b')) == {"1", "b"}
    assert set(redact.secrets_in_header("Set-Cookie", "a=1; Path=/")) == {"1"}
    assert set(redact.secrets_in_header("X-Api-Key", "abc")) == {"abc"}
    assert "p@ss" in set(redact.secrets_in_url("https://u:p%40ss@a.example"))
    assert "user" in set(redact.secrets_in_url("https://user@a.example"))
    assert "a b" in set(redact.secrets_in_header("Location", "/?token=a%20b"))
    assert set(redact.secrets_in_header("X-Next", "/?token=ab'c&x=1")) == {"ab"}


@pytest.mark.parametrize(
    "text", ["://a:" * 12_000, "://@" * 15_000, "&token=" * 9_000, "a=" * 30_000, "," * 60_000]
)
def test_a_hostile_text_is_read_in_one_go(text: str) -> None:
    """Nothing here asserts a time: what took the square of the length would not come back."""
    mask = redact.Mask(redact.secrets_in_text(text))
    assert len(mask.text(text)) > 1000
    assert len(mask.header("X-Echo", text)) > 1000
    assert mask.header("Location", text)


def test_a_flood_of_cookies_drives_no_secret_of_the_request_out() -> None:
    flood = (f"cookie-{number:08}" for number in range(20_000))
    mask = redact.Mask(["correct-horse", *flood])
    assert mask.text("correct-horse") == "[redacted]"
