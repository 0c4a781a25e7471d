import type { Target } from '@waymark/schemas/wire/content'
import { nameOf, roleOf } from './accessible.ts'
import { type Candidate, choose, type Sight, strictThreshold } from './choose.ts'
import type { Signal } from './score.ts'
import { type SearchRoot, type Sought, search } from './search.ts'
import { traitsOf } from './traits.ts'
import { beside } from './wanted.ts'

/** One thing that was recorded of the element and is another now. */
export interface Change {
  readonly signal: Signal
  readonly recorded: string
  readonly found: string
}

/** An element that the target could mean, for people to recognise. */
export interface Likely {
  readonly element: string
  readonly score: number
  readonly sight: Sight
}

/**
 * What becomes of a target on this page: `found` as recorded; `drifted`: found, but not as recorded; `hidden`: there, but nobody can
 * see it now; `ambiguous`: several that cannot be told apart; `refused`: something like it is there, and not sure enough; `missing`.
 */
export interface Examination {
  readonly verdict: 'found' | 'drifted' | 'hidden' | 'ambiguous' | 'refused' | 'missing'
  /** 0 to 1, of the best element. */
  readonly score: number
  readonly changed: readonly Change[]
  /** Best first. */
  readonly likely: readonly Likely[]
}

const mostLikely = 5
/** How far behind the best one may be and still be worth a word. */
const near = 0.1

/**
 * Looks for a target as guides do, but to the end, and says all that was seen. Not loaded by visitors: authoring and `waymark verify`
 * ask.
 */
export const examine = (
  target: Target,
): Examination & { readonly element: Element | undefined } => {
  let all: readonly Candidate<Element>[] = []
  const pick: Sought['pick'] = (candidates, ...rest) => {
    all = candidates
    return choose(candidates, ...rest)
  }
  const searching = search({ ...beside(target), target, pick }, new Set<SearchRoot>([document]))
  let step = searching.next()
  while (!step.done) step = searching.next()
  const choice = step.value
  const best = [...all].sort((a, b) => b.score.identity - a.score.identity)
  const [first] = best
  const meant = choice.found ? all.find(({ element }) => element === choice.found) : first
  const likely = first
    ? best.filter(({ score }) => score.identity > first.score.identity - near).slice(0, mostLikely)
    : []
  const verdict = choice.found
    ? meant && meant.score.changed.length > 0
      ? 'drifted'
      : 'found'
    : verdictOfNone(target, choice.reason, likely)
  return {
    element: choice.found ?? (verdict === 'hidden' ? first?.element : undefined),
    verdict,
    score: meant?.score.total ?? 0,
    changed: verdict === 'missing' || !meant ? [] : changesOf(target, meant),
    likely: likely.filter(({ score }) => score.identity > 0).map((each) => describe(target, each)),
  }
}

const verdictOfNone = (
  target: Target,
  reason: 'missing' | 'refused' | 'occluded' | 'zero_size',
  likely: readonly Candidate<Element>[],
): Examination['verdict'] => {
  const threshold = target.threshold ?? strictThreshold
  const sure = likely.filter(({ score }) => score.total >= threshold)
  if (reason === 'refused') return sure.length > 1 ? 'ambiguous' : weak(target, likely)
  return sure.length > 0 ? 'hidden' : 'missing'
}

const naming = ['wm', 'testid', 'id', 'field', 'name', 'text', 'placeholder', 'href'] as const

/** Something that agrees in role and place only is no trace of it. */
const weak = (target: Target, [best]: readonly Candidate<Element>[]): 'refused' | 'missing' =>
  best && naming.some((signal) => target[signal] && !best.score.changed.includes(signal))
    ? 'refused'
    : 'missing'

const changesOf = (target: Target, { element, score }: Candidate<Element>): readonly Change[] => {
  const traits = traitsOf(element)
  return score.changed.map((signal) => ({
    signal,
    recorded: say(target[signal]),
    found: say(traits[signal]),
  }))
}

const say = (value: unknown): string => {
  if (value === undefined) return ''
  if (typeof value === 'string') return value.slice(0, 120)
  if (Array.isArray(value)) {
    return value.map(({ role, name }) => (name ? `${role} "${say(name)}"` : role)).join(' < ')
  }
  return Object.values(value as object).join(' / ')
}

const describe = (target: Target, { element, score }: Candidate<Element>): Likely => {
  const { localName, id } = element
  const role = roleOf(element)
  const name = nameOf(element)?.slice(0, 64)
  const said = [`<${localName}${id && ` id="${id}"`}>`, role, name && `"${name}"`]
  return {
    element: said.filter(Boolean).join(' '),
    score: round(score.total),
    sight: beside(target).sightOf(element),
  }
}

const round = (score: number): number => Math.round(score * 100) / 100
