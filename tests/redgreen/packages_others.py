"""CORS by the packages of the younger frameworks of Node.js and Python."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.redgreen.by_hand_others import FASTIFY, HONO, KOA, NESTJS, QUART
from tests.redgreen.packages import (
    ANY_HEADER,
    CORS,
    ECHOES,
    SAFE,
    STARS,
    STARTS,
    Package,
    lines_of,
)

FASTIFY_CORS: Final = replace(
    CORS, hand=FASTIFY, shape='app.register(require("@fastify/cors"), {\n%OPTIONS%\n});'
)
NEST_CORS: Final = replace(CORS, hand=NESTJS, shape="app.enableCors({\n%OPTIONS%\n});")
KOA_CORS: Final = Package(
    KOA,
    'const cors = require("@koa/cors");\n\napp.use(cors({\n%OPTIONS%\n}));',
    '  origin: "{}",'.format,
    lambda pattern: (
        '  origin: (ctx) => (/{}/.test(ctx.get("Origin")) ? ctx.get("Origin") : ""),'.format(
            pattern.replace("/", "\\/")
        )
    ),
    '  origin: (ctx) => ctx.get("Origin"),',
    *lines_of("  {}: {},", "allowMethods", "allowHeaders"),
    "  credentials: true,",
    reasons={"`*` with credentials": ECHOES},
)
HONO_CORS: Final = Package(
    HONO,
    'import { cors } from "hono/cors";\n\napp.use(cors({\n%OPTIONS%\n}));',
    '  origin: "{}",'.format,
    lambda pattern: '  origin: (origin) => (/{}/.test(origin) ? origin : ""),'.format(
        pattern.replace("/", "\\/")
    ),
    "  origin: (origin) => origin,",
    *lines_of("  {}: {},", "allowMethods", "allowHeaders"),
    "  credentials: true,",
)
QUART_CORS: Final = Package(
    QUART,
    "from quart_cors import cors\n\napp = cors(\n    app,\n    expose_headers=[],\n%OPTIONS%\n)",
    '    allow_origin=["{}"],'.format,
    '    allow_origin=[re.compile(r"{}")],'.format,
    '    allow_origin=[re.compile(r".*")],',
    *lines_of("    {}={},", "allow_methods", "allow_headers"),
    "    allow_credentials=True,",
    reasons={
        "`*` with credentials": "it refuses to start so",
        "a pattern open at its start": STARTS,
        **dict.fromkeys(STARS, ANY_HEADER),
    },
)
LITESTAR: Final = Package(
    QUART,
    "from litestar.config.cors import CORSConfig\n\ncors = CORSConfig(\n%OPTIONS%\n)",
    '    allow_origins=["{}"],'.format,
    '    allow_origins=[],\n    allow_origin_regex=r"{}",'.format,
    '    allow_origins=[],\n    allow_origin_regex=r".*",',
    *lines_of("    {}={},", "allow_methods", "allow_headers"),
    "    allow_credentials=True,",
    reasons={
        **SAFE,
        "`*` with credentials": ECHOES,
        "a pattern open at its start": STARTS,
        "a pattern open at its end": "it matches the whole of an origin",
        "`*` for methods, with credentials": "it reads `*` as the methods that it names",
        **dict.fromkeys(STARS, ANY_HEADER),
    },
)
