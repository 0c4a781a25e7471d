import { serverOptions } from '@waymark/dashboard-server'
import { ingestServerOptions } from '@waymark/ingest'
import type { Config } from '@waymark/runtime'
import Fastify, { type FastifyInstance } from 'fastify'

/** The port is taken by somebody else. */
class PortTaken extends Error {}

/** One server for ingest and dashboard. */
export const createServer = (config: Config): FastifyInstance =>
  Fastify({ ...ingestServerOptions(config.trustedProxies), ...serverOptions })

/** Listens; returns the address that this machine reaches it by. */
export const listen = async (app: FastifyInstance, config: Config): Promise<string> => {
  try {
    await app.listen({ port: config.port, host: config.host })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    throw new PortTaken(
      `Port ${config.port} is taken. Stop what uses it, or choose another: --port ${config.port + 1}`,
    )
  }
  const address = app.server.address()
  const port = typeof address === 'object' && address ? address.port : config.port
  return `http://localhost:${port}`
}
