import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startClickHouseInDocker } from './clickhouse-docker.ts'
import { startClickHouseProcess } from './clickhouse-process.ts'
import { clickHouseNeeds, findClickHouse } from './find-clickhouse.ts'
import { freePort } from './free-port.ts'
import type { Restartable } from './restartable.ts'

/** A real ClickHouse server of a test's own. `await using` stops it. */
export interface TestClickHouse extends AsyncDisposable, Restartable {
  readonly url: string
  readonly username: string
  readonly password: string
  /** Ends it; data that nobody named goes too. */
  readonly stop: () => Promise<void>
}

export interface ClickHouseOptions {
  /** Where the data lies (not with Docker); without one, a folder that goes with the server. */
  readonly dir?: string
  readonly port?: number
}

/** Starts a ClickHouse server: in Docker where Docker answers, else from the engine that npm brought. */
export const startClickHouse = async (options: ClickHouseOptions = {}): Promise<TestClickHouse> => {
  const source = await findClickHouse()
  if (source === undefined) throw new Error(clickHouseNeeds)
  if (source === 'docker') return startClickHouseInDocker(options.port)
  const dir = options.dir ?? (await mkdtemp(join(tmpdir(), 'clickhouse-')))
  const port = options.port ?? (await freePort())
  const server = await startClickHouseProcess(dir, port)
  const stop = async () => {
    await server.kill()
    if (options.dir === undefined) await rm(dir, { recursive: true, force: true })
  }
  return { ...server, stop, [Symbol.asyncDispose]: stop }
}
