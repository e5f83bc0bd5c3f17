"""The recipes that people paste, as they paste them: found out, mended, run on the real systems."""

from __future__ import annotations

from pathlib import Path

import pytest

from corsac.targets.defects import examine
from corsac.targets.defects.edits import mend
from corsac.targets.defects.source import Kind, Source, kind_of
from tests.servers.certificates import Authority
from tests.targets.corpus import application, ask
from tests.targets.defects.pasted import apache, express, go, nginx, wsgi
from tests.targets.defects.probe import ALLOWED, faults
from tests.targets.layers import seen, third_party

HERE = Path(__file__).with_name("recipes")
#: Each recipe and the defects that it has.
RECIPES = {
    "express-cors.js": "",
    "express-manual.js": "CORS242 CORS243 CORS244 CORS297",
    "express-pitfalls.js": "CORS240 CORS242 CORS254 CORS298",
    "django-settings.py.txt": "CORS273",
    "flask-cors.py.txt": "CORS272 CORS278 CORS279",
    "flask-manual.py.txt": "CORS242 CORS269 CORS279 CORS297 CORS298",
    "main.go": "CORS242 CORS243 CORS244 CORS297",
    "nginx.conf": "CORS206 CORS207 CORS208 CORS209 CORS210 CORS211 CORS212 CORS213",
    "nginx-third-party.conf": "CORS201 CORS209 CORS216 CORS217 CORS231 CORS236",
    "apache.conf": "CORS222 CORS228 CORS229 CORS230",
    "vite.config.js": "CORS261 CORS263 CORS290 CORS291 CORS292",
    "vite-proxy.config.js": "CORS263 CORS290 CORS291 CORS292",
    "webpack.config.js": "CORS260",
    "setupProxy.js": "CORS264 CORS290 CORS293",
    "package.json": "CORS294",
    "next.config.js": "CORS295",
    "page.js": "CORS280 CORS281",
}


def source(name: str) -> Source:
    """Give a recipe; Python's have a suffix more, since they are no part of the tests."""
    text = (HERE / name).read_text("utf-8")
    kind = kind_of(name.removesuffix(".txt"), text)
    assert kind is not None
    return Source(name, text, kind)


def mended(name: str) -> str:
    """Give a recipe as `--fix --unsafe-fixes` leaves it."""
    return mend(source(name), examine, unsafe=True).source.text


@pytest.mark.parametrize("name", RECIPES)
def test_its_defects_are_found(name: str) -> None:
    assert sorted({each.code for each in examine(source(name))}) == RECIPES[name].split()


@pytest.mark.parametrize("name", RECIPES)
def test_one_command_mends_all_of_them(name: str) -> None:
    once = mend(source(name), examine, unsafe=True)
    assert [each.code for each in once.left] == []
    again = mend(once.source, examine, unsafe=True)
    assert again.source.text == once.source.text


@pytest.mark.servers
def test_nginx_as_pasted_lets_strangers_in_and_locks_the_site_out(tmp_path: Path) -> None:
    with application() as behind, nginx(tmp_path, source("nginx.conf").text, behind) as url:
        found = "\n".join(faults(url, "/api/x"))
    assert "200 http://yoursite.com: ['Access-Control-Allow-Origin'" in found
    assert "200 https://yoursite.com: Allow-Origin is ('*', 'https://evil" in found


@pytest.mark.servers
def test_nginx_mended_answers_as_it_should(tmp_path: Path) -> None:
    with application() as behind, nginx(tmp_path, mended("nginx.conf"), behind) as url:
        assert faults(url, "/api/x") == []
        # What is no preflight is the application's.
        assert ask(url, "OPTIONS", "/api/x", ALLOWED[0]).status == 200
        assert ask(url, "OPTIONS", "/api/x").status == 200


