"""aiohttp-cors, as files have it."""

from __future__ import annotations

from corsac.policy import Policy
from corsac.targets.aiohttp.settings import read_values
from corsac.targets.settings.remarks import Effect
from tests.targets.settings.read import effects, reading, readings

HEAD = "import aiohttp_cors\nfrom aiohttp_cors import ResourceOptions\n"
APP = "{'https://app.example': ResourceOptions(allow_headers=('X-A',))}"
GET = Policy(allow_origins=["https://app.example"], allow_methods=["GET"], allow_headers=["X-A"])
ALL = GET.changed(allow_methods="*")


def read(text: str, defaults: str = APP) -> Policy | None:
    return reading(HEAD + f"cors = aiohttp_cors.setup(app, defaults={defaults})\n" + text).policy


def test_routes_have_the_defaults() -> None:
    for text in (
        "cors.add(app.router.add_route('GET', '/a', f))",
        "cors.add(app.router.add_get('/a/', f))",
        "route = app.router.add_get('/a', f)\ncors.add(route)",
        "r = cors.add(app.router.add_resource('/a'))\ncors.add(r.add_route('GET', f))",
        "r = app.router.add_resource('/a')\ncors.add(r.add_route('GET', f))",
    ):
        assert read(text) == Policy(routes={"/a": GET}), text


def test_a_loop_over_all_routes_is_the_policy_itself() -> None:
    assert read("for route in list(app.router.routes()):\n    cors.add(route)") == ALL
    assert read("cors.add(f())\ncors.add(x)") == ALL
    assert read("") == ALL


def test_a_route_may_have_its_own_options() -> None:
    own = f"cors.add(app.router.add_get('/a', f), {APP})"
    assert read(own, "{}") == Policy(routes={"/a": GET})
    text = reading(HEAD + f"cors = aiohttp_cors.setup(app)\n{own}")
    assert text.policy == Policy(routes={"/a": GET})
    named = "cors.add(app.router.add_get('/a', f), config=X)"
    assert read(named) == Policy(routes={"/a": GET})
    twice = "cors.add(app.router.add_get('/a', f))\ncors.add(app.router.add_post('/a', f))"
    assert read(twice) == Policy(routes={"/a": GET.changed(allow_methods=["GET", "POST"])})


def test_paths_that_can_not_be_told_are_noted() -> None:
    for path in ("'/a/{x}'", "X", "'a'"):
        added = f"cors.add(app.router.add_get({path}, f))"
        found = reading(HEAD + f"cors = aiohttp_cors.setup(app, defaults={APP})\n{added}")
        assert Effect.NOT_READ in effects(found), path
    assert read("cors.add(X.add_route(Y, f))") is not None
    assert readings(HEAD) == ()


def test_origins_with_different_options_share_what_both_have() -> None:
    found = read_values(
        {
            "https://a.example": {"allow_headers": ["X-A", "X-B"], "allow_credentials": True},
            "https://b.example": {"allow_headers": ["x-b"], "allow_methods": ["put"], "max_age": 9},
        }
    )
    assert found.policy == Policy(
        allow_origins=["https://a.example", "https://b.example"],
        allow_headers=["X-B"],
        allow_methods=["PUT"],
        max_age=9,
    )
    assert Effect.NOT_READ in effects(found)
    stars = read_values({"https://a.example": {"allow_headers": "*"},
                         "https://b.example": {"allow_headers": ["X-A"]}})  # fmt: skip
    assert stars.policy is not None
    assert stars.policy.allow_headers == ("X-A",)


def test_everyone_is_given_back() -> None:
    assert effects(read_values({"*": {}})) == [Effect.ECHOES_WILDCARD, Effect.VARY_MISSING]
    found = read_values({"*": {"allow_credentials": True}})
    assert effects(found) == [Effect.VARY_MISSING, Effect.REFLECTS_EVERYONE]
    mixed = read_values({"*": {"allow_credentials": True}, "https://a.example": {}})
    assert Effect.REFLECTS_EVERYONE in effects(mixed)
    assert mixed.policy == Policy(allow_origins="*", allow_methods="*")


def test_what_it_does_not_take_is_told() -> None:
    assert Effect.FAILS in effects(read_values({"https://a.example": {"headers": "*"}}))
    assert read_values({"https://a.example": 5}).policy is None
    assert read_values({}).policy == Policy()
    assert read("", "X") is None
    none = read_values({"https://a.example": {"max_age": None, "allow_methods": None}})
    assert none.policy == Policy(allow_origins=["https://a.example"], allow_methods="*")
