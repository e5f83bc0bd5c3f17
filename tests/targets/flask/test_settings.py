"""Flask-CORS's extension and decorator, as files have them."""

from __future__ import annotations

import pytest

from corsac.policy import Policy
from corsac.targets.flask.settings import read_values
from corsac.targets.settings.remarks import Effect
from tests.targets.settings.read import effects, reading, readings

HEAD = "import re\nfrom flask import Blueprint\nfrom flask_cors import CORS, cross_origin\n"
METHODS = ["GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"]
APP = Policy(allow_origins=["https://app.example"], allow_methods=METHODS, allow_headers="*")
EVERYONE = Policy(allow_origins="*", allow_methods=METHODS, allow_headers="*")
SET = "origins='https://app.example'"


def test_it_is_read_wherever_it_is_put() -> None:
    for text in (
        f"CORS(app, {SET})",
        f"cors = CORS()\ncors.init_app(app, {SET})",
        f"CORS(app, **dict({SET}))",
        "app.config['CORS_ORIGINS'] = 'https://app.example'\nCORS(app)",
        "CORS(app, resources={'/*': {'origins': ['https://app.example']}})",
        f"CORS(app, resources=['/*'], {SET})",
        f"CORS(app, resources=re.compile('/.*'), {SET})",
    ):
        assert reading(HEAD + text).policy == APP, text
    assert reading(HEAD + "CORS(app)").policy == EVERYONE
    assert readings(HEAD + "other.init_app(app)") == ()
    assert readings("CORS(app)  # flask_cors") == ()


def test_what_can_not_be_known_is_not_taken_for_everyone() -> None:
    found = reading(HEAD + "CORS(app, **options)")
    assert found.policy is None
    assert Effect.NOT_READ in effects(found)


def test_resources_are_routes() -> None:
    resources = "{r'/api/*': {'origins': 'https://app.example'}, '/one': {}}"
    found = reading(HEAD + f"CORS(app, resources={resources})")
    assert found.policy == Policy(routes={"/api": APP, "/one": EVERYONE})
    assert {Effect.PATH_PREFIX, Effect.WIDER} <= set(effects(found))
    root = reading(
        HEAD + f"CORS(app, {SET}, resources={{'/*': {{}}, '/open': {{'origins': '*'}}}})"
    )
    assert root.policy == APP.changed(routes={"/open": EVERYONE})


@pytest.mark.parametrize("key", [r"r'/v\d+/x'", "X", "'api'"])
def test_resources_that_are_no_route_are_told(key: str) -> None:
    found = reading(HEAD + f"CORS(app, resources={{{key}: {{}}}})")
    assert found.policy == Policy()
    assert Effect.NOT_READ in effects(found)
    other = reading(HEAD + "CORS(app, resources={'/a': X})")
    assert Effect.NOT_READ in effects(other)


def test_blueprints_and_views_are_routes() -> None:
    text = f"b = Blueprint('b', __name__, url_prefix='/b')\nCORS(b, {SET})\nCORS(app)\n"
    view = (
        "@app.get('/b')\n@cross_origin()\ndef f(): ...\n"
        f"@app.get('/v')\n@cross_origin({SET})\ndef g(): ..."
    )
    assert reading(HEAD + text).policy == EVERYONE.changed(routes={"/b": APP})
    both = EVERYONE.changed(routes={"/b": EVERYONE, "/v": APP})
    assert reading(HEAD + text + view).policy == both
    alone = reading(HEAD + f"@app.get('/v')\n@cross_origin({SET})\ndef g(): ...")
    assert alone.policy == Policy(routes={"/v": APP})
    assert Effect.ERRORS_BARE in effects(alone)
    unread = "b = Blueprint('b', __name__, url_prefix='/b')\nCORS(b, origins=X)"
    assert reading(HEAD + unread).policy is None


def test_a_text_with_certain_characters_is_an_expression() -> None:
    found = read_values({"origins": [r"https://.*\.a\.example", "https://*.b.example",
                                     "http://localhost:*"]})  # fmt: skip
    assert found.policy is not None
    assert found.policy.allow_origins == (
        "https://*.a.example",
        "https://*.b.example",
        "http://localhost:*",
    )
    assert effects(found).count(Effect.GLOB_AS_REGEX) == 2
    assert read_values({"origins": "https://*"}).policy == EVERYONE


def test_headers_and_methods_may_be_texts() -> None:
    given = {"origins": "https://a.example", "methods": "get, put", "allow_headers": "X-A, X-B",
             "expose_headers": "X-C, X-D", "max_age": "600"}  # fmt: skip
    found = read_values(given)
    assert found.policy == Policy(
        allow_origins=["https://a.example"],
        allow_methods=["GET", "PUT"],
        allow_headers=["X-A", "X-B"],
        expose_headers=["X-C", "X-D"],
        max_age=600,
    )
    assert Effect.HEADER_DEAD in effects(found)
    more = {"origins": "https://a.example", "methods": [5], "expose_headers": None}
    assert Effect.NOT_READ not in effects(read_values({**more, "methods": None}))
    assert Effect.NOT_READ in effects(read_values({**more, "methods": [object()]}))
    assert Effect.NOT_READ in effects(read_values({**more, "allow_headers": ["X-.*"]}))
    assert Effect.NOT_READ in effects(read_values({**more, "expose_headers": object()}))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, [Effect.ECHOES_WILDCARD]),
        ({"send_wildcard": True}, []),
        ({"supports_credentials": True}, [Effect.REFLECTS_EVERYONE]),
        (
            {"supports_credentials": True, "send_wildcard": True},
            [Effect.FAILS, Effect.REFLECTS_EVERYONE],
        ),
        ({"origins": "https://a.example"}, [Effect.VARY_MISSING]),
        ({"origins": ["https://a.example", "https://b.example"]}, [Effect.VARY_MISSING]),
        (
            {"origins": ["https://a.example", "https://b.example"], "vary_header": False},
            [Effect.VARY_MISSING],
        ),
        ({"origin": "https://a.example"}, [Effect.OPEN_BY_MISTAKE, Effect.VARY_MISSING]),
    ],
)
def test_what_it_does(given: dict[str, object], told: list[Effect]) -> None:
    assert effects(read_values(given)) == told
