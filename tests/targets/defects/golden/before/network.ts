import cors from '@koa/cors'
import { env } from './env'

const near = /localhost|^http:\/\/192\.168\.|^http:\/\/10\./

export const layer = cors({
  origin: (ctx) => {
    const origin = ctx.get('Origin')
    return near.test(origin) || env.ORIGINS.includes(origin) ? origin : ''
  },
})
