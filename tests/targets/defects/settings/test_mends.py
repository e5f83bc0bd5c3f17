"""Settings mended where they stand: each kind of remark."""

from __future__ import annotations

import re

import pytest

from corsac.targets.defects import examine
from corsac.targets.defects.code.python import Python
from corsac.targets.defects.edits import mend
from corsac.targets.defects.settings.mends import Asked
from corsac.targets.defects.settings.nodes import Nodes
from corsac.targets.defects.source import Kind, Source
from corsac.targets.settings.remarks import Effect, Remark

DJANGO = """\
MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware"]
CORS_ALLOW_CREDENTIALS = True
"""
FLASK = """\
from flask import Flask
from flask_cors import CORS

app = Flask(__name__)


@app.after_request
def vary(response):
    response.vary.add("Origin")
    return response


"""
FASTAPI = """\
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

"""


def mended(text: str, *origins: str, head: str = "", unsafe: bool = True) -> str:
    source = Source("a.py", head + text, Kind.PYTHON, origins)
    return mend(source, examine, unsafe=unsafe).source.text.removeprefix(head)


def layer(arguments: str) -> str:
    return f"app.add_middleware(CORSMiddleware, {arguments})\n"


ALL = "CORS_ALLOW_ALL_ORIGINS = True\n"
WITH = ", allow_credentials=True"
HELD = ", supports_credentials=True"


@pytest.mark.parametrize(
    ("head", "pasted", "better"),
    [
        (DJANGO, ALL, 'CORS_ALLOWED_ORIGINS = ["https://a.example"]\n'),
        (
            DJANGO,
            'CORS_ALLOWED_ORIGIN_REGEXES = [r"^.*$"]\n',
            'CORS_ALLOWED_ORIGIN_REGEXES = [r"^https://a\\.example$"]\n',
        ),
        (
            FASTAPI,
            layer('allow_origins=["*"], allow_credentials=True'),
            layer('allow_origins=["https://a.example"], allow_credentials=True'),
        ),
        (
            FASTAPI,
            layer('allow_origins="*", allow_credentials=True'),
            layer('allow_origins=["https://a.example"], allow_credentials=True'),
        ),
        (
            FASTAPI,
            layer('allow_origin_regex=".*", allow_credentials=True'),
            layer('allow_origins=["https://a.example"], allow_credentials=True'),
        ),
        (
            FASTAPI,
            layer('allow_origins=[], allow_origin_regex=".*", allow_credentials=True'),
            layer('allow_origins=["https://a.example"], allow_credentials=True'),
        ),
        (
            FASTAPI,
            layer('allow_origins=["https://b.example"], allow_origin_regex=".*"' + WITH),
            layer('allow_origins=["https://b.example", "https://a.example"]' + WITH),
        ),
        (
            FASTAPI,
            layer('allow_origins=["https://a.example"], allow_origin_regex=".*"' + WITH),
            layer('allow_origins=["https://a.example"]' + WITH),
        ),
        (
            FASTAPI,
            layer('allow_origins=["*"], allow_origin_regex=".*"' + WITH),
            layer('allow_origins=["https://a.example"]' + WITH),
        ),
        (
            FASTAPI,
            layer('allow_origin_regex=".*", allow_origins="https://b.example"' + WITH),
            layer('allow_origins=["https://b.example", "https://a.example"]' + WITH),
        ),
        (
            FASTAPI,
            layer('allow_origin_regex=".*", allow_origins=None' + WITH),
            layer('allow_origins=["https://a.example"]' + WITH),
        ),
        (
            FASTAPI,
            layer('allow_origin_regex=".*", allow_origins=OURS' + WITH),
            layer('allow_origins=[*OURS, "https://a.example"]' + WITH),
        ),
        (FLASK, f"CORS(app{HELD})\n", f'CORS(app{HELD}, origins=["https://a.example"])\n'),
        (
            FLASK,
            f'CORS(app, resources={{r"/api/.*": {{}}}}{HELD})\n',
            f'CORS(app, resources={{r"/api/.*": {{"origins": ["https://a.example"]}}}}{HELD})\n',
        ),
        (
            FLASK,
            f'CORS(app, resources={{"/api/.*": {{"max_age": 60}}}}{HELD})\n',
            (
                'CORS(app, resources={"/api/.*": {"origins": ["https://a.example"], '
                f'"max_age": 60}}}}{HELD})\n'
            ),
        ),
    ],
)
def test_who_is_named_takes_the_place_of_all(head: str, pasted: str, better: str) -> None:
    # Other defects add options behind these.
    assert better.removesuffix(")\n") in mended(
        pasted, "https://a.example", head=head, unsafe=False
    )


