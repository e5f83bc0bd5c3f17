const merge = (a, b) => ({ ...a, ...b });
const common = { entry: './src/index.js' };

module.exports = merge(common, {
  mode: 'development',
  devtool: 'inline-source-map',
  devServer: {
    contentBase: './dist',
    disableHostCheck: true,
    public: 'dev.example.com',
    proxy: {
      '/api': {
        target: 'http://localhost:8080',
        ws: true,
      },
      '/img/**': 'http://localhost:9000',
    },
  },
});
