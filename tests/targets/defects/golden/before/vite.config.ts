import { defineConfig } from 'vite'
export default defineConfig({ server: { cors: true, allowedHosts: true, proxy: { '/api': { target: 'http://x', changeorigin: true, rewrite: (p) => p } } } })