@pytest.mark.parametrize(
    ("head", "pasted", "better"),
    [
        ("", DJANGO + ALL, DJANGO.replace("True", "False") + ALL),
        (
            FASTAPI,
            layer('allow_origins=["*"], allow_credentials=True'),
            layer('allow_origins=["*"], allow_credentials=False'),
        ),
        (FLASK, f"CORS(app{HELD})\n", "CORS(app, supports_credentials=False)\n"),
        (
            FLASK,
            'CORS(app, resources={"/a": {"origins": "*", "supports_credentials": True}})\n',
            'CORS(app, resources={"/a": {"origins": "*", "supports_credentials": False}})\n',
        ),
    ],
)
def test_without_names_credentials_go(head: str, pasted: str, better: str) -> None:
    assert better.removesuffix(")\n") in mended(pasted, head=head)
    held = r"(?i)credentials\W+True"
    assert re.search(held, mended(pasted, head=head)) is None
    assert re.search(held, mended(pasted, head=head, unsafe=False))


MEANT = [
    (
        DJANGO,
        f'{ALL}CORS_ALLOWED_ORIGINS = ["https://b.example"]\n',
        'CORS_ALLOW_ALL_ORIGINS = False\nCORS_ALLOWED_ORIGINS = ["https://b.example"]\n',
    ),
    (
        DJANGO,
        'CORS_ALLOWED_ORIGIN_REGEXES = ["https://b.example"]\n',
        'CORS_ALLOWED_ORIGIN_REGEXES = [r"^https://b\\.example$"]\n',
    ),
    (
        FASTAPI,
        layer('allow_origin_regex=r"https://.*b.example"'),
        layer('allow_origin_regex=r"https://(?:[a-z0-9-]+\\.)*b\\.example"'),
    ),
    (
        FASTAPI,
        layer('allow_origin_regex="^http(s)?://b[.]example$", allow_credentials=True'),
        layer('allow_origin_regex=r"^https://b[.]example$", allow_credentials=True'),
    ),
    (
        FLASK,
        'CORS(app, origins=["https://*.b.example", "http://localhost:*"])\n',
        (
            'CORS(app, origins=[r"^https://(?:[a-z0-9-]+\\.)+b\\.example$", '
            'r"^http://localhost(?::\\d+)?$"])\n'
        ),
    ),
    (
        FLASK,
        'import re\n\nCORS(app, origins=[re.compile("https://b.example")])\n',
        'CORS(app, origins=[re.compile(r"^https://b\\.example$")])\n',
    ),
    (
        FLASK,
        'CORS(app, resources={r"/api/*": {"origins": ["https://b.example"]}})\n',
        'CORS(app, resources={r"/api/.*": {"origins": ["https://b.example"]}})\n',
    ),
    (
        DJANGO,
        'CORS_ALLOWED_ORIGINS = ["https://b.example", "null"]\n',
        'CORS_ALLOWED_ORIGINS = ["https://b.example",]\n',
    ),
    (
        DJANGO,
        'CORS_ALLOWED_ORIGINS = ["b.example"]\n',
        'CORS_ALLOWED_ORIGINS = ["https://b.example"]\n',
    ),
    (
        DJANGO,
        'CORS_ALLOWED_ORIGINS = ["https://b.example"]\nCORS_URLS_REGEX = r"^/api"\n',
        'CORS_ALLOWED_ORIGINS = ["https://b.example"]\nCORS_URLS_REGEX = r"^/api(?:/|$)"\n',
    ),
    (
        DJANGO,
        'CORS_ALLOWED_ORIGINS = ["https://b.example"]\nCORS_ALLOW_HEADERS = ["*"]\n',
        'CORS_ALLOWED_ORIGINS = ["https://b.example"]\n',
    ),
    (
        FASTAPI,
        layer('allow_origins="https://b.example, https://c.example"'),
        layer('allow_origins=["https://b.example", "https://c.example"]'),
    ),
    (
        FASTAPI,
        layer('allow_origins=["https://B.example/"], allow_methods=["put"]'),
        layer('allow_origins=["https://b.example"], allow_methods=["PUT"]'),
    ),
    (
        FLASK,
        'CORS(app, allow_origins=["https://b.example"])\n',
        'CORS(app, origins=["https://b.example"])\n',
    ),
    (
        "",
        'CORS_ALLOWED_ORIGIN = ["https://b.example"]\n' + DJANGO,
        'CORS_ALLOWED_ORIGINS = ["https://b.example"]\n' + DJANGO,
    ),
    (
        "",
        (
            'MIDDLEWARE = [\n    "django.middleware.common.CommonMiddleware",\n'
            '    "corsheaders.middleware.CorsMiddleware",\n]\nCORS_ALLOWED_ORIGINS = []\n'
        ),
        (
            'MIDDLEWARE = [\n    "corsheaders.middleware.CorsMiddleware",\n'
            '    "django.middleware.common.CommonMiddleware",\n]\nCORS_ALLOWED_ORIGINS = []\n'
        ),
    ),
    (
        "",
        'MIDDLEWARE = ["a.B"]\nCORS_ALLOWED_ORIGINS = ["https://b.example"]\n',
        (
            'MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware", "a.B"]\n'
            'CORS_ALLOWED_ORIGINS = ["https://b.example"]\n'
        ),
    ),
]


