import { defineConfig } from 'vite';

// https://vitejs.dev/config/
export default defineConfig({
  server: {
    cors: true,
    allowedHosts: true,
    proxy: {
      '/api': 'http://localhost:8080',
      '/api/socket': { target: 'ws://localhost:8080', ws: true },
    },
  },
  preview: {
    port: 4173,
    cors: true,
  },
});
