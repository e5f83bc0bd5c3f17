export default {
  server: {
    headers: {
      'Access-Control-Allow-Origin': '*',
      'X-Frame-Options': 'DENY',
    },
    cors: { origin: '*', credentials: true },
    proxy: {
      '^/api/.*': {
        target: 'http://localhost:8080',
        changeOrigin: true,
        bypass(req) {
          if (req.headers.accept?.includes('text/html')) {
            return '/index.html';
          }
        },
      },
    },
  },
};
