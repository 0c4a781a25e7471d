import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { TestClickHouse } from './clickhouse.ts'
import { clickHouseNeeds, engineLibrary } from './find-clickhouse.ts'
import { hasEnded, startRestartable } from './restartable.ts'

type Server = Omit<TestClickHouse, 'stop' | typeof Symbol.asyncDispose>

const script = fileURLToPath(new URL('clickhouse-server.py', import.meta.url))

/** The engine of the npm package chdb as a server: same SQL, same HTTP, one process that may be killed. */
export const startClickHouseProcess = async (dir: string, port: number): Promise<Server> => {
  const library = await engineLibrary()
  if (library === undefined) throw new Error(clickHouseNeeds)
  const url = `http://127.0.0.1:${port}`
  const launch = async (): Promise<ChildProcess> => {
    const child = spawn('python3', [script, library, dir, String(port)], {
      stdio: ['pipe', 'ignore', 'pipe'],
    })
    await answering(child, url)
    return child
  }
  return { url, username: 'default', password: '', ...(await startRestartable(launch)) }
}

const answering = async (child: ChildProcess, url: string): Promise<void> => {
  let complaint = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-2000)
  })
  for (;;) {
    if (hasEnded(child)) throw new Error(`ClickHouse did not start: ${complaint}`)
    const up = await fetch(`${url}/ping`).then(
      (response) => response.ok,
      () => false,
    )
    if (up) return
    await pause(25)
  }
}
