"""Written by tools/verify_exports.py: don't edit."""

from __future__ import annotations

from typing import Final

from corsac.targets.verified import Run

VERIFIED: Final = {
    "nginx": Run("nginx 1.22.1, 1.31.3", "2026-11-22", 26),
    "apache": Run("Apache 2.4.71", "2026-11-22", 23),
    "haproxy": Run("HAProxy 2.6.12", "2026-11-22", 22),
    "caddy": Run("Caddy 2.11.7", "2026-11-22", 24),
    "traefik": Run("Traefik 3.7.15", "2026-11-22", 20),
    "envoy": Run("Envoy 1.40.0", "2026-11-22", 24),
    "node": Run("Node.js 20.20.2", "2026-11-22", 15),
    "express": Run("express 5.3.0, 4.22.3", "2026-11-22", 19),
    "express-cors": Run("express 5.3.0, 4.22.3, cors 2.8.6", "2026-11-22", 19),
    "fastify": Run("fastify 5.12.8", "2026-11-22", 17),
    "nestjs": Run("@nestjs/core 12.5.1", "2026-11-22", 17),
    "hono": Run("hono 4.13.19", "2026-11-22", 16),
    "socketio": Run("socket.io 4.8.4", "2026-11-22", 4),
    "ws": Run("ws 8.23.0", "2026-11-22", 4),
    "flask": Run("flask 3.1.3", "2026-11-22", 17),
    "flask-cors": Run("flask 3.1.3, flask-cors 6.0.5", "2026-11-22", 17),
    "flask-corsac": Run("flask 3.1.3", "2026-11-22", 16),
    "django": Run("django 5.2.19, django-cors-headers 4.9.0", "2026-11-22", 16),
    "django-corsac": Run("django 5.2.19", "2026-11-22", 16),
    "fastapi": Run("fastapi 0.165.0", "2026-11-22", 16),
    "go": Run("Go 1.19.8", "2026-11-22", 19),
    "go-rs-cors": Run("Go 1.19.8, rs/cors of Debian", "2026-11-22", 19),
    "vite": Run("vite 8.3.8", "2026-11-22", 4),
    "webpack": Run("webpack-dev-server 5.2.7, 4.15.2, 6.1.0", "2026-11-22", 8),
    "cra": Run("react-scripts 5.0.1, http-proxy-middleware 2.0.9, 3.0.10, 4.2.1", "2026-11-22", 9),
    "next": Run("next 16.4.6", "2026-11-22", 4),
    "next-rewrites": Run("next 16.4.6", "2026-11-22", 4),
}
