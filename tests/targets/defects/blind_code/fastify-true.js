const fastify = require('fastify')({ logger: false });

fastify.register(require('@fastify/cors'), {
  origin: true,
  credentials: true,
  methods: ['GET', 'POST', 'PUT', 'DELETE'],
});

fastify.all('/api/data', async () => ({ ok: true }));
fastify.listen({ port: 8080 });
