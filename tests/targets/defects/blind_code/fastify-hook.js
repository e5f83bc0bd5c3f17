const fastify = require('fastify')();

fastify.addHook('onRequest', async (request, reply) => {
  const origin = request.headers.origin || '*';
  reply.header('Access-Control-Allow-Origin', origin);
  reply.header('Access-Control-Allow-Credentials', 'true');
  reply.header('Access-Control-Allow-Methods', 'GET,POST,PUT,DELETE,OPTIONS');
  reply.header('Access-Control-Allow-Headers', 'Content-Type, Authorization');
  if (request.method === 'OPTIONS') {
    return reply.status(204).send();
  }
});

fastify.all('/api/data', async () => ({ ok: true }));
fastify.listen({ port: 8080 });
