import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { LaunchOptions } from 'playwright-core'
import { CommandError } from '../print/command-error.ts'

type Env = { readonly [name: string]: string | undefined }

const chromes: { readonly [platform: string]: readonly string[] } = {
  linux: [
    ...['/usr/bin/google-chrome-stable', '/usr/bin/google-chrome', '/usr/bin/chromium'],
    ...['/usr/bin/chromium-browser', '/snap/bin/chromium', '/usr/bin/microsoft-edge'],
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) =>
    ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'].map(
      (path) => join(process.env[name] ?? 'C:\\', path),
    ),
  ),
}

const wayOut =
  'Install one with: npx playwright-core install --with-deps chromium. Or name one that is there: --browser PATH, or WAYMARK_CHROMIUM.'

const named = (path: string, by: string): string => {
  if (existsSync(path)) return path
  throw new CommandError(`${by} names no file: ${path}`, 2)
}

const project = fileURLToPath(new URL('../../..', import.meta.url))

/** Its own libraries only where the system lacks some: a mixture of both is where crashes come from. */
const lacksLibraries = (path: string): boolean => {
  const { status, stdout } = spawnSync('ldd', [path], { encoding: 'utf8' })
  return status !== 0 || stdout.includes('not found')
}

/**
 * The Chromium that this project's tests have unpacked into `node_modules/.cache`, the newest; `undefined` where they have not.
 */
export const cachedBrowser = (root = project): LaunchOptions | undefined => {
  const cache = join(root, 'node_modules/.cache/chromium')
  const versions = existsSync(cache) ? readdirSync(cache) : []
  const folder = versions
    // Others are being unpacked.
    .filter((name) => /^\d/.test(name))
    .toSorted((a, b) => Number.parseInt(b, 10) - Number.parseInt(a, 10))
    .map((version) => join(cache, version))
    .find((each) => existsSync(join(each, 'chromium')))
  if (folder === undefined) return undefined
  const executablePath = join(folder, 'chromium')
  const env = {
    ...(lacksLibraries(executablePath) && { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') }),
    ...(!existsSync('/etc/fonts/fonts.conf') && { FONTCONFIG_PATH: join(folder, 'fonts') }),
  }
  return { executablePath, env }
}

/**
 * The browser that pages are opened in: `--browser`, else WAYMARK_CHROMIUM, else what Playwright installed, else a Chrome, Chromium or
 * Edge where they usually are, else the one that this project's tests use.
 */
export const findBrowser = (
  option: string | undefined,
  {
    installed,
    env = process.env,
    usual = chromes[process.platform] ?? [],
    cached = cachedBrowser,
  }: {
    readonly installed: () => string
    readonly env?: Env
    readonly usual?: readonly string[]
    readonly cached?: () => LaunchOptions | undefined
  },
): LaunchOptions => {
  if (option !== undefined) return { executablePath: named(option, '--browser') }
  if (env.WAYMARK_CHROMIUM) {
    return { executablePath: named(env.WAYMARK_CHROMIUM, 'WAYMARK_CHROMIUM') }
  }
  const path = [installed(), ...usual].find((each) => existsSync(each))
  if (path !== undefined) return { executablePath: path }
  const ours = cached()
  if (ours === undefined) throw new CommandError(`There is no Chromium here. ${wayOut}`)
  return ours
}
