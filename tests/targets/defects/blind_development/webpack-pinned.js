const path = require('path');

module.exports = (env) => ({
  entry: './src/index.js',
  mode: 'development',
  devServer: {
    contentBase: path.resolve(__dirname, 'dist'),
    publicPath: '/',
    inline: true,
    overlay: { errors: true },
    disableHostCheck: true, // behind a tunnel
    before(app) {
      app.get('/ping', (req, res) => res.send('pong'));
    },
    proxy: {
      '/api': {
        target: 'http://localhost:8080',
        secure: false,
      },
      '/files': 'http://localhost:8080',
    },
  },
});