@pytest.mark.parametrize(("head", "pasted", "better"), MEANT)
def test_what_was_meant_is_written(head: str, pasted: str, better: str) -> None:
    assert better.removesuffix(")\n") in mended(pasted, head=head)


def test_vary_is_said_where_the_extension_is_made() -> None:
    text = "from flask_cors import CORS\n\n\ndef make(app):\n    CORS(app, origins=['https://a.example'])\n"
    assert text.replace(
        "    CORS(",
        "    @app.after_request\n    def vary_by_origin(response):\n"
        '        response.vary.add("Origin")\n        return response\n\n    CORS(',
    ).removesuffix(")\n") in mended(text)


def test_a_remark_without_a_place_is_refused() -> None:
    source = Source("a.py", "", Kind.PYTHON)
    remark = Remark.of(Effect.LETTERS, None, library="x")
    with pytest.raises(ValueError, match="place"):
        Asked(Nodes(Python(source)), source, remark, "django")


@pytest.mark.parametrize(
    ("given", "origins", "better"),
    [
        ('["null"]', ("https://a.example",), '["https://a.example"]'),
        ('("null",)', ("https://a.example", "https://b.example"),
         '("https://a.example", "https://b.example",)'),
        ('"null"', ("https://a.example",), '["https://a.example"]'),
        ('["https://b.example", "null"]', ("https://a.example",), '["https://b.example",]'),
        ('["null"]', (), "[]"),
        ('["all"]', ("https://a.example",), '["https://a.example"]'),
        ('["https://b.example", "any"]', (), '["https://b.example",]'),
        ('["all"]', (), '["all"]'),
        ('"null"', (), '"null"'),
    ],
)  # fmt: skip
def test_null_and_words_give_way_to_what_is_allowed(
    given: str, origins: tuple[str, ...], better: str
) -> None:
    call = "CORS(app, origins={}, max_age=7200, always_send=False)\n"
    after = mended(call.format(given), *origins, head=FLASK)
    assert f"origins={better}," in after