@pytest.mark.servers
def test_nginx_before_a_third_party_keeps_cookies_here_and_names_the_host(tmp_path: Path) -> None:
    own = tmp_path / "nginx"
    own.mkdir()
    with third_party(Authority(tmp_path).issue("localhost")) as port:
        told = f"https://localhost:{port}"
        pasted, better = (
            text.replace("https://third-party-api.com", told)
            for text in (source("nginx-third-party.conf").text, mended("nginx-third-party.conf"))
        )
        with nginx(own, pasted, port) as url:
            assert ask(url, "GET", "/proxy/items", ALLOWED[0]).status == 502
        with nginx(own, better, port) as url:
            answer = ask(url, "GET", "/proxy/items", ALLOWED[0], Cookie="sess=1")
            assert answer.status == 200
            assert answer.headers.all("Access-Control-Allow-Origin") == ("*",)
            assert "Set-Cookie" not in answer.headers
            assert {"cookie", "origin"} & seen(answer).keys() == set()


@pytest.mark.servers
@pytest.mark.parametrize(
    ("lines", "put"),
    [
        ("rewrite ^/proxy/(.*)$ /$1 break;\n        proxy_pass https://third-party-api.com;", ""),
        ("proxy_pass https://third-party-api.com/v1/;", "/v1"),
    ],
)
def test_a_third_party_gets_the_path_as_it_came(lines: str, put: str, tmp_path: Path) -> None:
    text = (
        "server {\n    listen 80;\n    location /proxy/ {\n        "
        f"{lines}\n        add_header Access-Control-Allow-Origin * always;\n    }}\n}}\n"
    )
    better = mend(Source("site.conf", text, Kind.NGINX), examine, unsafe=True).source.text
    own = tmp_path / "nginx"
    own.mkdir()
    with third_party(Authority(tmp_path).issue("localhost")) as port:
        better = better.replace("third-party-api.com", f"localhost:{port}")
        with nginx(own, better, port) as url:
            for path, meant in (
                ("/a%2Fb/c?q=%20", "/a%2Fb/c?q=%20"),
                ("/", "/"),
                # What leads out of the place is made plain before.
                ("/a%2F..%2F%2e%2e/proxy/b", "/b"),
            ):
                answer = ask(url, "GET", f"/proxy{path}", ALLOWED[0])
                assert (answer.status, seen(answer)["path"]) == (200, put + meant)


@pytest.mark.servers
def test_apache_mended_answers_as_it_should(tmp_path: Path) -> None:
    with application() as behind, apache(tmp_path, source("apache.conf").text, behind) as url:
        assert faults(url, "/api/x", varies=False)
        assert ask(url, "OPTIONS", "/api/x").headers.get("Access-Control-Allow-Methods")
    again = tmp_path / "mended"
    again.mkdir()
    with application() as behind, apache(again, mended("apache.conf"), behind) as url:
        assert faults(url, "/api/x", varies=False) == []
        answer = ask(url, "GET", "/api/x", ALLOWED[0])
        assert "Access-Control-Allow-Methods" not in answer.headers


@pytest.mark.servers
@pytest.mark.parametrize("name", ["express-cors.js", "express-manual.js", "express-pitfalls.js"])
def test_express_mended_answers_as_it_should(name: str, tmp_path: Path) -> None:
    with express(tmp_path, mended(name)) as url:
        found = faults(url, "/x", foreign=False)
    if name == "express-cors.js":
        # The package itself sends Allow-Credentials to everyone; no option stops it.
        found = [x for x in found if "Allow-Origin'" in x or "Vary" in x]
    if name == "express-pitfalls.js":
        # Its preflights are one function's business, its answers another's.
        found = [x for x in found if "preflight" not in x or "Allow-Origin" in x]
    assert found == []


@pytest.mark.servers
def test_flask_mended_answers_as_it_should(tmp_path: Path) -> None:
    with wsgi(tmp_path, mended("flask-manual.py.txt")) as url:
        found = faults(url, "/api/data", foreign=False)
        assert [x for x in found if "methods" not in x] == []


@pytest.mark.servers
def test_go_mended_answers_as_it_should(tmp_path: Path) -> None:
    with go(tmp_path, mended("main.go")) as url:
        assert faults(url, "/api/data", foreign=False) == []
