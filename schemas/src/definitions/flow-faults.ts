import type { Rule } from '../rules/rule.ts'
import type { Fault } from './fault.ts'
import { keyEventOf } from './flow-key.ts'
import { type StepShape, stepIdOf, waysOf } from './flow-ways.ts'

const hour = 3_600_000

type Steps = readonly StepShape[]

const idsOf = (steps: Steps): readonly string[] => steps.map(stepIdOf)

const sameIds = (steps: Steps): readonly Fault[] => {
  const ids = idsOf(steps)
  return ids.flatMap((id, place) =>
    ids.indexOf(id) === place
      ? []
      : [{ path: [place, 'id'], message: `another step is called ${id}` }],
  )
}

const unknownIds = (steps: Steps): readonly Fault[] => {
  const ids = new Set(idsOf(steps))
  return steps.flatMap((step, place) =>
    waysOf(step).flatMap(({ to, path }) =>
      to === undefined || ids.has(to)
        ? []
        : [{ path: [place, ...path], message: `there is no step "${to}" to go to` }],
    ),
  )
}

/** Places to which a step leads: those of its ways that take less than `ms`. */
const leadsTo = (steps: Steps, ms: number): readonly (readonly number[])[] => {
  const ids = idsOf(steps)
  return steps.map((step, place) =>
    waysOf(step)
      .filter(({ lasts }) => lasts < ms)
      .map(({ to }) => (to === undefined ? place + 1 : ids.indexOf(to)))
      .filter((next) => next >= 0 && next < steps.length),
  )
}

/** A loop without a long wait in it, by its places. */
const loopIn = (steps: Steps): readonly number[] | undefined => {
  const leads = leadsTo(steps, hour)
  const done = new Set<number>()
  const visit = (place: number, open: readonly number[]): readonly number[] | undefined => {
    if (open.includes(place)) return open.slice(open.indexOf(place))
    if (done.has(place)) return undefined
    for (const next of leads[place] ?? []) {
      const loop = visit(next, [...open, place])
      if (loop) return loop
    }
    done.add(place)
    return undefined
  }
  for (const place of steps.keys()) {
    const loop = visit(place, [])
    if (loop) return loop
  }
  return undefined
}

const loops = (steps: Steps): readonly Fault[] => {
  const loop = loopIn(steps)
  if (!loop) return []
  const ids = idsOf(steps)
  const names = loop.map((place) => ids[place]).join(' → ')
  const message = `goes round without a wait of an hour or more: ${names} → ${ids[loop[0] ?? 0]}`
  return [{ path: [loop[0] ?? 0], message }]
}

/** What of a flow shows whether its parts fit together. */
export interface FlowShape {
  readonly key?: string
  readonly enter?: unknown
  readonly level?: 'person' | 'account'
  readonly steps: Steps
  readonly variants?: readonly { readonly id: string; readonly start: string }[]
  readonly move?: { readonly [step: string]: string | null }
}

const wrongStarts = ({ steps, variants = [] }: FlowShape): readonly Fault[] => {
  const ids = new Set(idsOf(steps))
  return variants.flatMap(({ id, start }, i) => [
    ...(ids.has(start)
      ? []
      : [{ path: ['variants', i, 'start'], message: `there is no step "${start}" to start at` }]),
    ...(variants.findIndex((one) => one.id === id) === i
      ? []
      : [{ path: ['variants', i, 'id'], message: `another variant is called ${id}` }]),
  ])
}

const wrongMoves = ({ steps, move = {} }: FlowShape): readonly Fault[] => {
  const ids = new Set(idsOf(steps))
  return Object.entries(move).flatMap(([from, to]) =>
    to === null || ids.has(to)
      ? []
      : [{ path: ['move', from], message: `there is no step "${to}" to move to` }],
  )
}

const forPeopleOnly =
  'reaches people, and the flow is about accounts: let an engagement whose audience asks `account: { flow: … }` do it'

/** An account has no eyes: what is shown and mailed goes to people. */
const wrongLevel = ({ level, steps }: FlowShape): readonly Fault[] =>
  level !== 'account'
    ? []
    : steps.flatMap(({ send, show }, place) => {
        if (show) return [{ path: ['steps', place, 'show'], message: forPeopleOnly }]
        const isMail = typeof send === 'object' && send !== null && 'email' in send
        return isMail ? [{ path: ['steps', place, 'send', 'email'], message: forPeopleOnly }] : []
      })

/** A key is read off the event that lets somebody in, so that event must be named. */
const noKeyEvent = ({ key, enter }: FlowShape): readonly Fault[] =>
  key === undefined || keyEventOf(enter as Rule)
    ? []
    : [
        {
          path: ['enter'],
          message:
            'with a `key`, `did` of one event, page or feature (with `where`, if need be), or `all` of that first and of what must hold then',
        },
      ]

/** What only all parts of a flow together show. */
export const faultsOfFlow = (flow: FlowShape): readonly Fault[] => [
  ...[...sameIds(flow.steps), ...unknownIds(flow.steps), ...loops(flow.steps)].map(
    ({ path, message }) => ({ path: ['steps', ...path], message }),
  ),
  ...wrongStarts(flow),
  ...wrongMoves(flow),
  ...wrongLevel(flow),
  ...noKeyEvent(flow),
]

/** Steps that nobody can come to, by their places. */
export const unreachableIn = ({ steps, variants, move = {} }: FlowShape): readonly number[] => {
  const leads = leadsTo(steps, Number.POSITIVE_INFINITY)
  const seen = new Set<number>()
  const visit = (place: number): void => {
    if (seen.has(place)) return
    seen.add(place)
    for (const next of leads[place] ?? []) visit(next)
  }
  const ids = idsOf(steps)
  for (const { start } of variants ?? [{ start: ids[0] ?? '' }]) visit(ids.indexOf(start))
  for (const to of Object.values(move)) if (to !== null) visit(ids.indexOf(to))
  return [...steps.keys()].filter((place) => !seen.has(place))
}
