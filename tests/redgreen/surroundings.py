"""What stands around a recipe so that it runs: routes, settings, pages, a process.

Each start takes a project's folder, with the recipe's file in it as people have it, and the port of
the application behind; it gives the server's URL.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING

from tests.targets.defects import pasted
from tests.targets.frameworks import CACHE, node, tool
from tests.targets.go.start import ROUTES as GO_ROUTES
from tests.targets.next.start import LAYOUT, PAGE
from tests.targets.real import BUILD, free_port, program, serving

if TYPE_CHECKING:
    from collections.abc import Generator

#: What follows a recipe of Express, which ends with `app.listen(8080);`.
EXPRESS = """\
app.use((req, res, next) => {
  if (req.headers['x-answer'] === undefined) return next();
  const told = JSON.parse(req.headers['x-answer']);
  for (const [name, value] of told.headers) res.append(name, value);
  res.status(told.status).end();
});
app.all('/x', (req, res) => res.json([]));
"""
FLASK = """

import json as told_json

from flask import Response as Told
from flask import request as told_request


@app.before_request
def answer_as_told():
    if "X-Answer" in told_request.headers:
        told = told_json.loads(told_request.headers["X-Answer"])
        return Told(status=told["status"], headers=told["headers"])
    return None


@app.route("/x", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
def known():
    return []
"""
DJANGO = """
SECRET_KEY = "not secret"
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "app"

import json

import django
from django.conf import settings
from django.http import HttpResponse, JsonResponse

settings.configure(**{key: value for key, value in globals().items() if key.isupper()})
django.setup()
from django.core.wsgi import get_wsgi_application
from django.middleware.csrf import get_token
from django.urls import path
from django.views.decorators.csrf import csrf_exempt


@csrf_exempt
def told(request):
    if "X-Answer" not in request.headers:
        return JsonResponse([], safe=False)
    asked = json.loads(request.headers["X-Answer"])
    return HttpResponse(status=asked["status"], headers=asked["headers"])


def held(request):
    return HttpResponse(get_token(request))


urlpatterns = [path("api/data", told), path("api/form", held)]
app = get_wsgi_application()
"""
GO = """
func handleData(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("X-Answer") != "" {
		told(w, r)
	}
}
"""
#: The handler that answers as told, by its name.
GO_TOLD = (
    GO_ROUTES.replace("func init() {\n", "var told http.HandlerFunc\n\nfunc init() {\n")
    .replace('http.HandleFunc("/", func', "told = http.HandlerFunc(func", 1)
    .partition('\thttp.HandleFunc("/known"')[0]
    + "}\n"
)


class LetsIn(BaseHTTPRequestHandler):
    """An application that lets its own site in, as many do behind a proxy that does so too."""

    protocol_version = "HTTP/1.1"

    def answer(self) -> None:
        """Answer any method."""
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.send_response(200)
        self.send_header("Access-Control-Allow-Origin", "https://app.example")
        self.send_header("Access-Control-Allow-Credentials", "true")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_PUT = do_OPTIONS = answer  # noqa: N815 -- http.server's names

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- its signature
        """Keep quiet."""


def text_of(project: Path) -> str:
    """Read the one file of a recipe that is one file."""
    (file,) = (each for each in project.rglob("*") if each.is_file())
    return file.read_text("utf-8")


@contextlib.contextmanager
def home() -> Generator[Path]:
    """Give an empty folder, which every user may look into."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@contextlib.contextmanager
def nginx(project: Path, behind: int) -> Generator[str]:
    """Run nginx with the server in it."""
    with home() as folder, pasted.nginx(folder, text_of(project), behind) as url:
        yield url


@contextlib.contextmanager
def apache(project: Path, behind: int) -> Generator[str]:
    """Run Apache with the virtual host in it."""
    with home() as folder, pasted.apache(folder, text_of(project), behind) as url:
        yield url


@contextlib.contextmanager
def express(project: Path, _: int) -> Generator[str]:
    """Run Express 5 with routes behind the recipe's."""
    text = text_of(project).replace("app.listen(8080);", EXPRESS + "app.listen(8080);")
    with home() as folder, pasted.express(folder, text) as url:
        yield url


@contextlib.contextmanager
def flask(project: Path, _: int) -> Generator[str]:
    """Run Flask under gunicorn."""
    with home() as folder, pasted.wsgi(folder, text_of(project) + FLASK) as url:
        yield url


@contextlib.contextmanager
def django(project: Path, _: int) -> Generator[str]:
    """Run Django with views behind the recipe's settings."""
    with home() as folder, pasted.wsgi(folder, text_of(project) + DJANGO) as url:
        yield url


@contextlib.contextmanager
def go(project: Path, _: int) -> Generator[str]:
    """Build and run the recipe's package, with the handler that it lacks."""
    compiler = program("go", "apt-get install --no-install-recommends golang-go")
    port = free_port()
    with home() as folder:
        text = text_of(project).replace(":8080", f"127.0.0.1:{port}") + GO
        (folder / "main.go").write_text(text)
        (folder / "told.go").write_text(GO_TOLD)
        env = {"GO111MODULE": "off", "GOTOOLCHAIN": "local", "GOPATH": "/usr/share/gocode"}
        command: list[str | Path] = [compiler, "run", "main.go", "told.go"]
        with serving(command, port, folder, within=BUILD, **env) as url:
            yield url


@contextlib.contextmanager
def vite(project: Path, _: int) -> Generator[str]:
    """Run Vite on a copy of the project."""
    binary, modules = node()
    port = free_port()
    with home() as folder:
        shutil.copytree(project, folder, dirs_exist_ok=True)
        (folder / "node_modules").symlink_to(modules)
        (folder / "index.html").write_text("<title>x</title>")
        command: list[str | Path] = [binary, modules / "vite" / "bin" / "vite.js"]
        command += ["--host", "127.0.0.1", "--port", str(port), "--strictPort"]
        with serving(command, port, folder) as url:
            yield url


@contextlib.contextmanager
def webpack(project: Path, _: int, version: str = "5") -> Generator[str]:
    """Run webpack-dev-server, of a major version."""
    binary, modules = tool("webpack" if version == "5" else f"webpack-{version}")
    port = free_port()
    with home() as folder:
        shutil.copytree(project, folder, dirs_exist_ok=True)
        (folder / "node_modules").symlink_to(modules)
        (folder / "src").mkdir(exist_ok=True)
        (folder / "src" / "index.js").write_text("console.log(1);")
        for served in ("public", "dist"):
            (folder / served).mkdir()
            (folder / served / "index.html").write_text("<title>x</title>")
        command: list[str | Path] = [binary, modules / "webpack" / "bin" / "webpack.js", "serve"]
        command += ["--mode", "development", "--host", "127.0.0.1", "--port", str(port)]
        with serving(command, port, folder, within=BUILD) as url:
            yield url


@contextlib.contextmanager
def webpack4(project: Path, behind: int) -> Generator[str]:
    """Run webpack-dev-server 4."""
    with webpack(project, behind, "4") as url:
        yield url


@contextlib.contextmanager
def vue(project: Path, _: int) -> Generator[str]:
    """Run Vue CLI's server."""
    binary, modules = tool("vue")
    port = free_port()
    with home() as folder:
        shutil.copytree(project, folder, dirs_exist_ok=True)
        (folder / "node_modules").symlink_to(modules)
        (folder / "src").mkdir()
        (folder / "src" / "main.js").write_text("console.log(1);")
        (folder / "public").mkdir()
        (folder / "public" / "index.html").write_text("<title>x</title>")
        named = {"name": "x", "devDependencies": {"@vue/cli-service": "5", "vue": "3"}}
        (folder / "package.json").write_text(json.dumps(named))
        script = modules / "@vue" / "cli-service" / "bin" / "vue-cli-service.js"
        command: list[str | Path] = [binary, script, "serve", "--host", "127.0.0.1"]
        command += ["--port", str(port)]
        with serving(command, port, folder, within=BUILD) as url:
            yield url


@contextlib.contextmanager
def cra(project: Path, _: int, proxy: str = "3") -> Generator[str]:
    """Run Create React App, with an http-proxy-middleware of a major version."""
    binary, own = tool(f"hpm-{proxy}")
    modules = tool("cra")[1]
    port = free_port()
    with home() as folder:
        shutil.copytree(project, folder, dirs_exist_ok=True)
        (folder / "src").mkdir(exist_ok=True)
        nearer = folder / "src" / "node_modules"
        nearer.mkdir()
        (nearer / "http-proxy-middleware").symlink_to(own / "http-proxy-middleware")
        (folder / "node_modules").symlink_to(modules)
        (folder / "src" / "index.js").write_text("console.log(1);")
        (folder / "public").mkdir()
        (folder / "public" / "index.html").write_text("<title>x</title>")
        if not (folder / "package.json").exists():
            named = {"name": "x", "version": "1.0.0", "private": True}
            (folder / "package.json").write_text(json.dumps(named))
        env = {"HOST": "127.0.0.1", "PORT": str(port), "BROWSER": "none", "CI": "true"}
        script = modules / "react-scripts" / "scripts" / "start.js"
        with serving([binary, script], port, folder, within=BUILD, **env) as url:
            yield url


@contextlib.contextmanager
def next_js(project: Path, _: int) -> Generator[str]:
    """Run Next.js, beside its modules: Turbopack follows no link out of its root."""
    binary, modules = tool("next")
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="app-", dir=CACHE / "next") as name:
        folder = Path(name)
        shutil.copytree(project, folder, dirs_exist_ok=True)
        (folder / "app").mkdir(exist_ok=True)
        (folder / "app" / "page.js").write_text(PAGE)
        (folder / "app" / "layout.js").write_text(LAYOUT)
        (folder / "package.json").write_text('{"name": "x", "private": true}')
        command: list[str | Path] = [binary, modules / "next" / "dist" / "bin" / "next", "dev"]
        command += ["-H", "127.0.0.1", "-p", str(port)]
        env = {"NEXT_TELEMETRY_DISABLED": "1", "NODE_ENV": "development"}
        with serving(command, port, folder, within=BUILD, **env) as url:
            yield url
