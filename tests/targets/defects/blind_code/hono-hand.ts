import { Hono } from 'hono';
import { serve } from '@hono/node-server';

const app = new Hono();

app.use('*', async (c, next) => {
  const origin = c.req.header('Origin') ?? '*';
  if (c.req.method === 'OPTIONS') {
    return new Response(null, {
      status: 204,
      headers: {
        'Access-Control-Allow-Origin': origin,
        'Access-Control-Allow-Methods': 'GET,POST,PUT,DELETE,OPTIONS',
        'Access-Control-Allow-Headers': 'Content-Type, Authorization',
        'Access-Control-Allow-Credentials': 'true',
      },
    });
  }
  await next();
  c.header('Access-Control-Allow-Origin', origin);
  c.header('Access-Control-Allow-Credentials', 'true');
});
app.all('/api/data', (c) => c.json({ ok: true }));
serve({ fetch: app.fetch, port: 8080 });
