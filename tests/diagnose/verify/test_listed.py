"""Further layers, and what is known of them: each listed defect is found, and none is invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.diagnose.verify import layers
from tests.diagnose.verify.found import ECHO, PUBLIC, VARY, Pasted, alone, assert_found, params
from tests.diagnose.verify.test_pasted import DJANGO, STARLETTE, django_with, starlette_with
from tests.diagnose.verify.test_peers import (
    AIOHTTP,
    ASGI_CORS,
    FALCON,
    FASTIFY,
    JSON,
    LITESTAR,
    NEST,
    ONE,
    READ,
    SIMPLE,
    nest,
)
from tests.targets.defects import pasted

if TYPE_CHECKING:
    from pathlib import Path

GO = """
package main

import (
	"net/http"
	PACKAGES
)

func main() {
	BODY
}
"""


def go_with(body: str, *packages: str) -> str:
    """Write a program; it has the handler that all of them have."""
    named = "\n\t".join(f'"github.com/{name}"' for name in packages)
    return GO.replace("PACKAGES", named).replace("BODY", body)


def gorilla(options: str) -> str:
    body = f"""mux := http.NewServeMux()
	mux.HandleFunc("/x", handleData)
	http.ListenAndServe(":8080", handlers.CORS({options})(mux))"""
    return go_with(body, "gorilla/handlers")


def chi(options: str) -> str:
    body = f"""r := chi.NewRouter()
	r.Use(cors.Handler(cors.Options{{{options}}}))
	r.Get("/x", handleData)
	http.ListenAndServe(":8080", r)"""
    return go_with(body, "go-chi/chi", "go-chi/cors")


def gin(layer: str) -> str:
    body = f"""gin.SetMode(gin.ReleaseMode)
	r := gin.New()
	r.Use({layer})
	r.GET("/x", func(c *gin.Context) {{ c.String(http.StatusOK, "[]") }})
	r.Run(":8080")"""
    return go_with(body, "gin-gonic/gin", "gin-contrib/cors")


LIST = 'AllowOrigins: []string{"https://yoursite.com"}, AllowMethods: []string{"PUT"}'
QUART = f"{layers.QUART}\nfrom quart_cors import cors\n\napp = cors(app)\n"
STARS = 'allow_origins="*", allow_credentials="*"'
RUN_GO = alone(pasted.go)
PUT = ONE.changed(allow_methods=["PUT"], allow_headers=[], max_age=None)
BARE = "CORS362 CORS363"

CASES = {
    "gorilla/handlers": Pasted(
        RUN_GO, gorilla(""), "/x", PUBLIC, BARE, "CORS309 CORS366 CORS371", BARE
    ),
    "gorilla/handlers, a list": Pasted(
        RUN_GO,
        gorilla('handlers.AllowedOrigins([]string{"https://yoursite.com"}), '
                'handlers.AllowedMethods([]string{"PUT"}), handlers.AllowCredentials()'),
        "/x", PUT, VARY, "CORS309 CORS367 CORS371", VARY,
    ),
    "chi/cors, a list": Pasted(
        RUN_GO,
        chi('AllowedOrigins: []string{"https://yoursite.com"}, '
            'AllowedMethods: []string{"GET", "PUT"}, AllowCredentials: true'),
        "/x", PUT, "CORS302", "CORS349", "CORS302",
    ),
    "chi/cors, a star with cookies": Pasted(
        RUN_GO, chi('AllowedOrigins: []string{"*"}, AllowCredentials: true'), "/x", READ,
        "CORS301 CORS305 CORS307 CORS340 CORS342", "", "CORS305",
    ),
    "chi/cors, any https": Pasted(
        RUN_GO, chi('AllowedOrigins: []string{"https://*"}, AllowCredentials: true'), "/x", READ,
        "CORS340", "", "CORS340",
    ),
    "gin-contrib/cors": Pasted(
        RUN_GO, gin("cors.Default()"), "/x", PUBLIC,
        f"CORS332 {BARE}", "CORS366 CORS370 CORS371", BARE,
    ),
    "gin-contrib/cors, a list": Pasted(
        RUN_GO, gin(f"cors.New(cors.Config{{{LIST}, AllowCredentials: true}})"), "/x", PUT,
        f"CORS361 {BARE}", "CORS370 CORS371", f"CORS361 {BARE}",
    ),
    "aiohttp-cors, a star with cookies": Pasted(
        alone(layers.python_script), AIOHTTP.replace('"https://yoursite.com": ', '"*": '), "/x",
        READ,
        "CORS302 CORS307 CORS332 CORS333 CORS340 CORS341 CORS342 CORS360 CORS361 CORS362",
        f"CORS309 CORS311 CORS371 {ECHO}",
        "CORS302 CORS307 CORS340 CORS341 CORS342 CORS360 CORS361 CORS362",
    ),
    "Falcon, stars": Pasted(
        alone(layers.gunicorn), FALCON.replace(
            'allow_origins="https://yoursite.com", allow_credentials="https://yoursite.com"', STARS
        ), "/x", READ,
        f"CORS333 CORS340 CORS342 {VARY}", ECHO, f"CORS340 CORS342 {VARY}",
    ),
    "Quart-CORS, nothing said": Pasted(
        alone(layers.uvicorn), QUART, "/x", PUBLIC, "CORS332 CORS333", f"CORS366 {ECHO}",
    ),
    "asgi-cors, which hangs up on those it allows": Pasted(
        alone(layers.uvicorn), ASGI_CORS.replace("methods=", "max_age=600, methods="), "/x",
        JSON.changed(allow_credentials=False), "", "CORS374",
    ),
    "Litestar, over a Vary": Pasted(
        alone(layers.uvicorn),
        LITESTAR.replace('@get("/x")', '@get("/x", response_headers={"Vary": "Accept-Encoding"})'),
        "/x", ONE, f"CORS361 {BARE}", "CORS353 CORS369 CORS370 CORS371 CORS372", f"CORS361 {BARE}",
    ),
    "Starlette, a text for a list": Pasted(
        STARLETTE, starlette_with("allow_origins='https://yoursite.com'"), "/x",
        SIMPLE, "CORS343", "CORS353", "CORS343",
    ),
    "django-cors-headers, a star for headers": Pasted(
        DJANGO,
        django_with(
            "CORS_ALLOWED_ORIGINS = ['https://yoursite.com']\n"
            "CORS_ALLOW_CREDENTIALS = True\nCORS_ALLOW_HEADERS = ['*']"
        ),
        "/api/data", ONE,
        "CORS305 CORS321", "CORS324 CORS327 CORS349 CORS350 CORS370", "CORS305",
    ),
    "Fastify, everybody": Pasted(
        alone(layers.node), FASTIFY.replace("OPTIONS)", "{ origin: true, credentials: true })"),
        "/x", ONE,
        "CORS320 CORS321 CORS333 CORS340 CORS342",
        f"CORS324 CORS325 CORS326 CORS327 CORS371 {ECHO}", "CORS340 CORS342",
    ),
    "NestJS, everybody": Pasted(
        nest, NEST.replace("OPTIONS)", "{ origin: true, credentials: true })"), "/x", ONE,
        "CORS333 CORS340 CORS341 CORS342", f"CORS325 CORS326 CORS370 CORS371 {ECHO}",
        "CORS340 CORS341 CORS342",
    ),
}  # fmt: skip


@pytest.mark.servers
@pytest.mark.long
@pytest.mark.parametrize("case", params(CASES))
def test_it_has_just_what_is_known_of_it(case: Pasted, tmp_path: Path) -> None:
    assert_found(case, tmp_path)
