const proxy = require('http-proxy-middleware');

module.exports = (app) => {
  app.use(
    proxy.createProxyMiddleware('/api', {
      target: 'http://localhost:8080',
      changeOrigin: true,
      ws: true,
    }),
    proxy.createProxyMiddleware(['/auth', '/img/**'], {
      target: 'http://localhost:8080',
    }),
  );
};
