import Koa from 'koa';

const ALLOWED = ['https://yoursite.com', 'http://localhost:3000'];
const app = new Koa();

app.use(async (ctx, next) => {
  const requestOrigin = ctx.get('Origin');
  if (ALLOWED.some((o) => requestOrigin.startsWith(o))) {
    ctx.set('Access-Control-Allow-Origin', requestOrigin);
    ctx.set('Access-Control-Allow-Credentials', 'true');
  }
  if (ctx.method === 'OPTIONS') {
    ctx.set('Access-Control-Allow-Methods', 'GET,HEAD,PUT,POST,DELETE');
    ctx.set('Access-Control-Allow-Headers', 'Content-Type,Authorization');
    ctx.status = 204;
    return;
  }
  await next();
});
app.use((ctx) => { ctx.body = { ok: true }; });
app.listen(8080);
