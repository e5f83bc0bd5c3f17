"""Quart-CORS's extension and decorators, as files have them."""

from __future__ import annotations

from corsac.policy import Policy
from corsac.targets.quart.settings import read_values
from corsac.targets.settings.remarks import Effect
from tests.targets.settings.read import effects, reading, readings

HEAD = "from quart import Blueprint\nfrom quart_cors import cors, route_cors\n"
METHODS = ["GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"]
APP = Policy(allow_origins=["https://app.example"], allow_methods=METHODS, allow_headers="*")
SET = "allow_origin='https://app.example'"


def test_application_blueprint_and_view() -> None:
    assert reading(HEAD + f"app = cors(app, {SET})").policy == APP
    blueprint = f"b = Blueprint('b', __name__, url_prefix='/b')\ncors(b, {SET})"
    assert reading(HEAD + blueprint).policy == Policy(routes={"/b": APP})
    view = f"@app.route('/a')\n@route_cors({SET})\nasync def f(): ..."
    assert reading(HEAD + view).policy == Policy(routes={"/a": APP})
    both = reading(HEAD + f"cors(app, {SET})\n@app.get('/<x>')\n@route_cors({SET})\ndef f(): ...")
    assert both.policy == APP
    assert effects(both) == [Effect.NOT_READ]


def test_configuration_counts_beneath() -> None:
    config = "app.config['QUART_CORS_ALLOW_ORIGIN'] = ['https://app.example']\ncors(app)"
    assert reading(HEAD + config).policy == APP
    assert readings("from quart_cors import cors") == ()


def test_a_blueprint_that_can_not_be_read_leaves_it_open() -> None:
    text = "b = Blueprint('b', __name__, url_prefix='/b')\ncors(b, allow_origin=X)"
    assert reading(HEAD + text).policy is None


def test_everyone_with_credentials_fails_at_every_request() -> None:
    found = read_values({"allow_credentials": True, "max_age": 5, "expose_headers": ["X-B"]})
    assert effects(found) == [Effect.FAILS]
    assert found.policy is not None
    assert (found.policy.max_age, found.policy.any_origin) == (5, True)


def test_none_stands_for_the_default() -> None:
    assert read_values({"allow_origin": None}).policy == read_values({}).policy
