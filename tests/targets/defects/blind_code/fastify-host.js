const fastify = require('fastify')();

fastify.register(require('@fastify/cors'), {
  origin: (origin, cb) => {
    const { hostname } = new URL(origin);
    if (hostname === 'localhost' || hostname === 'yoursite.com') {
      cb(null, true);
      return;
    }
    cb(new Error('Not allowed'), false);
  },
  methods: ['GET', 'PUT'],
});

fastify.all('/api/data', async () => ({ ok: true }));
fastify.listen({ port: 8080 });
