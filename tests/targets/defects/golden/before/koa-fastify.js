const app = require('fastify')();
app.register(require('@fastify/cors'), { origin: true, credentials: true });
const Koa = require('koa'); const kcors = require('@koa/cors'); const k = new Koa();
k.use(kcors({ credentials: true }));
k.use(async (ctx, next) => {
  ctx.set('Access-Control-Allow-Origin', ctx.headers.origin);
  ctx.set('Access-Control-Allow-Credentials', true);
  await next();
});
