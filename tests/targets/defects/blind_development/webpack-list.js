const path = require('path');

/** @type {import('webpack').Configuration} */
const config = {
  entry: './src/index.js',
  output: { path: path.resolve(__dirname, 'dist'), filename: '[name].js' },
  devServer: {
    static: './public',
    hot: true,
    historyApiFallback: true,
    allowedHosts: 'all',
    headers: { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*' },
    proxy: [
      {
        context: ['/api', '/auth'],
        target: 'http://localhost:8080',
        secure: false,
        changeOrigin: true,
      },
    ],
  },
};

module.exports = config;
