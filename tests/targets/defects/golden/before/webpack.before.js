module.exports = {
  devServer: {
    inline: true,
    quiet: true,
    overlay: { errors: true },
    clientLogLevel: 'none',
    publicPath: '/assets/',
    sockHost: 'dev.example.com',
    before(app) {
      app.get('/ping', (_, res) => res.send('pong'));
    },
    after: (app) => app.use(log),
  },
};
