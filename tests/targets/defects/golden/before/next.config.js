/** @type {import('next').NextConfig} */
module.exports = {
  reactStrictMode: true,
  async rewrites() {
    return [
      { source: '/api/:path*', destination: 'https://api.example.com/' },
      { source: '/auth/:path*', destination: 'https://auth.example.com/:path*' },
      { source: '/blog/:slug', destination: 'https://blog.example.com/:post' },
      { source: '/about', destination: '/pages/about' },
    ];
  },
  async headers() {
    return [
      {
        source: '/api/:path*',
        headers: [
          { key: 'Access-Control-Allow-Credentials', value: 'true' },
          { key: 'Access-Control-Allow-Origin', value: '*' },
          { key: 'Access-Control-Allow-Methods', value: 'GET,OPTIONS,PATCH,DELETE,POST,PUT' },
        ],
      },
      { source: '/a', headers: [{ key: 'Access-Control-Allow-Origin', value: 'https://a.example/' }] },
      { source: '/b', headers: [{ key: 'Access-Control-Allow-Origin', value: 'https://a.example, https://b.example' }] },
      { source: '/c', headers: [{ key: 'Access-Control-Allow-Origin', value: process.env.ORIGIN }] },
    ];
  },
};
