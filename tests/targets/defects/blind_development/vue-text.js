module.exports = {
  lintOnSave: false,
  devServer: {
    allowedHosts: 'all',
    headers: {
      'Access-Control-Allow-Origin': '*',
    },
    proxy: 'http://localhost:8080',
  },
};
