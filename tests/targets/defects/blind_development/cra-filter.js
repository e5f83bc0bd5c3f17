const { createProxyMiddleware } = require('http-proxy-middleware');

const apiProxy = createProxyMiddleware({
  pathFilter: '/api',
  target: 'http://localhost:8080',
  changeOrigin: true,
  ws: true,
  on: {
    error: (err, req, res) => res.end(String(err)),
  },
});

module.exports = function (app) {
  app.use(apiProxy);
};
