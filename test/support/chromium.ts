import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A Chromium that can be started: its path, and what its environment needs besides ours. */
export interface Chromium {
  readonly path: string
  readonly env: Readonly<Record<string, string>>
}

/**
 * The Chromium of the tests: the one that `WAYMARK_CHROMIUM` names, else the one that npm brought,
 * unpacked once into `node_modules/.cache`. No system package is needed.
 */
export const findChromium = async (): Promise<Chromium> => {
  const named = process.env.WAYMARK_CHROMIUM
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) throw new Error(`WAYMARK_CHROMIUM names no file: ${named}`)
    return { path: named, env: {} }
  }
  const folder = await unpacked()
  const path = join(folder, 'chromium')
  return { path, env: { ...(await libraries(folder, path)), ...fonts(folder) } }
}

/** Several test files start at once: each unpacks beside, the first rename wins, nobody sees half a browser. */
const unpacked = async (): Promise<string> => {
  const cache = fileURLToPath(new URL('../../node_modules/.cache/chromium', import.meta.url))
  const folder = join(cache, await packedVersion())
  if (existsSync(folder)) return folder
  const fresh = join(cache, `unpacking-${randomUUID()}`)
  await mkdir(fresh, { recursive: true })
  try {
    const script = fileURLToPath(new URL('unpack-chromium.ts', import.meta.url))
    await run(process.execPath, [script], { env: { ...process.env, TMPDIR: fresh } })
    await rename(fresh, folder)
  } catch (error) {
    await rm(fresh, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
  return folder
}

const packedVersion = async (): Promise<string> => {
  const manifest = new URL('../package.json', import.meta.resolve('@sparticuz/chromium'))
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { readonly version: string }
  return version
}

/** Bundled libraries only where the system lacks some: a mixture of both is where crashes come from. */
const libraries = async (folder: string, path: string): Promise<Record<string, string>> => {
  const { stdout } = await run('ldd', [path]).catch(() => ({ stdout: 'not found' }))
  if (!stdout.includes('not found')) return {}
  const ours = process.env.LD_LIBRARY_PATH
  const bundled = join(folder, 'al2023', 'lib')
  return { LD_LIBRARY_PATH: ours ? `${bundled}:${ours}` : bundled }
}

const fonts = (folder: string): Record<string, string> =>
  existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: join(folder, 'fonts') }
