import { existsSync } from 'node:fs'
import { join } from 'node:path'
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

/**
 * The browser that pages are opened in: `--browser`, else WAYMARK_CHROMIUM, else what Playwright installed, else a Chrome, Chromium or
 * Edge where they usually are.
 */
export const findBrowser = (
  option: string | undefined,
  {
    installed,
    env = process.env,
    usual = chromes[process.platform] ?? [],
  }: {
    readonly installed: () => string
    readonly env?: Env
    readonly usual?: readonly string[]
  },
): LaunchOptions => {
  if (option !== undefined) return { executablePath: named(option, '--browser') }
  if (env.WAYMARK_CHROMIUM) {
    return { executablePath: named(env.WAYMARK_CHROMIUM, 'WAYMARK_CHROMIUM') }
  }
  const path = [installed(), ...usual].find((each) => existsSync(each))
  if (path === undefined) throw new CommandError(`There is no Chromium here. ${wayOut}`)
  return { executablePath: path }
}
