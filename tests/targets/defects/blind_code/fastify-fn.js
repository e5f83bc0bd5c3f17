const Fastify = require('fastify');
const cors = require('@fastify/cors');

const allowed = ['https://yoursite.com', 'http://localhost:3000'];

async function main() {
  const app = Fastify();
  await app.register(cors, {
    origin: (origin, cb) => {
      if (!origin || allowed.includes(origin)) {
        cb(null, true);
        return;
      }
      cb(new Error('Not allowed'), false);
    },
    credentials: true,
    methods: ['GET', 'POST', 'PUT', 'DELETE'],
  });
  app.all('/api/data', async () => ({ ok: true }));
  await app.listen({ port: 8080 });
}
main();
