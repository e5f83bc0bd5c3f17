import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { serve } from '@hono/node-server';

const app = new Hono();
app.use('*', cors({
  origin: ['https://yoursite.com', 'http://localhost:3000'],
  allowHeaders: ['*'],
  allowMethods: ['*'],
  credentials: true,
}));
app.all('/api/data', (c) => c.json({ ok: true }));
serve({ fetch: app.fetch, port: 8080 });
