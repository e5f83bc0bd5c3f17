"""Settings as people have them, in each library's way: for tests."""

from __future__ import annotations

from typing import Final

_FASTAPI = """
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()

@app.api_route("/items", methods=["GET", "PUT", "DELETE"])
def items():
    return []

app.add_middleware(
    CORSMiddleware,
    {options}
)
"""
_DJANGO = """
INSTALLED_APPS = ["corsheaders"]
MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware"]
{options}
"""
_FLASK = """
from flask import Flask
from flask_cors import CORS, cross_origin

app = Flask(__name__)
{options}

@app.route("/items", methods=["GET", "PUT", "DELETE"])
def items():
    return []
"""
_QUART = """
import re
from quart import Quart
from quart_cors import cors

app = cors(
    Quart(__name__),
    {options}
)

@app.route("/items", methods=["GET", "PUT", "DELETE"])
async def items():
    return []
"""
_AIOHTTP = """
import aiohttp_cors
from aiohttp import web

async def items(request):
    return web.json_response([])

app = web.Application()
for method in ("GET", "PUT", "DELETE"):
    app.router.add_route(method, "/items", items)
cors = aiohttp_cors.setup(app, defaults={options})
for route in list(app.router.routes()):
    cors.add(route)
"""
_LITESTAR = """
from litestar import Litestar, route
from litestar.config.cors import CORSConfig

@route("/items", http_method=["GET", "PUT", "DELETE"], status_code=200)
async def items() -> list[str]:
    return []

app = Litestar([items], cors_config=CORSConfig({options}))
"""
_SHAPES: Final = {
    "starlette": _FASTAPI,
    "django": _DJANGO,
    "flask": _FLASK,
    "quart": _QUART,
    "aiohttp": _AIOHTTP,
    "litestar": _LITESTAR,
}
_OPTIONS: Final = {
    "starlette": (
        """allow_origins=["https://app.example", "https://two.example/"], allow_credentials=True,
        allow_methods=["*"], allow_headers=["Authorization", "X-A"]""",
        'allow_origins=["*"], allow_credentials=True',
        'allow_origins=["*"], allow_headers=["*"], expose_headers=["X-B"]',
        'allow_origins="https://app.example.com", allow_methods=["GET", "PUT"]',
        r'allow_origin_regex=r"https://.*.example.com", allow_methods=["PUT", "delete"]',
        r'allow_origin_regex=r"https://(app|admin)\.example\.com(:\d+)?", max_age=5',
        'allow_origins=["null", "http://app.example", "https://*.app.example", "app.example"]',
        r'allow_origin_regex=r"https?://.*example\.com"',
    ),
    "django": (
        'CORS_ALLOWED_ORIGINS = ["https://app.example", "https://two.example/x"]',
        "CORS_ALLOW_ALL_ORIGINS = True\nCORS_ALLOW_CREDENTIALS = True",
        "CORS_ORIGIN_ALLOW_ALL = True\nCORS_ALLOW_HEADERS = ['x-a']",
        'CORS_ALLOWED_ORIGINS = ["app.example", "https://*.foo.example", "https://APP.example"]',
        r'CORS_ALLOWED_ORIGIN_REGEXES = [r"^https://\w+\.example\.com"]',
        """CORS_ALLOWED_ORIGIN_REGEXES = [r"^https://\\w+.example.com$"]
CORS_ALLOW_CREDENTIALS = True""",
        'CORS_ALLOWED_ORIGINS = ["https://app.example"]\nCORS_ALLOW_METHODS = ["GET", "put"]',
        'CORS_ALLOWED_ORIGINS = ["https://app.example"]\nCORS_URLS_REGEX = r"^/items"',
        'CORS_ALLOWED_ORIGINS = "https://app.example"',
    ),
    "flask": (
        "CORS(app)",
        "CORS(app, supports_credentials=True)",
        'CORS(app, origin="https://app.example")',
        'CORS(app, origins=["https://app.example", "https://two.example"], allow_headers=["X-A"])',
        r'CORS(app, origins=r"https://.*\.example\.com", supports_credentials=True)',
        'CORS(app, origins=["https://*.example.com"])',
        'CORS(app, resources={r"/items/*": {"origins": "https://app.example"}}, methods=["put"])',
        'CORS(app, origins=["https://APP.example", "https://two.example/"])',
        'app.config["CORS_ORIGINS"] = ["https://app.example"]\nCORS(app)',
    ),
    "quart": (
        'allow_origin="https://app.example", allow_headers=["X-A"], allow_credentials=True',
        r'allow_origin=re.compile(r"https://.*\.example\.com")',
        'allow_origin=["https://app.example", "https://two.example/"], allow_methods=["PUT"]',
        "",
    ),
    "aiohttp": (
        """{"https://app.example": aiohttp_cors.ResourceOptions(
            allow_credentials=True, allow_headers=("X-A",), max_age=60)}""",
        """{"*": aiohttp_cors.ResourceOptions(allow_credentials=True, allow_headers="*")}""",
        """{"*": aiohttp_cors.ResourceOptions(expose_headers="*", allow_headers="*")}""",
        """{"https://app.example/": {}, "https://two.example": {"allow_headers": ["X-A"]}}""",
    ),
    "litestar": (
        """allow_origins=["https://*.example.com", "http://localhost:*"],
        allow_credentials=True, allow_headers=["X-A"]""",
        'allow_origins=["https://app.example", "https://two.example/"], allow_methods=["PUT"]',
        'allow_origins=["*"], allow_credentials=True',
        r'allow_origins=[], allow_origin_regex=r"https://.*.example.com"',
        "",
    ),
}
#: Every file of settings: the library's name, the text.
OLD: Final = tuple(
    (system, _SHAPES[system].replace("{options}", options))
    for system, all_options in _OPTIONS.items()
    for options in all_options
)
