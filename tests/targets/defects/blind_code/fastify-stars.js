const fastify = require('fastify')();

fastify.register(require('@fastify/cors'), {
  origin: ['https://yoursite.com', 'http://localhost:3000'],
  methods: ['*'],
  allowedHeaders: '*',
  credentials: true,
});

fastify.all('/api/data', async () => ({ ok: true }));
fastify.listen({ port: 8080 });
