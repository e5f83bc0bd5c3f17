const Koa = require('koa');
const cors = require('@koa/cors');
const app = new Koa();

app.use(cors({ credentials: true }));
app.use((ctx) => { ctx.body = { ok: true }; });
app.listen(8080);
