const { createProxyMiddleware: forward } = require('http-proxy-middleware');

const target = 'http://localhost:8080';

module.exports = function (app) {
  app.use(['/api', '/auth'], forward({ target, changeOrigin: true }));
  app.use(forward('/img/*', { target }));
};
