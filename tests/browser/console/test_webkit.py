"""WebKitGTK's console lines."""

from __future__ import annotations

from corsac.browser.request import Api
from tests.browser.stories import API, APP, OTHER, Story, answer

DUE = f"Fetch API cannot load {API} due to access control checks."


def test_three_lines_of_which_the_third_repeats() -> None:
    line = f"Origin {APP} is not allowed by Access-Control-Allow-Origin. Status code: 404"
    console = Story("webkit").fetch(API, answer(404)).console
    assert console == (line, DUE, f"Failed to load resource: {line}")


def test_a_bad_preflight_tells_its_status() -> None:
    line = Story("webkit").fetch(API, answer(302, location=OTHER), method="PUT").console[0]
    assert line == "Preflight response is not successful. Status code: 302"


def test_a_comma_is_more_than_one_origin() -> None:
    line = Story("webkit").fetch(API, answer(allow_origin="a, b")).console[0]
    assert line == "Access-Control-Allow-Origin cannot contain more than one origin."


def test_a_redirect_that_fails_is_introduced() -> None:
    line = Story("webkit").fetch(API, answer(302, location=OTHER)).console[0]
    assert line.startswith(f"Cross-origin redirection to {OTHER} denied by Cross-Origin Resource")


def test_after_a_taint_the_origin_is_null() -> None:
    away = answer(302, allow_origin="*", location=OTHER)
    line = Story("webkit").fetch(API, away, answer(allow_origin=APP)).console[0]
    assert line.startswith("Origin null is not allowed")


def test_mode_same_origin() -> None:
    assert Story("webkit").fetch(API, mode="same-origin").console == (
        f"Fetch API cannot load {API}.",
    )
    moved = Story("webkit").fetch(f"{APP}/", answer(302, location=API), mode="same-origin")
    assert moved.console[0].startswith(f"Unsafe attempt to load URL {API} from origin {APP}.")
    assert Story("webkit").fetch(API, api=Api.WORKER).console == ()


def test_modules_have_no_second_line() -> None:
    console = Story("webkit").fetch(API, answer(), api=Api.MODULE).console
    assert len(console) == 2


def test_a_redirect_that_may_not_be_followed() -> None:
    away = answer(302, allow_origin="*", location=OTHER)
    line = Story("webkit").fetch(API, away, redirect="error").console[0]
    assert line == f"Not allowed to follow a redirection while loading {API}"
