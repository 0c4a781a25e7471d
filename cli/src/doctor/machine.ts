import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, resolve } from 'node:path'
import { type Finding, ok, problem, warning } from './check.ts'

const newest = 24
const oldest = 20

export const checkNode = (version: string = process.versions.node): Finding => {
  const major = Number(version.split('.')[0])
  if (major < oldest) return problem('Node', `${version} is too old.`, 'Install Node 24.')
  return major < newest
    ? warning(
        'Node',
        `${version} is not the one that Waymark is tested with.`,
        'npm run waymark brings its own; or install Node 24.',
      )
    : ok('Node', version)
}

const gb = 1024 ** 3

const nearest = (dir: string): string => (existsSync(dir) ? dir : nearest(dirname(dir)))

export const checkDisk = async (dir: string): Promise<Finding> => {
  const at = nearest(resolve(dir))
  const { bavail, bsize } = await statfs(at)
  const free = (bavail * bsize) / gb
  const says = `${free.toFixed(1)} GB are free at ${at}.`
  if (free < 0.2) return problem('disk', says, 'Make room: events are refused when it is full.')
  return free < 2
    ? warning('disk', says, 'Make room soon: events are refused when it is full.')
    : ok('disk', says)
}

const othersMayRead = 0o077

export const checkDirectory = (dir: string): Finding => {
  const about = 'data directory'
  const stat = statSync(dir, { throwIfNoEntry: false })
  if (!stat) return ok(about, `${dir} is not there yet; the first start makes it.`)
  if (!stat.isDirectory())
    return problem(about, `${dir} is not a directory.`, 'Choose another: --data DIR')
  try {
    accessSync(dir, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch {
    return problem(
      about,
      `${dir} cannot be written by you.`,
      `Give it to yourself: chown -R $(id -un) ${dir}`,
    )
  }
  return process.platform !== 'win32' && (stat.mode & othersMayRead) !== 0
    ? warning(
        about,
        `Others on this machine may look into ${dir}; it holds keys.`,
        `chmod 700 ${dir}`,
      )
    : ok(about, dir)
}

/** Whether the port could be listened on, where nothing of ours does. */
export const checkPort = (port: number, host: string): Promise<Finding> =>
  new Promise((found) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why =
        error.code === 'EADDRINUSE'
          ? 'is taken by another program'
          : `cannot be listened on (${error.code})`
      found(problem('port', `${port} ${why}.`, `Choose another: --port ${port + 1}`))
    })
    server.listen(port, host, () => server.close(() => found(ok('port', `${port} is free.`))))
  })
