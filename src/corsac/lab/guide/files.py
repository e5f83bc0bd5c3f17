"""The files of the API: the two recipes as people paste them, and what they need around them."""

from __future__ import annotations

from typing import Final

SITE: Final = "yoursite.com"
API: Final = f"api.{SITE}"
#: Where the recipes expect the application.
BACKEND: Final = "backend:8080"
LISTEN: Final = "listen 80;"
#: The server block that goes round for nginx as an API's reverse proxy.
NGINX_RECIPE: Final = """\
server {
    listen 80;
    server_name api.yoursite.com;

    location /api/ {
        # CORS
        set $cors_origin "";
        if ($http_origin ~* "^https?://(yoursite\\.com|localhost:3000)$") {
            set $cors_origin $http_origin;
        }

        add_header 'Access-Control-Allow-Origin' $cors_origin always;
        add_header 'Access-Control-Allow-Methods' 'GET, POST, PUT, DELETE, PATCH, OPTIONS' always;
        add_header 'Access-Control-Allow-Headers' 'Content-Type, Authorization' always;
        add_header 'Access-Control-Allow-Credentials' 'true' always;
        add_header 'Access-Control-Max-Age' 7200 always;

        # preflight
        if ($request_method = 'OPTIONS') {
            add_header 'Access-Control-Allow-Origin' $cors_origin;
            add_header 'Access-Control-Allow-Methods' 'GET, POST, PUT, DELETE, PATCH, OPTIONS';
            add_header 'Access-Control-Allow-Headers' 'Content-Type, Authorization';
            add_header 'Access-Control-Allow-Credentials' 'true';
            add_header 'Access-Control-Max-Age' 7200;
            add_header 'Content-Type' 'text/plain charset=UTF-8';
            add_header 'Content-Length' 0;
            return 204;
        }

        proxy_pass http://backend:8080;
    }
}
"""
#: The settings that go round for django-cors-headers.
DJANGO_RECIPE: Final = """\
INSTALLED_APPS = [
    "corsheaders",
]

MIDDLEWARE = [
    "corsheaders.middleware.CorsMiddleware",  # Must be FIRST
    "django.middleware.common.CommonMiddleware",
]

CORS_ALLOWED_ORIGINS = [
    "https://yoursite.com",
    "http://localhost:3000",
]

CORS_ALLOW_METHODS = ["DELETE", "GET", "OPTIONS", "PATCH", "POST", "PUT"]
CORS_ALLOW_HEADERS = ["content-type", "authorization"]
CORS_ALLOW_CREDENTIALS = True
"""
#: Not CORS: what any project has in its settings. A cookie that a page of another site sends has
#: to be SameSite=None, and then Secure.
PROJECT: Final = """
MIDDLEWARE += ["django.contrib.sessions.middleware.SessionMiddleware"]
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "app"
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
SESSION_COOKIE_SAMESITE = "None"
SESSION_COOKIE_SECURE = True
USE_TZ = True
"""
#: Two pages: one logs in, one gives the user's data to who is logged in.
APP: Final = """\
import os
import secrets
import sys
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponseRedirect, JsonResponse
from django.urls import path


def login(request):
    request.session["user"] = "ana"
    return HttpResponseRedirect("https://yoursite.com/")


def me(request):
    user = request.session.get("user")
    if user is None:
        return JsonResponse({"error": "log in first"}, status=401)
    return JsonResponse({"user": user, "card": "4000 0000 0000 0002"})


urlpatterns = [path("api/login", login), path("api/me", me)]


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Handler(WSGIRequestHandler):
    def log_message(self, *args):
        pass


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
    import settings

    settings.SECRET_KEY = secrets.token_hex()
    with make_server("127.0.0.1", 0, get_wsgi_application(), Server, Handler) as server:
        print(server.server_port, flush=True)
        server.serve_forever()
"""
#: What nginx needs around a site, without root; paths are relative to the folder.
_NGINX: Final = """\
{user}pid nginx.pid;
error_log nginx.log notice;
events {{ }}
http {{
    access_log off;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    ssl_certificate cert.pem;
    ssl_certificate_key key.pem;
    include site.conf;
}}
"""
#: What the two recipes mean to allow.
POLICY: Final = """\
version = 1

[policy]
allow_origins     = ["https://yoursite.com", "http://localhost:3000"]
allow_methods     = ["GET", "POST", "PUT", "DELETE", "PATCH"]
allow_headers     = ["Content-Type", "Authorization"]
allow_credentials = true
max_age           = 7200
"""


def around_site(*, root: bool) -> str:
    """Write nginx's main file; as root its workers stay root, to enter a folder of our own."""
    return _NGINX.format(user="user root;\n" if root else "")


def site(port: int, behind: int) -> str:
    """Write the recipe's server block, on a loopback port, over TLS, before the application.

    Args:
        port: Where it listens.
        behind: The application's port.
    """
    listening = NGINX_RECIPE.replace(LISTEN, f"listen 127.0.0.1:{port} ssl;")
    return listening.replace(BACKEND, f"127.0.0.1:{behind}")
