import { join } from 'node:path'
import type { Target, Trigger } from '@waymark/schemas/wire/content'
import type { BrowserContext, Page } from 'playwright-core'
import { CommandError } from '../print/command-error.ts'
import { namesPage, type Wanted } from './targets-of.ts'

/** What the script in the page answers; as the SDK's `examine` says it. */
export interface Examination {
  readonly verdict: 'found' | 'drifted' | 'hidden' | 'ambiguous' | 'refused' | 'missing'
  readonly score: number
  readonly changed: readonly {
    readonly signal: string
    readonly recorded: string
    readonly found: string
  }[]
  readonly likely: readonly {
    readonly element: string
    readonly score: number
    readonly sight: string
  }[]
}

export interface Finding extends Omit<Examination, 'verdict'> {
  /** `led_on`: the page that was asked for went on to another one, and what was sought is not there. */
  readonly verdict: Examination['verdict'] | 'led_on'
  readonly name: string
  readonly url: string
  /** Where the page led on to. */
  readonly landed?: string
  /** The guide says itself that it belongs on this page. */
  readonly belongs: boolean
  /** A step that names no page, on another page than its tour begins on. */
  readonly away: boolean
  /** Its tour goes on without it. */
  readonly optional: boolean
}

declare const waymarkTargets: {
  examine(target: Target): Examination
  isOnPage(trigger: Trigger, url: string): boolean
}

const script = join(import.meta.dirname, '../../../sdk/dist/targets.js')

/** Would a guide find it, now or when it is shown? */
export const isThere = ({ verdict }: Pick<Finding, 'verdict'>): boolean =>
  verdict === 'found' || verdict === 'drifted' || verdict === 'hidden'

/** To open is not to draw: a slow server has its own time. */
const openMs = 30_000

/** Where the page is by now, if that is not where it was asked for: a path, of another origin a whole address. */
const landedAt = (page: Page, url: string): string | undefined => {
  const [asked, came] = [new URL(url), new URL(page.url())]
  if (asked.origin !== came.origin) return `${came.origin}${came.pathname}`
  return asked.pathname === came.pathname ? undefined : came.pathname
}

const load = async (page: Page, url: string): Promise<void> => {
  const answer = await page
    .goto(url, { waitUntil: 'domcontentloaded', timeout: openMs })
    .catch((error: Error) => {
      throw new CommandError(`${url} does not open: ${error.message.split('\n')[0]}`)
    })
  if (answer && answer.status() >= 400) {
    throw new CommandError(`${url} answers ${answer.status()}.`)
  }
  if (landedAt(page, url) !== undefined) {
    const came = new URL(page.url())
    throw new CommandError(
      `${url} leads to ${came.origin}${came.pathname}. If that is the sign-in: use --storage-state, --cookie or --header.`,
    )
  }
}

/** Of each list: do all of its triggers fit the page? */
const fitting = (
  page: Page,
  url: string,
  lists: readonly (readonly Trigger[])[],
): Promise<readonly boolean[]> =>
  page.evaluate(
    ([all, at]) =>
      all.map((triggers) => triggers.every((trigger) => waymarkTargets.isOnPage(trigger, at))),
    [lists, url] as const,
  )

/** Undefined: the page is on its way to another document. */
const look = (page: Page, sought: readonly Wanted[]): Promise<readonly Examination[] | undefined> =>
  page
    .evaluate(
      (all) =>
        all.map((target) => {
          const { verdict, score, changed, likely } = waymarkTargets.examine(target)
          return { verdict, score, changed, likely }
        }),
      sought.map(({ target }) => target),
    )
    .catch((error: Error) => {
      if (/context was destroyed|navigat/i.test(error.message)) return undefined
      throw error
    })

/**
 * Opens the page and looks for every target that may be on it, again and again until all are there or the time is over: apps draw
 * themselves after they are loaded.
 */
export const examinePage = async (
  context: BrowserContext,
  url: string,
  { wanted, timeoutMs }: { readonly wanted: readonly Wanted[]; readonly timeoutMs: number },
): Promise<readonly Finding[]> => {
  const page = await context.newPage()
  await page.addInitScript({ path: script })
  try {
    await load(page, url)
    const triggers = wanted.map((each) => each.triggers)
    const here = await fitting(page, url, triggers)
    const sought = wanted.filter((_each, at) => here[at])
    const homes = sought.map(({ home }) => home)
    const atHome = await fitting(page, url, homes)
    const deadline = Date.now() + timeoutMs
    let seen = await look(page, sought)
    while (!seen?.every(isThere) && Date.now() < deadline) {
      await page.waitForTimeout(200)
      seen = (await look(page, sought)) ?? seen
    }
    if (!seen) throw new CommandError(`${url} goes on to other pages without end.`)
    const landed = landedAt(page, url)
    return seen.flatMap((examination, at): readonly Finding[] => {
      const each = sought[at]
      if (!each) return []
      const { name, optional } = each
      const [belongs, away] = [namesPage(each), !atHome[at]]
      const finding = { ...examination, name, url, belongs, away: !belongs && away, optional }
      // Of the page that was asked for, another one says nothing.
      if (landed === undefined || isThere(finding)) return [finding]
      return [{ ...finding, verdict: 'led_on', landed, changed: [], likely: [] }]
    })
  } finally {
    await page.close()
  }
}
