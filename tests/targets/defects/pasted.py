"""The systems that recipes are for, with a recipe in them: what is missing is put around it."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from tests.targets.frameworks import node, python, tool
from tests.targets.real import BUILD, free_port, program, serving

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

NGINX = """\
daemon off; master_process off; pid {folder}/nginx.pid; error_log stderr;
events {{ }}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
{recipe}
}}
"""
DJANGO = """
SECRET_KEY = "not secret"
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "app"

import django
from django.conf import settings
from django.http import JsonResponse

settings.configure(**{key: value for key, value in globals().items() if key.isupper()})
django.setup()
from django.core.wsgi import get_wsgi_application
from django.urls import path

urlpatterns = [path("api/data", lambda request: JsonResponse([], safe=False))]
app = get_wsgi_application()
"""
GO = "\nfunc handleData(w http.ResponseWriter, r *http.Request) {}\n"


@contextlib.contextmanager
def nginx(folder: Path, recipe: str, behind: int) -> Generator[str]:
    """Run nginx with a recipe's server in it."""
    binary = program("nginx", "apt-get install --no-install-recommends nginx-light")
    port = free_port()
    recipe = recipe.replace("listen 80;", f"listen 127.0.0.1:{port};")
    recipe = recipe.replace("http://backend:8080", f"http://127.0.0.1:{behind}")
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, recipe=recipe))
    with serving([binary, "-p", folder, "-c", folder / "nginx.conf"], port, folder) as url:
        yield url


@contextlib.contextmanager
def apache(folder: Path, recipe: str, behind: int) -> Generator[str]:
    """Run Apache with a recipe's virtual host in it."""
    binary = program("apache2", "apt-get install --no-install-recommends apache2")
    port = free_port()
    recipe = recipe.replace("*:80>", f"127.0.0.1:{port}>")
    recipe = recipe.replace("http://localhost:8080", f"http://127.0.0.1:{behind}")
    modules = "mpm_event authz_core setenvif headers rewrite proxy proxy_http".split()
    head = [f"LoadModule {x}_module /usr/lib/apache2/modules/mod_{x}.so" for x in modules]
    head += [f"Listen 127.0.0.1:{port}", "ServerName 127.0.0.1", f"PidFile {folder}/pid"]
    head += [f"DefaultRuntimeDir {folder}", "ErrorLog /dev/stderr"]
    (folder / "httpd.conf").write_text("\n".join([*head, recipe]))
    with serving([binary, "-f", folder / "httpd.conf", "-D", "FOREGROUND"], port, folder) as url:
        yield url


@contextlib.contextmanager
def express(folder: Path, recipe: str, package: str = "express") -> Generator[str]:
    """Run Express, 5 or `express4`, with a recipe in it, and a route behind."""
    recipe = recipe.replace("require('express')", f"require('{package}')")
    recipe = recipe.replace(
        "app.listen(8080);", "app.all('/x', (q, r) => r.json([]));\napp.listen(8080);"
    )
    _, modules = node()
    with script(folder, recipe, modules) as url:
        yield url


@contextlib.contextmanager
def script(folder: Path, recipe: str, modules: Path) -> Generator[str]:
    """Run Node.js with a script that listens on 8080."""
    binary, _ = node()
    port = free_port()
    (folder / "app.js").write_text(recipe.replace("listen(8080", f"listen({port}"))
    path = str(modules)
    with serving([binary, folder / "app.js"], port, folder, NODE_PATH=path) as url:
        yield url


@contextlib.contextmanager
def sockets(folder: Path, recipe: str) -> Generator[str]:
    """Run Node.js with a script that listens on 8080, beside Socket.IO and ws."""
    with script(folder, recipe, tool("sockets")[1]) as url:
        yield url


@contextlib.contextmanager
def wsgi(folder: Path, recipe: str) -> Generator[str]:
    """Run gunicorn with a recipe's `app`."""
    (folder / "app.py").write_text(recipe)
    port = free_port()
    command: list[str | Path] = [python(), "-m", "gunicorn", "--bind", f"127.0.0.1:{port}"]
    with serving([*command, "app:app"], port, folder) as url:
        yield url


@contextlib.contextmanager
def asgi(folder: Path, recipe: str) -> Generator[str]:
    """Run uvicorn with a recipe's `app`."""
    (folder / "app.py").write_text(recipe)
    port = free_port()
    command: list[str | Path] = [python(), "-m", "uvicorn", "--port", str(port), "app:app"]
    with serving(command, port, folder) as url:
        yield url


@contextlib.contextmanager
def django(folder: Path, recipe: str) -> Generator[str]:
    """Run Django with a recipe's settings and one view."""
    with wsgi(folder, recipe + DJANGO) as url:
        yield url


@contextlib.contextmanager
def go(folder: Path, recipe: str) -> Generator[str]:
    """Run a recipe's main package, with the handler that it lacks."""
    compiler = program("go", "apt-get install --no-install-recommends golang-go")
    port = free_port()
    text = recipe.replace(":8080", f"127.0.0.1:{port}")
    text += GO if "func handleData" not in text else ""
    (folder / "main.go").write_text(text)
    env = {"GO111MODULE": "off", "GOTOOLCHAIN": "local", "GOPATH": "/usr/share/gocode"}
    command: list[str | Path] = [compiler, "run", folder / "main.go"]
    with serving(command, port, folder, within=BUILD, **env) as url:
        yield url


@contextlib.contextmanager
def vite(folder: Path, recipe: str, behind: int = 8080) -> Generator[str]:
    """Run Vite with a recipe's configuration."""
    binary, modules = node()
    port = free_port()
    (folder / "node_modules").symlink_to(modules)
    (folder / "index.html").write_text("<title>x</title>")
    (folder / "vite.config.mjs").write_text(recipe.replace(":8080", f":{behind}"))
    command: list[str | Path] = [binary, modules / "vite" / "bin" / "vite.js"]
    with serving([*command, "--host", "127.0.0.1", "--port", str(port)], port, folder) as url:
        yield url
