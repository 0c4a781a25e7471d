import { z } from 'zod'
import type { Json } from '../json.ts'
import { limits } from '../limits.ts'
import {
  type Condition,
  compileCondition,
  conditionSchema,
  sayCondition,
  warnOfCondition,
} from './condition.ts'
import type { FeatureUse } from './feature-use.ts'
import type { ObservedEvent } from './leaf.ts'
import type { NameOf } from './name-of.ts'
import type { CompileContext } from './rule-kind.ts'
import { joined, quoted } from './say.ts'
import { verifiedOnly } from './verified-only.ts'

const mostProperties = 20

const name = z.string().min(1).max(limits.nameLength)

export const whereSchema = z
  .record(name, conditionSchema)
  .refine(
    (where) => Object.keys(where).length <= mostProperties,
    `at most ${mostProperties} properties`,
  )

/** The keys by which a rule says which events it is about. */
export const eventMatchShape = {
  event: name.exactOptional(),
  page: name.exactOptional(),
  feature: name.exactOptional(),
  where: whereSchema.exactOptional(),
  verified: verifiedOnly,
}

/** One of an event, a page and a feature, with conditions on its properties. */
export interface EventMatch {
  readonly event?: string
  readonly page?: string
  readonly feature?: string
  readonly where?: { readonly [property: string]: Condition }
  /** Only what a server sent. */
  readonly verified?: true
}

export const namesOne = (body: EventMatch): boolean =>
  [body.event, body.page, body.feature].filter((given) => given !== undefined).length === 1

export const eventMatchSchema = z
  .strictObject(eventMatchShape)
  .refine(namesOne, 'one of event, page, feature')

/** Which events a leaf listens to, and how it tells them apart. */
export interface CompiledMatch {
  readonly listens: readonly string[]
  readonly matches: (event: ObservedEvent) => boolean
  /** What it looks for, for the leaf's hash. */
  readonly content: { readonly [key: string]: unknown }
}

type Test = (event: ObservedEvent) => boolean

/** A page by its name or its path; `*` stands for any text. Linear in the length of the path, whatever the pattern. */
const pageTest = (pattern: string): Test => {
  const [start = '', ...rest] = pattern.split('*')
  if (rest.length === 0) return (event) => event.name === pattern || event.path === pattern
  const end = rest.pop() ?? ''
  const fits = (text: string): boolean => {
    if (!text.startsWith(start) || !text.endsWith(end)) return false
    let at = start.length
    for (const part of rest) {
      const found = text.indexOf(part, at)
      if (found < 0) return false
      at = found + part.length
    }
    return at <= text.length - end.length
  }
  return (event) => fits(event.path) || fits(event.name)
}

const whereTest = (where: EventMatch['where']): Test | undefined => {
  const tests = Object.entries(where ?? {}).map(
    ([property, condition]) => [property, compileCondition(condition)] as const,
  )
  if (tests.length === 0) return undefined
  return ({ properties }) =>
    tests.every(([property, test]) =>
      test(Object.hasOwn(properties, property) ? properties[property] : undefined),
    )
}

const allOf = (first: Test | undefined, second: Test | undefined): Test => {
  if (!first || !second) return first ?? second ?? (() => true)
  return (event) => first(event) && second(event)
}

const plain = (body: Pick<EventMatch, 'event' | 'page' | 'where'>): CompiledMatch => {
  const { event, page, where } = body
  const isPage = page === undefined ? undefined : pageTest(page)
  return {
    listens: [page === undefined ? `track:${event}` : 'page'],
    matches: allOf(isPage, whereTest(where)),
    content: { event, page, where },
  }
}

/** The autocaptured click on a control with these marks. */
export const clickOf = (click: NonNullable<FeatureUse['click']>): EventMatch => ({
  event: '$click',
  where: Object.fromEntries(Object.entries(click).map(([mark, text]) => [mark, { eq: text }])),
})

/** Whether it is about the event: where one leaf listens for several matches, each sees the events of its own kind alone. */
export const isAbout = ({ listens, matches }: CompiledMatch, event: ObservedEvent): boolean => {
  const isPage = event.type === 'page' || event.type === 'screen'
  return listens.includes(isPage ? 'page' : `track:${event.name}`) && matches(event)
}

/** Any use of a feature. */
const anyUse = (uses: readonly FeatureUse[], where: EventMatch['where']): CompiledMatch => {
  const parts = uses.map((use) => plain(use.click ? clickOf(use.click) : use))
  const isUse: Test = (event) => parts.some((part) => isAbout(part, event))
  return {
    listens: [...new Set(parts.flatMap((part) => part.listens))],
    matches: allOf(isUse, whereTest(where)),
    content: { uses, where },
  }
}

/** @throws RuleError where the feature is not on the feature map. */
export const compileMatch = (body: EventMatch, context: CompileContext): CompiledMatch => {
  const match =
    body.feature === undefined ? plain(body) : anyUse(context.feature(body.feature), body.where)
  if (!body.verified) return match
  return {
    ...match,
    matches: (event) => event.verified === true && match.matches(event),
    content: { ...match.content, verified: true },
  }
}

/** A property of an event that is a text, a number or a truth value; nothing else can be told apart from others. */
export const scalarOf = (event: ObservedEvent, property: string): string | undefined => {
  const value: Json | undefined = Object.hasOwn(event.properties, property)
    ? event.properties[property]
    : undefined
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? JSON.stringify(value)
    : undefined
}

/** Where no event whatever meets its conditions: what follows for the rule, and why. */
export const warnOfMatch = ({ where = {} }: EventMatch, follows?: string): readonly string[] =>
  Object.entries(where).flatMap(([property, condition]) =>
    warnOfCondition(condition, property, follows),
  )

const sayWhere = (where: EventMatch['where']): string => {
  const clauses = Object.entries(where ?? {}).map(
    ([property, condition]) => `${property} ${sayCondition(condition)}`,
  )
  return clauses.length > 0 ? ` where ${joined(clauses, 'and')}` : ''
}

/** “Data Received” where rows is at least 100; page “/pricing”; feature “reports”. */
export const sayMatch = (body: EventMatch, nameOf: NameOf): string => {
  const kind = body.page === undefined ? 'feature' : 'page'
  const what = body.event ?? body.page ?? nameOf('feature', body.feature ?? '')
  return `${body.event === undefined ? `${kind} ` : ''}${quoted(what)}${sayWhere(body.where)}${body.verified ? ' (verified)' : ''}`
}

/** "done", "seen" a page, "used" a feature. */
export const participleOf = (body: EventMatch): string =>
  body.event === undefined ? (body.page === undefined ? 'used' : 'seen') : 'done'
