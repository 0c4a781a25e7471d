import type { Target } from '@waymark/schemas/wire/content'
import { looksGenerated, textAlike } from './alike.ts'
import type { ElementTraits } from './traits.ts'

interface Comparison {
  readonly target: Target
  readonly traits: ElementTraits
  /** Of the page. */
  readonly language: string
}

/** What names the element, or says where it belongs; the rest of a target is what it looks like. */
export type Signal = Exclude<keyof Target, 'tag' | 'classes' | 'nth' | 'threshold'>

/**
 * How much each signal says when it agrees, and how much when it does not. An author's mark is nearly proof by itself, and its absence
 * nearly proof against; a label that was reworded says little against an element whose id is the same.
 */
const weights: { readonly [signal in Signal]: readonly [agrees: number, differs: number] } = {
  wm: [60, 20],
  testid: [24, 8],
  id: [14, 4],
  field: [10, 5],
  name: [10, 8],
  placeholder: [6, 3],
  text: [8, 5],
  href: [9, 4],
  // Both are true of many elements: they never name one.
  within: [4, 3],
  role: [3, 8],
}

const signals = Object.keys(weights) as Signal[]

/** 0 to 1; undefined when the target did not record it, or it cannot be compared here. */
const matchOf = (signal: Signal, { target, traits, language }: Comparison): number | undefined => {
  if (!target[signal]) return undefined
  switch (signal) {
    case 'name':
    case 'text':
    case 'placeholder':
      return textAlike(target[signal] ?? '', traits[signal], language)
    case 'href':
      return hrefAlike(target.href ?? '', traits.href)
    case 'within':
      return withinAlike(target.within, traits.within, language)
    case 'role':
      return target.role === traits.role
        ? 1
        : isPressed(target.role) && isPressed(traits.role)
          ? 0.5
          : 0
    default:
      return signal === 'id' && looksGenerated(target.id ?? '')
        ? undefined
        : Number(target[signal] === traits[signal])
  }
}

/** A link may become a button, and the other way round. */
const isPressed = (role: string | undefined): boolean => role === 'link' || role === 'button'

/** How it looks and where it stands: never decides which element, only how sure we are. */
const looks: readonly ((comparison: Comparison) => number | undefined)[] = [
  ({ target, traits }) => (target.tag ? Number(target.tag === traits.tag) : undefined),
  ({ target, traits }) => classesAlike(target.classes, traits.classes),
  ({ target, traits }) =>
    target.nth === undefined ? undefined : Number(target.nth === traits.nth),
]

const shareOfLooks = 0.1

/**
 * What is left when nothing that names the element agrees (role and place alone never identify), or when it was recorded in a dialog
 * and this one is in none: while the dialog is closed, the page may have a button of the same name.
 */
const strangerCeiling = 0.4

const isInDialog = (groups: readonly { readonly role: string }[] | undefined): boolean =>
  groups?.some(({ role }) => role.endsWith('dialog')) ?? false

export interface Score {
  /** 0 to 1: how sure we are that this is the recorded element. */
  readonly total: number
  /** The same without look and position; this alone decides between elements. */
  readonly identity: number
  /** What was recorded and is not so here. */
  readonly changed: readonly Signal[]
}

/** How sure are we that an element with these traits is the recorded one? Pure. */
export const scoreOf = (target: Target, traits: ElementTraits, language: string): Score => {
  const comparison = { target, traits, language }
  const changed: Signal[] = []
  let [pro, contra, named] = [0, 0, false]
  for (const signal of signals) {
    const match = matchOf(signal, comparison)
    if (match === undefined) continue
    const [agrees, differs] = weights[signal]
    pro += agrees * match
    // An element that lost its test id says less against it than one that has another.
    contra += (signal === 'testid' && !traits.testid ? 6 : differs) * (1 - match)
    if (match < 0.5) changed.push(signal)
    else if (signal !== 'within' && signal !== 'role') named = true
  }
  const sure = pro === 0 ? 0 : pro / (pro + contra)
  const isElsewhere = isInDialog(target.within) && !isInDialog(traits.within)
  const score = named && !isElsewhere ? sure : Math.min(sure, strangerCeiling)
  const total = score * (1 - shareOfLooks * (1 - lookAlike(comparison)))
  return { total, identity: score, changed }
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
