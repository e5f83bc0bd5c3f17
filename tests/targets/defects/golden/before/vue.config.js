module.exports = {
  publicPath: '/',
  devServer: {
    port: 8081,
    proxy: {
      '^/api': {
        target: 'http://localhost:3000',
        changeOrigin: true,
        pathrewrite: { '^/api': '' },
      },
    },
  },
};
