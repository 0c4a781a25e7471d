import { bare } from './bare.ts'
import type { BrowserStorage } from './browser-storage.ts'
import { toJson } from './to-json.ts'

/** What data is for. */
export type Purpose = 'analytics' | 'guides'
export type Choice = 'granted' | 'pending' | 'denied'
export type Choices = { readonly [purpose in Purpose]: Choice }

export interface ConsentState {
  choice(purpose: Purpose): Choice
  /** Some purpose is granted: ids may be kept and requests sent. */
  any(): boolean
  /** As it travels in `context.consent` of every request. */
  wire(): { readonly analytics: boolean; readonly guides: boolean }
  choices(): Choices
  /** The visitor's own word; it is remembered and outranks the page's default and the browser's signal. */
  choose(choices: Partial<Choices>): void
  /** Another tab heard it. */
  adopt(choices: Choices): void
  /** What other tabs heard while this page slept. */
  reload(): void
}

interface ConsentConfig {
  /** Before the visitor has said anything. */
  readonly fallback: Choice
  /**
   * Global Privacy Control: no analytics until the host says otherwise; and nothing is decided for somebody of whom
   * nothing is known, so that nothing is kept of them nor sent.
   */
  readonly privacySignal: boolean
  readonly isKnown: () => boolean
}

export const createConsent = (config: ConsentConfig, storage: BrowserStorage): ConsentState => {
  const { fallback, privacySignal } = config
  let known: Choices | undefined
  /** Nobody has said anything: the signal alone speaks. */
  let silent = privacySignal
  const reload = (base: Choices): Choices => {
    const heard = parseChoices(storage.read())
    if (heard.guides) silent = false
    known = { ...base, ...heard }
    return known
  }
  /** The first look into storage waits for another process: nobody pays for it before it is needed. */
  const choices = () =>
    known ?? reload({ analytics: privacySignal ? 'denied' : fallback, guides: fallback })
  const choice = (purpose: Purpose) => {
    const said = choices()[purpose]
    return silent && said === 'granted' && !config.isKnown() ? 'pending' : said
  }
  const granted = (purpose: Purpose) => choice(purpose) === 'granted'
  return {
    choice,
    any: () => granted('analytics') || granted('guides'),
    wire: () => ({ analytics: granted('analytics'), guides: granted('guides') }),
    choices,
    choose(chosen) {
      known = { ...choices(), ...chosen }
      silent = false
      storage.write(toJson(known))
    },
    adopt: (heard) => {
      known = heard
      silent = false
    },
    reload: () => {
      reload(choices())
    },
  }
}

const asChoice = (value: unknown): Choice | undefined => {
  if (value === true) return 'granted'
  if (value === false) return 'denied'
  return value === 'granted' || value === 'pending' || value === 'denied' ? value : undefined
}

/** Keeps what is a choice: from storage, or from a host page that calls with anything. */
export const pickChoices = (value: unknown): Partial<Choices> => {
  const all = asChoice(value)
  const given: { analytics?: unknown; guides?: unknown } = bare(Object(value))
  const analytics = all ?? asChoice(given.analytics)
  const guides = all ?? asChoice(given.guides)
  return { ...(analytics && { analytics }), ...(guides && { guides }) }
}

const parseChoices = (text: string | undefined): Partial<Choices> => {
  try {
    return pickChoices(JSON.parse(text ?? 'null'))
  } catch {
    return {}
  }
}
