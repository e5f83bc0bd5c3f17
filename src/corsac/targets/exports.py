"""The systems that a policy can be exported to: each was run."""

from __future__ import annotations

from typing import Final

from corsac.targets.apache import export as apache
from corsac.targets.cra import export as cra
from corsac.targets.django import export as django
from corsac.targets.export import ExportTarget, Role
from corsac.targets.express import export as express
from corsac.targets.fastapi import export as fastapi
from corsac.targets.flask import export as flask
from corsac.targets.go import export as go
from corsac.targets.haproxy import export as haproxy
from corsac.targets.nginx import export as nginx
from corsac.targets.vite import export as vite
from corsac.targets.webpack import export as webpack

EXPORTS: Final = (
    ExportTarget("nginx", "nginx", nginx.write, Role.SERVER),
    ExportTarget("apache", "Apache httpd", apache.write, Role.SERVER),
    ExportTarget("haproxy", "HAProxy", haproxy.write, Role.PROXY),
    ExportTarget("express", "Express, by hand", express.by_hand),
    ExportTarget("express-cors", "Express, with its cors package", express.package),
    ExportTarget("flask", "Flask, by hand", flask.by_hand),
    ExportTarget("flask-cors", "Flask, with Flask-CORS", flask.package),
    ExportTarget("flask-corsac", "Flask, with corsac's middleware", flask.own, routed=True),
    ExportTarget("django", "Django, with django-cors-headers", django.package),
    ExportTarget("django-corsac", "Django, with corsac's middleware", django.own, routed=True),
    ExportTarget("fastapi", "FastAPI and ASGI, with corsac's middleware", fastapi.own, routed=True),
    ExportTarget("go", "Go net/http, by hand", go.by_hand),
    ExportTarget("go-rs-cors", "Go net/http, with rs/cors", go.package),
    ExportTarget("vite", "Vite's development server", vite.write, Role.DEVELOPMENT),
    ExportTarget("webpack", "webpack-dev-server 5", webpack.write, Role.DEVELOPMENT),
    ExportTarget("cra", "Create React App", cra.write, Role.DEVELOPMENT),
)

BY_NAME: Final = {target.name: target for target in EXPORTS}
