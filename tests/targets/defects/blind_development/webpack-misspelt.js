module.exports = {
  mode: 'development',
  devServer: {
    host: '0.0.0.0',
    allowedHosts: ['all'],
    proxies: [{ context: ['/api'], target: 'http://localhost:8080' }],
  },
};
