import type { Target } from '@waymark/schemas'
import { looksGenerated, textAlike } from './alike.ts'
import type { ElementTraits } from './traits.ts'

/**
 * A signal: how much it says when it agrees, and how much when it does not. An author's mark is nearly proof by itself, and its
 * absence nearly proof against; a label that was reworded says little against an element whose id is the same.
 */
interface Signal {
  readonly agrees: number
  readonly differs: number
  /** Names the element, rather than saying what it is like. */
  readonly naming: boolean
  /** 0 to 1; undefined when the target did not record it, or it cannot be compared here. */
  readonly match: (comparison: Comparison) => number | undefined
}

interface Comparison {
  readonly target: Target
  readonly traits: ElementTraits
  /** Of the page. */
  readonly language: string
}

const same = (recorded: string | undefined, found: string | undefined): number | undefined =>
  recorded === undefined ? undefined : Number(recorded === found)

const naming = (agrees: number, differs: number, match: Signal['match']): Signal => ({
  agrees,
  differs,
  naming: true,
  match,
})

const identity: readonly Signal[] = [
  naming(60, 20, ({ target, traits }) => same(target.wm, traits.wm)),
  naming(24, 8, ({ target, traits }) => same(target.testid, traits.testid)),
  naming(14, 4, ({ target, traits }) =>
    target.id && looksGenerated(target.id) ? undefined : same(target.id, traits.id),
  ),
  naming(10, 5, ({ target, traits }) => same(target.field, traits.field)),
  naming(10, 8, ({ target, traits, language }) =>
    target.name === undefined ? undefined : textAlike(target.name, traits.name, language),
  ),
  naming(6, 3, ({ target, traits, language }) =>
    target.placeholder === undefined
      ? undefined
      : textAlike(target.placeholder, traits.placeholder, language),
  ),
  naming(8, 5, ({ target, traits, language }) =>
    target.text === undefined ? undefined : textAlike(target.text, traits.text, language),
  ),
  naming(6, 4, ({ target, traits }) =>
    target.href === undefined ? undefined : hrefAlike(target.href, traits.href),
  ),
  {
    agrees: 4,
    differs: 3,
    naming: false,
    match: ({ target, traits, language }) => withinAlike(target.within, traits.within, language),
  },
  {
    agrees: 3,
    differs: 6,
    naming: false,
    match: ({ target, traits }) => same(target.role, traits.role),
  },
]

/** How it looks and where it stands: never decides which element, only how sure we are. */
const looks: readonly ((comparison: Comparison) => number | undefined)[] = [
  ({ target, traits }) => same(target.tag, traits.tag),
  ({ target, traits }) => classesAlike(target.classes, traits.classes),
  ({ target, traits }) =>
    target.nth === undefined ? undefined : Number(target.nth === traits.nth),
]

const shareOfLooks = 0.1

/** What is left when nothing that names the element agrees: role and place alone never identify. */
const namelessCeiling = 0.4

export interface Score {
  /** 0 to 1: how sure we are that this is the recorded element. */
  readonly total: number
  /** The same without look and position; this alone decides between elements. */
  readonly identity: number
}

/** How sure are we that an element with these traits is the recorded one? Pure. */
export const scoreOf = (target: Target, traits: ElementTraits, language: string): Score => {
  const comparison = { target, traits, language }
  let [pro, contra, named] = [0, 0, false]
  for (const signal of identity) {
    const match = signal.match(comparison)
    if (match === undefined) continue
    pro += signal.agrees * match
    contra += signal.differs * (1 - match)
    if (signal.naming && match >= 0.5) named = true
  }
  const sure = pro === 0 ? 0 : pro / (pro + contra)
  const score = named ? sure : Math.min(sure, namelessCeiling)
  return { total: score * (1 - shareOfLooks * (1 - lookAlike(comparison))), identity: score }
}

const lookAlike = (comparison: Comparison): number => {
  const known = looks.map((look) => look(comparison)).filter((match) => match !== undefined)
  return known.length === 0 ? 1 : known.reduce((sum, match) => sum + match, 0) / known.length
}

const classesAlike = (
  recorded: readonly string[] | undefined,
  found: readonly string[],
): number | undefined => {
  const stable = recorded?.filter((name) => !looksGenerated(name)) ?? []
  if (stable.length === 0) return undefined
  return stable.filter((name) => found.includes(name)).length / stable.length
}

const withinAlike = (
  recorded: Target['within'],
  found: ElementTraits['within'],
  language: string,
): number | undefined => {
  if (!recorded || recorded.length === 0) return undefined
  const there = recorded.filter(({ role, name }) =>
    found.some(
      (group) =>
        group.role === role &&
        (name === undefined || (textAlike(name, group.name, language) ?? 1) >= 0.8),
    ),
  )
  return there.length / recorded.length
}

const hrefAlike = (recorded: string, found: string | undefined): number => {
  if (found === undefined) return 0
  const absolute = /^[a-z]+:/i
  const bothAbsolute = absolute.test(recorded) && absolute.test(found)
  const [a, b] = [parts(recorded), parts(found)]
  return Number(a.path === b.path && (!bothAbsolute || a.origin === b.origin))
}

const parts = (href: string): { readonly origin: string; readonly path: string } => {
  const [, origin = '', path = ''] = /^([a-z]+:(?:\/\/[^/?#]*)?)?([^?]*)/i.exec(href) ?? []
  return { origin, path: path.replace(/\/$/, '') }
}
