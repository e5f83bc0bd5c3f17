"""The systems that a policy can be exported to: each was run, or names what it was checked by."""

from __future__ import annotations

from typing import Final

from corsac.targets.apache import export as apache
from corsac.targets.apigateway import export as apigateway
from corsac.targets.caddy import export as caddy
from corsac.targets.cra import export as cra
from corsac.targets.django import export as django
from corsac.targets.envoy import export as envoy
from corsac.targets.export import ExportTarget, Role, Versions
from corsac.targets.express import export as express
from corsac.targets.fastapi import export as fastapi
from corsac.targets.fastify import export as fastify
from corsac.targets.flask import export as flask
from corsac.targets.gateway import export as gateway
from corsac.targets.go import export as go
from corsac.targets.haproxy import export as haproxy
from corsac.targets.hono import export as hono
from corsac.targets.nestjs import export as nestjs
from corsac.targets.next import export as next_js
from corsac.targets.nginx import export as nginx
from corsac.targets.node import export as node
from corsac.targets.s3 import export as s3
from corsac.targets.socketio import export as socketio
from corsac.targets.spring import export as spring
from corsac.targets.traefik import export as traefik
from corsac.targets.vite import export as vite
from corsac.targets.webpack import export as webpack
from corsac.targets.ws import export as ws

_NGINX: Final = Versions("nginx", ("1.11.7", "1.29.3"), "1.11.7")
_EXPRESS: Final = Versions("Express", ("4", "5"), "5")
_WEBPACK: Final = Versions("webpack-dev-server", ("4", "5", "6"), "5")
_MIDDLEWARE: Final = Versions("http-proxy-middleware", ("2", "3", "4"), "3")

EXPORTS: Final = (
    ExportTarget("nginx", "nginx", nginx.write, Role.SERVER, versions=_NGINX),
    ExportTarget("apache", "Apache httpd", apache.write, Role.SERVER),
    ExportTarget("haproxy", "HAProxy", haproxy.write, Role.PROXY),
    ExportTarget("caddy", "Caddy", caddy.write, Role.SERVER),
    ExportTarget("traefik", "Traefik", traefik.write, Role.PROXY),
    ExportTarget("envoy", "Envoy", envoy.write, Role.PROXY),
    ExportTarget("node", "Node.js http, by hand", node.by_hand),
    ExportTarget("express", "Express, by hand", express.by_hand, versions=_EXPRESS),
    ExportTarget(
        "express-cors", "Express, with its cors package", express.package, versions=_EXPRESS
    ),
    ExportTarget("fastify", "Fastify", fastify.write),
    ExportTarget("nestjs", "NestJS, on Express", nestjs.write),
    ExportTarget("hono", "Hono", hono.write),
    ExportTarget("socketio", "Socket.IO, polling and WebSockets", socketio.write),
    ExportTarget("ws", "WebSockets with Node.js's ws package", ws.write),
    ExportTarget("flask", "Flask, by hand", flask.by_hand),
    ExportTarget("flask-cors", "Flask, with Flask-CORS", flask.package),
    ExportTarget("flask-corsac", "Flask, with corsac's middleware", flask.own, routed=True),
    ExportTarget("django", "Django, with django-cors-headers", django.package),
    ExportTarget("django-corsac", "Django, with corsac's middleware", django.own, routed=True),
    ExportTarget("fastapi", "FastAPI and ASGI, with corsac's middleware", fastapi.own, routed=True),
    ExportTarget("go", "Go net/http, by hand", go.by_hand),
    ExportTarget("go-rs-cors", "Go net/http, with rs/cors", go.package),
    ExportTarget("vite", "Vite's development server", vite.write, Role.DEVELOPMENT),
    ExportTarget(
        "webpack", "webpack-dev-server", webpack.write, Role.DEVELOPMENT, versions=_WEBPACK
    ),
    ExportTarget("cra", "Create React App", cra.write, Role.DEVELOPMENT, versions=_MIDDLEWARE),
    ExportTarget("next", "Next.js, by a route handler", next_js.handler, Role.DEVELOPMENT),
    ExportTarget("next-rewrites", "Next.js, by rewrites", next_js.rewrites, Role.DEVELOPMENT),
    ExportTarget(
        "gateway",
        "Gateway API of Kubernetes",
        gateway.write,
        Role.PROXY,
        schema="the schema of Gateway API 1.5",
    ),
    ExportTarget("s3", "S3, by CloudFormation", s3.write, schema="CloudFormation's schema"),
    ExportTarget(
        "apigateway",
        "HTTP APIs of Amazon API Gateway, by CloudFormation",
        apigateway.write,
        schema="CloudFormation's schema",
    ),
    ExportTarget(
        "spring", "Spring Boot, with Spring Security", spring.write, schema="Java's grammar"
    ),
)

BY_NAME: Final = {target.name: target for target in EXPORTS}
