import { existsSync } from 'node:fs'
import type { Browser, BrowserContext, Cookie } from 'playwright-core'
import { CommandError } from '../print/command-error.ts'
import { findBrowser } from './find-browser.ts'

/** How the pages are opened, and as whom. */
export interface Visit {
  readonly url: readonly string[]
  readonly browser?: string
  readonly cookie?: readonly string[]
  readonly header?: readonly string[]
  readonly storageState?: string
  readonly viewport: { readonly width: number; readonly height: number }
}

/** Root in a container has no user namespaces to make a sandbox of. */
const flags = (): string[] => (process.getuid?.() === 0 ? ['--no-sandbox', '--no-zygote'] : [])

const ownEnvironment = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  )

export const openBrowser = async (visit: Visit): Promise<Browser> => {
  const { chromium } = await import('playwright-core')
  const found = findBrowser(visit.browser, { installed: () => chromium.executablePath() })
  try {
    const env = { ...ownEnvironment(), ...found.env }
    return await chromium.launch({ ...found, args: flags(), env })
  } catch (error) {
    const [reason = ''] = String((error as Error).message).split('\n')
    throw new CommandError(`${found.executablePath} does not start: ${reason}`)
  }
}

const splitAt = (text: string, mark: string, option: string): readonly [string, string] => {
  const at = text.indexOf(mark)
  if (at < 1) throw new CommandError(`${option}: expected NAME${mark}VALUE`, 2)
  return [text.slice(0, at).trim(), text.slice(at + 1).trim()]
}

const cookiesOf = ({
  cookie = [],
  url,
}: Visit): (Pick<Cookie, 'name' | 'value'> & { url: string })[] =>
  cookie.flatMap((text) => {
    const [name, value] = splitAt(text, '=', '--cookie')
    return [...new Set(url.map((each) => new URL(each).origin))].map((origin) => ({
      ...{ name, value, url: origin },
    }))
  })

/** Cookies and headers go to the origins of the pages alone: what a page loads from elsewhere gets no secret of ours. */
export const openContext = async (browser: Browser, visit: Visit): Promise<BrowserContext> => {
  const { storageState, header = [], viewport } = visit
  if (storageState !== undefined && !existsSync(storageState)) {
    throw new CommandError(`--storage-state names no file: ${storageState}`, 2)
  }
  const headers = Object.fromEntries(
    header.map((text) => {
      const [name, value] = splitAt(text, ':', '--header')
      return [name.toLowerCase(), value]
    }),
  )
  const cookies = cookiesOf(visit)
  const context = await browser.newContext({
    viewport,
    ...(storageState !== undefined && { storageState }),
  })
  await context.addCookies(cookies)
  if (header.length > 0) {
    const origins = new Set(visit.url.map((each) => new URL(each).origin))
    await context.route(
      ({ origin }) => origins.has(origin),
      (route, request) => route.continue({ headers: { ...request.headers(), ...headers } }),
    )
  }
  return context
}
