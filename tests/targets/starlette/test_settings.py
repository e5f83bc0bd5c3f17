"""Starlette's and FastAPI's layer, as files have it."""

from __future__ import annotations

from corsac.policy import Policy
from corsac.targets.settings.remarks import Effect
from corsac.targets.starlette.settings import read_values
from tests.targets.settings.read import effects, reading, readings

HEAD = """
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import Mount
"""
ALWAYS = ["Accept", "Accept-Language", "Content-Language", "Content-Type"]
APP = Policy(
    allow_origins=["https://app.example"], allow_methods=["GET"], allow_headers=ALWAYS, max_age=600
)
SET = "allow_origins=['https://app.example']"


def test_it_is_read_wherever_it_is_put() -> None:
    for text in (
        f"app.add_middleware(CORSMiddleware, {SET})",
        f"app = Starlette(middleware=[Middleware(CORSMiddleware, {SET})])",
        f"app = CORSMiddleware(app, {SET})",
        f"def make():\n    x = X()\n    x.add_middleware(CORSMiddleware, {SET})",
        f"options = dict({SET})\napp.add_middleware(CORSMiddleware, **options)",
    ):
        assert reading(HEAD + text).policy == APP, text
    assert reading(HEAD + f"app = CORSMiddleware(app, {SET})").remarks == ()
    other = f"from fastapi.middleware.cors import CORSMiddleware as C\nx.add_middleware(C, {SET})"
    assert reading(other).policy == APP
    assert readings("app.add_middleware(CORSMiddleware)") == ()


def test_the_last_layer_decides() -> None:
    found = reading(
        HEAD + f"app.add_middleware(CORSMiddleware)\napp.add_middleware(CORSMiddleware, {SET})"
    )
    assert found.policy == APP
    assert Effect.SETTING_IDLE in effects(found)


def test_two_applications_have_two_readings() -> None:
    text = HEAD + f"a.add_middleware(CORSMiddleware)\nb.add_middleware(CORSMiddleware, {SET})"
    assert [each.policy for each in readings(text)] == [Policy(), APP]


def test_mounted_applications_are_routes() -> None:
    mounted = Policy(routes={"/api": APP})
    sub = f"sub.add_middleware(CORSMiddleware, {SET})\napp.mount('/api/', sub)"
    assert reading(HEAD + sub).policy == mounted
    inside = f"x = Mount('/api', app=a, middleware=[Middleware(CORSMiddleware, {SET})])"
    assert reading(HEAD + inside).policy == mounted
    both = reading(HEAD + f"app.add_middleware(CORSMiddleware, {SET})\n{sub}")
    assert both.policy == APP
    assert Effect.SETTING_IDLE in effects(both)
    unread = reading(HEAD + "sub.add_middleware(CORSMiddleware, allow_origins=X)\n"
                     "app.mount('/api', sub)")  # fmt: skip
    assert unread.policy is None


def test_what_can_not_be_known_is_said() -> None:
    found = reading(HEAD + "app.add_middleware(CORSMiddleware, **X)")
    assert found.policy is None
    assert Effect.NOT_READ in effects(found)


def test_arguments_that_it_does_not_take_are_told() -> None:
    assert effects(read_values({"allow_origin": ["https://a.example"]})) == [Effect.FAILS]


def test_private_networks_are_nobodys_header() -> None:
    given = {"allow_origins": ["https://a.example"], "allow_private_network": True}
    assert effects(read_values(given)) == [Effect.SETTING_IDLE]
    given["allow_private_network"] = False
    assert effects(read_values(given)) == []


def test_a_text_is_taken_in_parts() -> None:
    found = read_values({"allow_origins": "https://app.example", "allow_headers": "X-A"})
    assert effects(found) == [Effect.MATCHES_PARTS, Effect.LETTERS]
    assert found.policy is not None
    assert found.policy.allow_headers == ("X-A", *ALWAYS)
    assert read_values({"allow_origins": "*", "allow_headers": "*"}).remarks == ()


def test_expressions_match_whole() -> None:
    found = read_values({"allow_origins": {}, "allow_origin_regex": r"https://\w+\.a\.example"})
    assert found.policy is None or found.policy.allow_origins == ("https://{slug}.a.example",)
    assert read_values({"allow_origin_regex": None}).policy == Policy()
