import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Browser } from 'playwright-core'
import { firefox } from 'playwright-core-firefox'
import { temporaryDirectory } from './temporary-directory.ts'

const run = promisify(execFile)

/** A Firefox that can be started: its path, and the folders of libraries that the system lacks. */
export interface Firefox {
  readonly path: string
  readonly libraries: readonly string[]
}

/** What to tell somebody whose machine has none. */
export const firefoxNeeds =
  'Tests in Firefox need one on the PATH, or named by WAYMARK_FIREFOX; on Debian `node test/support/fetch-firefox.ts` brings one into this checkout.'

const cache = fileURLToPath(new URL('../../.cache/', import.meta.url))
const fetched = join(cache, 'firefox')

const existing = (path: string): Firefox | undefined =>
  existsSync(path) ? { path, libraries: [] } : undefined

const fetchedFirefox = (): Firefox | undefined => {
  const lib = join(fetched, 'usr/lib')
  const own = join(lib, 'firefox-esr')
  const path = join(own, 'firefox-esr')
  return existsSync(path) ? { path, libraries: [own, join(lib, `${arch}-linux-gnu`)] } : undefined
}

const arch = process.arch === 'arm64' ? 'aarch64' : 'x86_64'

/** The one that `WAYMARK_FIREFOX` names, else one on the PATH, else the one that was fetched, else none. */
export const findFirefox = (env: NodeJS.ProcessEnv = process.env): Firefox | undefined => {
  const named = env.WAYMARK_FIREFOX
  if (named) {
    if (!existsSync(named)) throw new Error(`WAYMARK_FIREFOX names no file: ${named}`)
    return { path: named, libraries: [] }
  }
  const folders = (env.PATH ?? '').split(':').filter(Boolean)
  const onPath = folders
    .flatMap((folder) => ['firefox', 'firefox-esr'].map((name) => join(folder, name)))
    .map(existing)
    .find((found) => found !== undefined)
  return onPath ?? fetchedFirefox()
}

/** Debian's package and what it needs beyond what is installed, unpacked beside the system: nothing is installed. */
export const fetchFirefox = async (): Promise<void> => {
  if (fetchedFirefox()) return
  await mkdir(cache, { recursive: true })
  const dir = await mkdtemp(join(cache, 'firefox-fetch-'))
  try {
    const wanted = ['install', '--simulate', '--no-install-recommends', 'firefox-esr']
    const { stdout } = await run('apt-get', wanted)
    const packages = [...stdout.matchAll(/^Inst (\S+)/gm)].map(([, name = '']) => name)
    await run('apt-get', ['download', ...packages], { cwd: dir })
    const { stdout: files } = await run('find', [dir, '-name', '*.deb'])
    for (const file of files.trim().split('\n')) {
      await run('dpkg-deb', ['--extract', file, join(dir, 'unpacked')])
    }
    await rename(join(dir, 'unpacked'), fetched)
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

/**
 * Starts a real Firefox, headless, driven by WebDriver BiDi. What it has no command for is left as it is: colour scheme, motion, a slower
 * machine. The client is an older one of the same maker: the newest asks for a command that this Firefox has not yet.
 */
export const startFirefox = async ({ path, libraries }: Firefox): Promise<Browser> => {
  const home = await temporaryDirectory()
  const browser = await firefox.launch({
    channel: 'moz-firefox',
    executablePath: path,
    env: {
      ...withoutGaps(process.env),
      HOME: home.path,
      ...(libraries.length > 0 && { LD_LIBRARY_PATH: libraries.join(':') }),
    },
    firefoxUserPrefs: quiet,
  })
  browser.on('disconnected', () => void home[Symbol.asyncDispose]())
  // Both clients' pages have the same methods; their types differ in what tests here do not touch.
  return browser as unknown as Browser
}

/** A closed network must not make a test wait, and a test must not call home. */
const quiet = {
  'browser.chrome.site_icons': false,
  'app.normandy.enabled': false,
  'app.update.disabledForTesting': true,
  'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,#remote-settings-dummy/v1',
  'toolkit.telemetry.enabled': false,
}

const withoutGaps = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
