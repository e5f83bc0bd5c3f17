import cors from '@fastify/cors'
import { FastifyInstance } from 'fastify'

export const layer = async (app: FastifyInstance) => {
  await app.register(cors, {
    origin: (origin, cb) => {
      const host = new URL(origin!).hostname
      cb(null, host === 'app.example')
    },
  })
  await app.register(cors, {
    origin: (origin, cb) => {
      if (origin) {
        cb(null, new URL(origin).hostname === 'app.example')
      }
    },
  })
}
