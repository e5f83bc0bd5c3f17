const Koa = require('koa');
const cors = require('@koa/cors');
const app = new Koa();

app.use(cors({
  origin: (ctx) => ctx.request.header.origin,
  credentials: true,
  allowMethods: ['GET', 'POST', 'PUT'],
  allowHeaders: ['Content-Type', 'Authorization'],
}));
app.use((ctx) => { ctx.body = { ok: true }; });
app.listen(8080);
