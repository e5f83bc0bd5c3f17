"""Frameworks and proxies with a CORS layer of their own or beside them, as examples show them."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING

from tests.targets.corpus import ask
from tests.targets.defects import pasted
from tests.targets.frameworks import peers, proxy, python, tool
from tests.targets.real import START, free_port, program, serving

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    Command = list[str | Path]

STARLETTE = """
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

app = Starlette(routes=[Route("/x", lambda request: JSONResponse([]))])
"""
FLASK = """
from flask import Flask

app = Flask(__name__)
app.add_url_rule("/x", "x", lambda: [])
"""
QUART = """
from quart import Quart

app = Quart(__name__)


@app.get("/x")
async def x():
    return []
"""


@contextlib.contextmanager
def gunicorn(folder: Path, recipe: str) -> Generator[str]:
    """Run gunicorn with a recipe's `app`."""
    with _served(folder, recipe, "gunicorn", "--bind", "127.0.0.1:{port}", "app:app") as url:
        yield url


@contextlib.contextmanager
def uvicorn(folder: Path, recipe: str) -> Generator[str]:
    """Run uvicorn with a recipe's `app`."""
    with _served(folder, recipe, "uvicorn", "--port", "{port}", "app:app") as url:
        yield url


@contextlib.contextmanager
def python_script(folder: Path, recipe: str) -> Generator[str]:
    """Run a script that listens on 8080."""
    with _served(folder, recipe, "app") as url:
        yield url


@contextlib.contextmanager
def _served(folder: Path, recipe: str, *words: str) -> Generator[str]:
    port = free_port()
    (folder / "app.py").write_text(recipe.replace("8080", str(port)))
    command: Command = [peers(), "-m", *(word.format(port=port) for word in words)]
    with serving(command, port, folder) as url:
        yield url


@contextlib.contextmanager
def node(folder: Path, recipe: str, tree: str = "peers") -> Generator[str]:
    """Run a script with the modules of one of the tools."""
    with pasted.script(folder, recipe, tool(tree)[1]) as url:
        yield url


@contextlib.contextmanager
def caddy(folder: Path, recipe: str, behind: int) -> Generator[str]:
    """Run Caddy with a recipe's site in it."""
    port = free_port()
    site = recipe.replace(":80 ", f"http://127.0.0.1:{port} ").replace(":8080", f":{behind}")
    (folder / "Caddyfile").write_text("{\n\tadmin off\n}\n" + site)
    command: Command = [python().with_name("caddy"), "run", "--config", "Caddyfile"]
    with serving(command, port, folder, HOME=str(folder)) as url:
        yield url


@contextlib.contextmanager
def haproxy(folder: Path, recipe: str, behind: int) -> Generator[str]:
    """Run HAProxy with a recipe's frontend in it."""
    binary = program("haproxy", "apt-get install --no-install-recommends haproxy")
    port = free_port()
    text = recipe.replace("bind *:80", f"bind 127.0.0.1:{port}").replace(":8080", f":{behind}")
    (folder / "haproxy.cfg").write_text(text)
    with serving([binary, "-db", "-f", folder / "haproxy.cfg"], port, folder) as url:
        yield url


TRAEFIK = """\
entryPoints: {{web: {{address: "127.0.0.1:{port}"}}}}
providers: {{file: {{filename: dynamic.yml}}}}
ping: {{entryPoint: web}}
"""
DYNAMIC = """\
http:
  routers: {{all: {{rule: "PathPrefix(`/`)", service: app, middlewares: [cors]}}}}
  services: {{app: {{loadBalancer: {{servers: [{{url: "http://127.0.0.1:{behind}"}}]}}}}}}
  middlewares:
{recipe}
"""


@contextlib.contextmanager
def traefik(folder: Path, recipe: str, behind: int) -> Generator[str]:
    """Run Traefik with a recipe's middleware in it."""
    port = free_port()
    (folder / "traefik.yml").write_text(TRAEFIK.format(port=port))
    (folder / "dynamic.yml").write_text(DYNAMIC.format(behind=behind, recipe=recipe))
    with serving([proxy("traefik"), "--configFile=traefik.yml"], port, folder) as url:
        _await_route(url)
        yield url


def _await_route(url: str) -> None:
    """Wait until the proxy knows its routes: it listens before."""
    end = time.monotonic() + START
    while ask(url, "GET", "/x").status in {404, 503} and time.monotonic() < end:
        time.sleep(0.05)


ENVOY = """\
static_resources:
  listeners:
  - address: {{socket_address: {{address: 127.0.0.1, port_value: {port}}}}}
    filter_chains:
    - filters:
      - name: envoy.filters.network.http_connection_manager
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.network.\
http_connection_manager.v3.HttpConnectionManager
          stat_prefix: web
          route_config:
            virtual_hosts:
            - name: app
              domains: ["*"]
              routes: [{{match: {{prefix: "/"}}, route: {{cluster: app}}}}]
              typed_per_filter_config:
                envoy.filters.http.cors:
                  "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.CorsPolicy
{recipe}
          http_filters:
          - name: envoy.filters.http.cors
            typed_config:
              "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors
          - name: envoy.filters.http.router
            typed_config:
              "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router
  clusters:
  - name: app
    load_assignment:
      cluster_name: app
      endpoints:
      - lb_endpoints:
        - endpoint:
            address: {{socket_address: {{address: 127.0.0.1, port_value: {behind}}}}}
"""


@contextlib.contextmanager
def envoy(folder: Path, recipe: str, behind: int) -> Generator[str]:
    """Run Envoy with a recipe's policy in it."""
    port = free_port()
    text = ENVOY.format(port=port, behind=behind, recipe=recipe)
    (folder / "envoy.yaml").write_text(text)
    command: Command = [proxy("envoy"), "--base-id", str(port), "-c", "envoy.yaml"]
    with serving(command, port, folder) as url:
        _await_route(url)
        yield url


@contextlib.contextmanager
def rack(folder: Path, recipe: str) -> Generator[str]:
    """Run Puma with a recipe's config.ru."""
    binary = program("puma", "apt-get install --no-install-recommends puma ruby-rack-cors")
    port = free_port()
    (folder / "config.ru").write_text(recipe)
    command: Command = [binary, "--bind", f"tcp://127.0.0.1:{port}", "config.ru"]
    with serving(command, port, folder) as url:
        yield url
