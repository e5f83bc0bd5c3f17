"""Systems are named by what they answer, never by what they leave out."""

from __future__ import annotations

import pytest

from corsac.core.findings import Confidence, Where
from corsac.core.headers import Headers
from corsac.core.messages import Exchange, Failure, FailureKind, WireRequest, WireResponse
from corsac.targets.recognise import recognise
from corsac.targets.system import System, Tier


def exchange(*lines: tuple[str, str], body: bytes = b"", status: int = 200) -> Exchange:
    request = WireRequest("GET", "https://api.example/")
    return Exchange(request, WireResponse(status, headers=Headers.of(lines), body=body))


def known(*exchanges: Exchange) -> System:
    system = recognise(exchanges)
    assert system is not None
    return system


# Heads and error pages as the systems themselves sent them.
SEEN = {
    "nginx 1.22.1": exchange(("Server", "nginx/1.22.1")),
    "nginx": exchange(body=b"<hr><center>nginx</center>\r\n", status=404),
    "Apache 2.4.71": exchange(("Server", "Apache/2.4.71 (Debian)")),
    "Apache": exchange(("Server", "Apache")),
    "Express": exchange(("X-Powered-By", "Express")),
    "Flask": exchange(("Server", "Werkzeug/3.1.9 Python/3.11.7")),
    "Quart": exchange(
        ("server", "hypercorn-h11"),
        body=b"<!doctype html>\n<html lang=en>\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n",
        status=404,
    ),
    "aiohttp 3.14.5": exchange(("Server", "Python/3.11 aiohttp/3.14.5")),
    "Litestar": exchange(("server", "uvicorn"), body=b'{"status_code":404,"detail":"Not Found"}'),
    "Fastify": exchange(
        body=b'{"message":"Route GET:/x not found","error":"Not Found","statusCode":404}'
    ),
    "Hono": exchange(("Content-Type", "text/plain; charset=UTF-8"), body=b"404 Not Found"),
    "NestJS": exchange(
        body=b'{"message":"Cannot GET /x","error":"Not Found","statusCode":404}', status=404
    ),
    "Django": exchange(("Server", "WSGIServer/0.2 CPython/3.11.7")),
    "FastAPI": exchange(("server", "uvicorn"), body=b'{"detail":"Not Found"}', status=404),
    "Go net/http": exchange(
        ("Content-Type", "text/plain; charset=utf-8"),
        ("X-Content-Type-Options", "nosniff"),
        body=b"404 page not found\n",
        status=404,
    ),
    "Next.js": exchange(("X-Powered-By", "Next.js")),
    "Vite dev server": exchange(body=b'<script type="module" src="/@vite/client"></script>'),
    "Caddy": exchange(("Server", "Caddy")),
    "IIS 10.0": exchange(("Server", "Microsoft-IIS/10.0")),
    "ASP.NET Core": exchange(("Server", "Kestrel")),
    "Apache Tomcat 10.1.60": exchange(body=b"<hr /><h3>Apache Tomcat/10.1.60</h3>", status=404),
    "Spring": exchange(body=b"Invalid CORS request", status=403),
    "Amazon S3": exchange(("Server", "AmazonS3"), ("x-amz-request-id", "1")),
    "Amazon CloudFront": exchange(("Via", "1.1 0123.cloudfront.net (CloudFront)")),
    "Cloudflare": exchange(("Server", "cloudflare"), ("CF-RAY", "1-FRA")),
    "Amazon API Gateway": exchange(("apigw-requestid", "x")),
    "Envoy": exchange(("server", "envoy")),
    "Istio (Envoy)": exchange(("server", "istio-envoy")),
    "HAProxy": exchange(
        body=b"<html><body><h1>503 Service Unavailable</h1>\n"
        b"No server is available to handle this request.\n</body></html>\n",
        status=503,
    ),
    "LiteSpeed": exchange(("Server", "LiteSpeed")),
    "PHP 8.2.36": exchange(("X-Powered-By", "PHP/8.2.36")),
    "a Python WSGI application": exchange(("Server", "gunicorn")),
    "a Python ASGI application": exchange(("server", "uvicorn")),
}


@pytest.mark.parametrize(("name", "seen"), SEEN.items(), ids=SEEN)
def test_a_system_is_named_with_its_version(name: str, seen: Exchange) -> None:
    assert str(known(seen)) == name


def test_django_is_known_by_its_four_default_headers_together() -> None:
    lines = [
        ("X-Frame-Options", "DENY"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ]
    assert known(exchange(*lines)).origin.name == "django"
    assert recognise([exchange(*lines[:3])]) is None


def test_silence_proves_nothing() -> None:
    assert recognise([exchange()]) is None
    assert recognise([]) is None


def test_a_failure_is_passed_over() -> None:
    request = WireRequest("GET", "https://api.example/")
    assert recognise([Exchange(request, Failure(FailureKind.REFUSED))]) is None


def test_layers_stand_in_the_order_of_the_path() -> None:
    system = known(exchange(("X-Powered-By", "Express"), ("Server", "nginx"), ("CF-Ray", "1-FRA")))
    assert str(system) == "Cloudflare → nginx → Express"
    assert [layer.tier for layer in system.layers] == [Tier.EDGE, Tier.SERVER, Tier.APPLICATION]
    assert system.edge is system.layers[0]
    assert system.origin.name == "express"


def test_one_layer_alone_has_no_edge() -> None:
    assert known(exchange(("Server", "nginx"))).edge is None


def test_a_vague_name_gives_way_to_an_exact_one() -> None:
    system = known(exchange(("Server", "gunicorn"), ("Set-Cookie", "csrftoken=1")))
    assert str(system) == "Django"


def test_clues_add_up_over_answers_and_never_hold_a_cookie() -> None:
    system = known(
        exchange(body=b"<hr><center>nginx</center>\r\n", status=404),
        exchange(("Server", "nginx/1.27.0"), ("Set-Cookie", "csrftoken=secret")),
    )
    nginx = system.layer("nginx")
    assert nginx is not None
    assert (nginx.version, nginx.confidence) == ("1.27.0", Confidence.HIGH)
    assert nginx.clues == (Where(0), Where(1, "server"))
    assert "secret" not in repr(system)
    assert system.layer("apache") is None


def test_apache_tomcats_connector_is_not_apache() -> None:
    assert known(exchange(("Server", "Apache-Coyote/1.1"))).origin.name == "tomcat"


def test_an_answer_of_an_api_of_next_js_is_known_by_what_it_varies_with() -> None:
    assert (
        str(known(exchange(("Vary", "rsc, next-router-state-tree, Accept-Encoding")))) == "Next.js"
    )
