"""django-cors-headers' settings, as files have them."""

from __future__ import annotations

import pytest

from corsac.policy import Policy
from corsac.targets.django.settings import read_values
from corsac.targets.settings.remarks import Effect
from tests.targets.settings.read import effects, reading, readings

APP = "CORS_ALLOWED_ORIGINS = ['https://app.example']\n"
HEADERS = ["accept", "authorization", "content-type", "user-agent", "x-csrftoken",
           "x-requested-with"]  # fmt: skip
METHODS = ["DELETE", "GET", "OPTIONS", "PATCH", "POST", "PUT"]
PLAIN = Policy(
    allow_origins=["https://app.example"],
    allow_headers=HEADERS,
    allow_methods=METHODS,
    max_age=86_400,
)
FIRST = "MIDDLEWARE = ['corsheaders.middleware.CorsMiddleware', 'x']\n"


def test_settings_have_their_defaults() -> None:
    assert reading(APP).policy == PLAIN
    assert reading(FIRST).policy == Policy()
    assert (
        reading("class Base:\n    CORS_ALLOWED_ORIGINS = ['https://app.example']").policy == PLAIN
    )
    assert readings("CORS_SOMETHING = 1") == ()
    assert readings("import flask\n" + APP) == ()


def test_the_librarys_lists_are_known() -> None:
    text = APP + (
        "from corsheaders.defaults import default_headers, default_methods\n"
        "CORS_ALLOW_HEADERS = (*default_headers, 'x-a')\n"
        "CORS_ALLOW_METHODS = list(default_methods)\n"
    )
    assert reading(text).policy == PLAIN.changed(allow_headers=[*HEADERS, "x-a"])


def test_older_names_count_where_the_newer_are_not_set() -> None:
    assert reading("CORS_ORIGIN_WHITELIST = ['https://app.example']").policy == PLAIN
    both = reading(APP + "CORS_ORIGIN_WHITELIST = ['https://other.example']")
    assert both.policy == PLAIN
    assert effects(both) == [Effect.SETTING_IDLE]


def test_everyone_makes_the_rest_idle() -> None:
    found = reading(APP + "CORS_ALLOW_ALL_ORIGINS = True\nCORS_ALLOW_CREDENTIALS = True")
    assert found.policy == PLAIN.changed(allow_origins="*")
    assert effects(found) == [Effect.SETTING_IDLE, Effect.REFLECTS_EVERYONE]


def test_a_star_among_the_origins_is_no_star() -> None:
    found = reading("CORS_ALLOWED_ORIGINS = ['*', 'https://app.example']")
    assert found.policy == PLAIN
    assert effects(found) == [Effect.NEVER_MATCHES]


def test_paths_become_a_route() -> None:
    assert reading(APP + "CORS_URLS_REGEX = r'^/api/.*$'").policy == Policy(routes={"/api": PLAIN})
    assert reading(APP + "CORS_URLS_REGEX = r'^.*$'").policy == PLAIN
    prefix = reading(APP + "import re\nCORS_URLS_REGEX = re.compile('^/api')")
    assert effects(prefix) == [Effect.PATH_PREFIX]
    for other in ("r'^/a|/b$'", "X"):
        found = reading(APP + f"CORS_URLS_REGEX = {other}")
        assert found.policy == PLAIN
        assert effects(found) == [Effect.NOT_READ]


def test_the_middleware_has_its_place() -> None:
    assert effects(reading(APP + FIRST)) == []
    assert effects(reading(APP + "MIDDLEWARE = ['x']")) == [Effect.FAILS]
    assert effects(reading(APP + "MIDDLEWARE = ['x', Y]")) == []
    late = "['django.middleware.common.CommonMiddleware', 'corsheaders.middleware.CorsMiddleware']"
    assert effects(reading(APP + f"MIDDLEWARE = {late}")) == [Effect.ERRORS_BARE]


def test_receivers_decide_in_code() -> None:
    text = APP + "from corsheaders.signals import check_request_enabled\n"
    found = reading(text + "check_request_enabled.connect(f)")
    assert effects(found) == [Effect.NOT_READ]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"CORS_ALLOW_ORIGINS": ["https://app.example"]}, [Effect.SETTING_UNKNOWN]),
        ({"CORS_ZZZZZZZZ": 1}, [Effect.SETTING_UNKNOWN]),
        (
            {"CORS_ALLOWED_ORIGINS": "https://a.example"},
            [Effect.LETTERS, Effect.NULL_ALLOWED],
        ),
        (
            {"CORS_ALLOWED_ORIGINS": ["a.example"]},
            [Effect.NULL_ALLOWED, Effect.NEVER_MATCHES],
        ),
        (
            {"CORS_ALLOWED_ORIGINS": ["https://a.example"], "CORS_ALLOW_METHODS": "PUT"},
            [Effect.LETTERS],
        ),
        (
            {"CORS_ALLOWED_ORIGINS": ["https://a.example"], "CORS_ALLOW_HEADERS": ["*"]},
            [Effect.WILDCARD_DEAD],
        ),
        (
            {
                "CORS_ALLOWED_ORIGINS": ["https://a.example"],
                "CORS_ALLOW_HEADERS": ["*"],
                "CORS_ALLOW_CREDENTIALS": True,
                "CORS_PREFLIGHT_MAX_AGE": 0,
            },
            [Effect.WILDCARD_DEAD, Effect.MAX_AGE_CHANGED],
        ),
    ],
)
def test_what_it_does(given: dict[str, object], told: list[Effect]) -> None:
    assert effects(read_values(given)) == told
