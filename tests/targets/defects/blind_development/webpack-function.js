module.exports = (env, argv) => ({
  entry: './src/index.js',
  devServer: {
    port: 3000,
    open: false,
    proxy: [
      {
        context: '/api',
        target: 'http://localhost:8080',
        ws: true,
        logLevel: 'debug',
        onProxyRes: (proxyRes, req, res) => {
          proxyRes.headers['x-from'] = 'dev';
        },
      },
    ],
    setupMiddlewares: (middlewares, devServer) => {
      devServer.app.get('/ping', (_, res) => {
        res.send('pong');
      });
      return middlewares;
    },
  },
});
