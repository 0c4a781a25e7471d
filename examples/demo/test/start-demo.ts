import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** `waymark up --demo` as a newcomer starts it: a process, a data directory, a port. */
export interface RunningDemo extends AsyncDisposable {
  readonly url: string
  readonly dir: string
  /** What the start said. */
  readonly said: string
  readonly get: <Answer>(path: string) => Promise<Answer>
}

export interface DataDirectory extends Disposable {
  readonly dir: string
}

export const newDirectory = (): DataDirectory => {
  const dir = mkdtempSync(join(tmpdir(), 'waymark-demo-'))
  return { dir, [Symbol.dispose]: () => rmSync(dir, { recursive: true, force: true }) }
}

/** The browser files; built here where nobody has built them. */
const build = (): void => {
  for (const [made, script] of [
    ['sdk/dist/snippet.json', 'sdk/scripts/build.ts'],
    ['dashboard/web/dist/index.html', 'dashboard/web/build.ts'],
    ['examples/demo/dist/files.json', 'examples/demo/build.ts'],
  ] as const) {
    if (existsSync(join(root, made))) continue
    const { status } = spawnSync(process.execPath, [join(root, script)], { stdio: 'inherit' })
    if (status !== 0) throw new Error(`${script} failed`)
  }
}

const lastWords = 'Where its sales alerts arrive'

/** Resolves with what was said once the start has said all. */
const started = async (child: ChildProcess): Promise<string> => {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text
    if (said.includes(lastWords)) resolve(said)
  })
  child.once('exit', (code) => reject(new Error(`the demo ended with ${code}:\n${said}`)))
  return promise
}

export const startDemo = async (dir: string): Promise<RunningDemo> => {
  build()
  const command = [join(root, 'cli/src/main.ts'), 'up', '--demo', '--port', '0', '--data', dir]
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'ignore', 'pipe'] })
  const said = await started(child)
  const { url, token } = JSON.parse(readFileSync(join(dir, 'instance.json'), 'utf8')) as {
    readonly url: string
    readonly token: string
  }
  return {
    url,
    dir,
    said,
    get: async (path) => {
      const response = await fetch(url + path, { headers: { authorization: `Bearer ${token}` } })
      if (!response.ok) throw new Error(`${path} answered ${response.status}`)
      return response.json()
    },
    [Symbol.asyncDispose]: async () => {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}
