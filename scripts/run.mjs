// The one entry of every npm script. Runs on any Node from 20 on: installs what is missing, builds what is stale, then hands
// over to the Node that the project pins. The second time both checks cost milliseconds.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const pnpmVersion = '12.21.0'
const stampDir = join(root, 'node_modules', '.waymark')
const node = join(root, 'node_modules', 'node', 'bin', 'node')

const say = (text) => process.stderr.write(`${text}\n`)

const read = (path) => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

const stop = (code, text) => {
  if (text) say(text)
  process.exit(code)
}

const run = (command, args, options = {}) => {
  const done = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options })
  if (done.error) stop(1, `${command} cannot be started: ${done.error.message}`)
  if (done.status !== 0)
    stop(done.status ?? 1, `${options.what ?? command} failed; the reason is above.`)
}

/** One hash over the given files' contents. */
const hashOf = (paths) => {
  const hash = createHash('sha256')
  for (const path of paths)
    hash
      .update(path)
      .update('\0')
      .update(read(join(root, path)) ?? '')
  return hash.digest('hex')
}

const rooms = [
  'schemas',
  'runtime',
  'storage',
  'ingest',
  'processor',
  'sdk',
  'dashboard/server',
  'dashboard/web',
  'cli',
  'test',
  'test/pages',
  'bench',
  'examples/demo',
]

/** Builders that cannot write say nothing, or wait for ever. */
const mayWrite = (dirs, wanted) => {
  for (const dir of [root, join(root, 'node_modules'), stampDir, ...dirs]) {
    if (!existsSync(dir)) continue
    try {
      accessSync(dir, constants.W_OK)
    } catch (error) {
      stop(
        1,
        `Waymark has to ${wanted}, and ${dir} cannot be written to (${error.code}). Run npm start once where it can be, as a user who may.`,
      )
    }
  }
}

const stamped = (name, stamp, { work, isThere = true }) => {
  const path = join(stampDir, name)
  if (isThere && read(path) === stamp) return
  work()
  mkdirSync(stampDir, { recursive: true })
  writeFileSync(path, stamp)
}

/** Pages of ten component libraries: hundreds of megabytes that nobody needs to run Waymark. */
const forTestsAlone = ['--filter', '!@waymark/pages']

const install = (everything) => {
  const files = [
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    'package.json',
    ...rooms.map((room) => `${room}/package.json`),
  ]
  const stamp = hashOf(files)
  if (!existsSync(node)) forgetInstalled()
  if (read(join(stampDir, 'installed')) === stamp) return
  const work = () => {
    mayWrite([], 'install its packages')
    say('Installing packages (a few minutes the first time) …')
    run(
      'npx',
      [
        '-y',
        `pnpm@${pnpmVersion}`,
        'install',
        '--frozen-lockfile',
        '--reporter=append-only',
        '--loglevel=error',
        ...(everything ? [] : forTestsAlone),
      ],
      {
        what: 'Installing packages',
        shell: process.platform === 'win32',
        // The lockfile is the truth, whatever npm's own settings say.
        env: { ...process.env, npm_config_loglevel: 'error' },
      },
    )
  }
  stamped(everything ? 'installed' : 'installed-to-run', stamp, { work })
}

/** The packages are gone, whatever the stamps say. */
const forgetInstalled = () => {
  for (const name of ['installed', 'installed-to-run'])
    if (existsSync(join(stampDir, name))) writeFileSync(join(stampDir, name), '')
}

/** Newest change below a folder, as a text that changes with any file, and not with where the checkout lies. */
const treeStamp = (dir) => {
  const parts = []
  const walk = (at) => {
    for (const entry of readdirSync(at, { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      if (entry.name === 'node_modules' || entry.name === 'dist' || entry.name.endsWith('.test.ts'))
        continue
      const path = join(at, entry.name)
      if (entry.isDirectory()) walk(path)
      else {
        const { size, mtimeMs } = statSync(path)
        parts.push(`${relative(root, path)}:${size}:${Math.trunc(mtimeMs)}`)
      }
    }
  }
  walk(join(root, dir))
  return createHash('sha256').update(parts.join('\n')).digest('hex')
}

const built = [
  { room: 'sdk', script: 'scripts/build.ts', what: 'the browser SDK' },
  { room: 'dashboard/web', script: 'build.ts', what: 'the dashboard' },
  { room: 'examples/demo', script: 'build.ts', what: 'the demo app' },
]

const build = () => {
  for (const { room, script, what } of built) {
    const stamp = `${treeStamp(room)} ${treeStamp('schemas/src')}`
    const name = `built-${room.replace('/', '-')}`
    const dist = join(root, room, 'dist')
    const work = () => {
      mayWrite([join(root, room), dist], `build ${what}`)
      say(`Building ${what} …`)
      run(node, [join(root, room, script)], { cwd: join(root, room), what: `Building ${what}` })
    }
    stamped(name, stamp, { work, isThere: existsSync(dist) })
  }
}

/** Where Node keeps what it has compiled: the second start of a command takes half the time. */
const compiled = join(root, 'node_modules', '.cache', 'node')

/**
 * Half of a server's garbage is a state that the next event replaces: with twice the usual room it is gone before it is copied,
 * which saves a tenth of the CPU. The same in the Dockerfile and in `bench/src/setting/server-arguments.ts`.
 */
const roomForTheYoung = '--max-semi-space-size=32'

const handOver = (file, args, ofNode = []) => {
  const child = spawn(node, [...ofNode, join(root, file), ...args], {
    cwd: process.env.INIT_CWD ?? process.cwd(),
    stdio: 'inherit',
    env: { NODE_COMPILE_CACHE: compiled, ...process.env },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
}

const [first, ...rest] = process.argv.slice(2)
if (Number(process.versions.node.split('.')[0]) < 20)
  stop(1, `Waymark needs Node 20 or newer; this is ${process.version}.`)
install(['--test', '--check', '--bench'].includes(first))
if (first === '--test') {
  build()
  handOver('scripts/test.ts', rest)
} else if (first === '--check') handOver('scripts/check.ts', rest)
else if (first === '--build') build()
else {
  build()
  if (first === '--bench') handOver('bench/src/main.ts', rest)
  else handOver('cli/src/main.ts', first === undefined ? rest : [first, ...rest], [roomForTheYoung])
}
