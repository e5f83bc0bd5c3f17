"""CORS by hand in the younger frameworks of Node.js and Python."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.redgreen.by_hand import EXPRESS, FLASK, Hand

_TEST: Final = """\
if (/%PATTERN%/.test(%ASKER%)) {
  %BODY%
}"""
_SENT: Final = """\
if (%ASKER%) {
  %BODY%
}"""
_ONCE: Final = "two layers, two headers"


def _asking(asker: str, hand: Hand) -> Hand:
    """Make a language of JavaScript by how it names the origin that asks."""
    guard, present = (shape.replace("%ASKER%", asker) for shape in (_TEST, _SENT))
    return replace(hand, origin=asker, guard=guard, present=present)


FASTIFY: Final = _asking(
    "request.headers.origin",
    replace(
        EXPRESS,
        shape="""\
app.addHook("onRequest", (request, reply, done) => {
  %COMMON%
  if (request.method === "OPTIONS") {
    %PREFLIGHT%
    return reply.code(204).send();
  }
  %ACTUAL%
  done();
});""",
        header='reply.header("%NAME%", %VALUE%);',
        again="",
        refused="""\
app.addHook("onRequest", (request, reply, done) => {
  if (request.method !== "OPTIONS") return done();
  return reply.code(%STATUS%).send();
});""",
        redirected="""\
app.addHook("onRequest", (request, reply, done) => {
  if (request.method !== "OPTIONS") return done();
  return reply.redirect("/", 301);
});""",
        reasons={_ONCE: "an answer of Fastify's holds each header once"},
    ),
)
KOA: Final = _asking(
    'ctx.get("Origin")',
    replace(
        EXPRESS,
        shape="""\
app.use(async (ctx, next) => {
  %COMMON%
  if (ctx.method === "OPTIONS") {
    %PREFLIGHT%
    ctx.status = 204;
    return;
  }
  %ACTUAL%
  await next();
});""",
        header='ctx.set("%NAME%", %VALUE%);',
        again='ctx.append("%NAME%", %VALUE%);',
        refused="""\
app.use(async (ctx, next) => {
  if (ctx.method !== "OPTIONS") return next();
  ctx.status = %STATUS%;
});""",
        redirected="""\
app.use(async (ctx, next) => {
  if (ctx.method !== "OPTIONS") return next();
  ctx.status = 301;
  ctx.redirect("/");
});""",
    ),
)
HONO: Final = _asking(
    'c.req.header("Origin")',
    replace(
        EXPRESS,
        shape="""\
app.use(async (c, next) => {
  %COMMON%
  if (c.req.method === "OPTIONS") {
    %PREFLIGHT%
    return c.body(null, 204);
  }
  %ACTUAL%
  await next();
});""",
        header='c.header("%NAME%", %VALUE%);',
        again='c.header("%NAME%", %VALUE%, { append: true });',
        refused="""\
app.use((c, next) => (c.req.method === "OPTIONS" ? c.body(null, %STATUS%) : next()));""",
        redirected="""\
app.use((c, next) => (c.req.method === "OPTIONS" ? c.redirect("/", 301) : next()));""",
    ),
)
_APPLY: Final = (
    'consumer.apply((req, res, next) => (req.method === "OPTIONS" ? {} : next()))'
    '.forRoutes("{{*splat}}");'
)
#: On Express: its middleware, in Nest's order.
NESTJS: Final = replace(
    EXPRESS,
    refused=_APPLY.format("res.sendStatus(%STATUS%)"),
    redirected=_APPLY.format('res.redirect(301, "/")'),
)
QUART: Final = replace(FLASK, reasons={})
AIOHTTP: Final = replace(
    FLASK,
    shape="""\
@web.middleware
async def add_headers(request, handler):
    if request.method == "OPTIONS":
        response = web.Response(status=204)
    else:
        response = await handler(request)
    %COMMON%
    %PREFLIGHT%
    %ACTUAL%
    return response


app.middlewares.append(add_headers)""",
    refused="""\
@web.middleware
async def refuse(request, handler):
    if request.method == "OPTIONS":
        return web.Response(status=%STATUS%)
    return await handler(request)


app.middlewares.append(refuse)""",
    redirected="""\
@web.middleware
async def refuse(request, handler):
    if request.method == "OPTIONS":
        raise web.HTTPMovedPermanently("/")
    return await handler(request)


app.middlewares.append(refuse)""",
)
