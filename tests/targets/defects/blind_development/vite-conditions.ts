import { defineConfig } from 'vite'

const shared = {
  '/auth': { target: 'http://localhost:8080', changeOrigin: true },
} as const

const config = defineConfig({
  server: {
    proxy: process.env.NODE_ENV !== 'production'
      ? {
          ...shared,
          '/api': { target: 'http://localhost:8080', ws: true },
        }
      : undefined,
  },
})

config.preview = {}
config.preview.proxy = { '/api': 'http://localhost:8080' }

export default config
