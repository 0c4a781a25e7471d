import type { FastifyInstance } from 'fastify'
import { createAlertStreams } from './host/alert-stream.ts'
import { readBuiltFiles } from './host/read-built-files.ts'
import { receiveAlerts } from './host/receive-alerts.ts'
import { createAlertShelf } from './host/received-alert.ts'
import { serveDemo } from './host/serve-demo.ts'
import { callApi, env, type Instance } from './instance-api.ts'
import { type Filled, type FillOptions, fill } from './seed/fill.ts'
import { openSeed } from './seed/seed-file.ts'

export interface DemoConfig {
  /** The data directory of the instance. */
  readonly dir: string
  /** What browsers reach this instance by; absent: the address that they used. */
  readonly publicUrl?: string
}

export interface DemoDeps {
  readonly clock: () => number
  /** The two tags, as Setup prints them. */
  readonly snippet: (origin: string) => string
  readonly knowsEndpoint: FillOptions['knowsEndpoint']
  readonly isHeldOut: FillOptions['isHeldOut']
  readonly recordDraws: FillOptions['recordDraws']
}

export interface FillInput {
  /** Where this machine reaches the instance. */
  readonly instance: Instance
  readonly onProgress: FillOptions['onProgress']
}

export interface Demo {
  /** Adds `/demo` to the server. */
  readonly register: (app: FastifyInstance) => void
  /** Once the server listens: definitions and history, unless an earlier start has brought them. */
  readonly fill: (input: FillInput) => Promise<Filled>
  readonly stop: () => void
}

/** A made-up product with Waymark in it, and who hears of its leads. */
export const createDemo = (config: DemoConfig, deps: DemoDeps): Demo => {
  const shelf = createAlertShelf()
  const streams = createAlertStreams(shelf)
  const seed = openSeed(config.dir, deps.clock())
  let secret: string | undefined
  let stopped = false
  const { clock, snippet } = deps
  const fillAndListen = async ({ instance, onProgress }: FillInput): Promise<Filled> => {
    const { dir } = config
    const receiver = {
      hook: `${instance.url}/demo/hook`,
      slack: `${instance.url}/demo/slack/${seed.slackPath}`,
    }
    const { knowsEndpoint, isHeldOut, recordDraws } = deps
    const past = { dir, seed, knowsEndpoint, isHeldOut, recordDraws }
    const filled = await fill(instance, { ...past, receiver, onProgress })
    if (filled.t !== 'occupied') {
      const path = `/api/endpoints/sdr-inbox/secret?env=${env}`
      secret = (await callApi<{ secret: string }>(instance, path, {})).secret
    }
    return filled
  }
  return {
    register: (app) => {
      const secretNow = (): string | undefined => secret
      receiveAlerts(app, { shelf, clock, secret: secretNow, slackPath: seed.slackPath })
      const built = readBuiltFiles()
      serveDemo(app, { built, streams, snippet, publicUrl: config.publicUrl })
    },
    fill: (input) =>
      fillAndListen(input).catch((error: unknown) => {
        if (!stopped) throw error
        // The process is on its way out and its doors are shut: nobody waits for the rest.
        return new Promise<never>(() => undefined)
      }),
    stop: () => {
      stopped = true
      streams.closeAll()
    },
  }
}
