const { createProxyMiddleware } = require('http-proxy-middleware');

const target = process.env.API_URL || 'http://localhost:8080';

module.exports = app => {
  app.use(
    createProxyMiddleware('/api', {
      target,
      changeOrigin: true,
      onProxyRes: proxyRes => {
        proxyRes.headers['Access-Control-Allow-Origin'] = '*';
      },
    }),
  );
};
