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
  /** What the visitor has said: all that is remembered. */
  said(): Partial<Choices>
  /** The visitor's own word; it is remembered and outranks the page's default and the browser's signal. */
  choose(choices: Partial<Choices>): void
  /** Another tab heard it. */
  adopt(said: Partial<Choices>): void
  /** What other tabs heard while this page slept. */
  reload(): void
}

interface ConsentConfig {
  /** Before the visitor has said anything. */
  readonly fallback: Choice
  /** Global Privacy Control: no analytics until the host says otherwise. */
  readonly privacySignal: boolean
  /**
   * Without analytics nothing is decided for somebody of whom nothing is known: unless they have asked for guides, nothing
   * is kept of them nor sent.
   */
  readonly isKnown: () => boolean
}

export const createConsent = (config: ConsentConfig, storage: BrowserStorage): ConsentState => {
  const { fallback, privacySignal } = config
  let heard: Partial<Choices> | undefined
  const reload = () => {
    heard = { ...heard, ...parseChoices(storage.read()) }
    return heard
  }
  /** The first look into storage waits for another process: nobody pays for it before it is needed. */
  const said = () => heard ?? reload()
  const choices = (): Choices => ({
    analytics: privacySignal ? 'denied' : fallback,
    guides: fallback,
    ...said(),
  })
  const choice = (purpose: Purpose) => {
    const all = choices()
    return all[purpose] === 'granted' &&
      all.analytics === 'denied' &&
      !said().guides &&
      !config.isKnown()
      ? 'pending'
      : all[purpose]
  }
  const granted = (purpose: Purpose) => choice(purpose) === 'granted'
  return {
    choice,
    any: () => granted('analytics') || granted('guides'),
    wire: () => ({ analytics: granted('analytics'), guides: granted('guides') }),
    choices,
    said,
    choose(chosen) {
      heard = { ...said(), ...chosen }
      storage.write(toJson(heard))
    },
    adopt: (said) => {
      heard = said
    },
    reload,
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
