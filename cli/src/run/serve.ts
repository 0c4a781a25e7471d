import { serverOptions } from '@waymark/dashboard-server'
import { ingestServerOptions } from '@waymark/ingest'
import type { Config, Logger } from '@waymark/runtime'
import Fastify, { type FastifyInstance } from 'fastify'
import { CommandError } from '../print/command-error.ts'
import { answerOthers } from './answer-others.ts'

/** One server for ingest and dashboard. What belongs to neither is answered in the shape of both. */
export const createServer = (config: Config, logger: Logger): FastifyInstance => {
  const app = Fastify({ ...ingestServerOptions(config.trustedProxies), ...serverOptions })
  answerOthers(app, logger)
  return app
}

/** Why it cannot listen, and the way out; `undefined` where nobody at the terminal can do anything about it. */
const whyNot = (
  { code }: NodeJS.ErrnoException,
  { port, host }: Pick<Config, 'port' | 'host'>,
): string | undefined => {
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken. Stop what uses it, or choose another: --port ${port + 1}`
  if (code === 'EACCES')
    return `This user may not listen on port ${port}. Choose another: --port 8090`
  return code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND'
    ? `${host} is no address of this machine. Choose another: --host localhost, or --host 0.0.0.0 for all of them`
    : undefined
}

/** Listens; returns the address that this machine reaches it by. */
export const listen = async (app: FastifyInstance, config: Config): Promise<string> => {
  try {
    await app.listen({ port: config.port, host: config.host })
  } catch (error) {
    const said = whyNot(error as NodeJS.ErrnoException, config)
    throw said === undefined ? error : new CommandError(said)
  }
  const address = app.server.address()
  const port = typeof address === 'object' && address ? address.port : config.port
  return `http://localhost:${port}`
}
