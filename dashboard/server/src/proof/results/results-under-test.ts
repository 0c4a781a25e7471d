import type { DrawShares, Transition } from '@waymark/schemas'
import type { ResultItem, Results } from '@waymark/schemas/api/results'
import { expect } from 'vitest'
import type { OpenDashboard } from '../../support/open-dashboard.ts'
import { factRow, insertRows, transitionRow } from '../../support/rows.ts'

export const minute = 60_000
export const day = 86_400_000

/** How long a test may take that asks a real ClickHouse many things. */
export const longMs = 60_000

/** A goal that is reached by doing one thing within a day. */
export const done = { goal: { did: { event: 'Done' } }, 'goal-within': '1d' }

const env = 'production'
const halves: DrawShares = { project: 0, holdout: 0.5 }

/** How somebody was drawn. */
interface Drawn {
  readonly arm?: 'treated' | 'engagement' | 'project'
  readonly variant?: string
  readonly at?: number
  readonly draw?: DrawShares
}

const hook = { kind: 'endpoint', id: 'hook', type: 'webhook', url: 'https://hook.example/x' }

const definitionOf = (transition: Transition): string => {
  if ('engagement' in transition) return transition.engagement
  return 'id' in transition ? transition.id : ''
}

let worlds = 0

const rowOf = (subject: string, version: number, transition: Transition) => ({
  ...transitionRow(subject, version, transition),
  definition: definitionOf(transition),
})

/** An engagement, and people of its own who were drawn for it: what the sink would have inserted of them. */
export const openExperiment = (d: OpenDashboard) => {
  const nth = ++worlds
  const now = d.now()
  const id = `nudge-${nth}`
  const key = (i: number): string => `${env}/u/w${nth}-${i}`
  const usually = now - 3 * day
  const exposed = ({
    arm = 'treated',
    variant,
    at = usually,
    draw = halves,
  }: Drawn): Transition => ({
    t: 'exposed',
    engagement: id,
    arm: arm === 'treated' ? 'treated' : 'held_out',
    ...(arm === 'treated' ? {} : { of: arm }),
    ...(variant === undefined ? {} : { variant }),
    draw,
    at,
  })
  const drawn = (i: number, how: Drawn = {}) => rowOf(key(i), 1, exposed(how))
  const did = (i: number, at: number, event = 'Done') =>
    factRow({ env, person: key(i), user_id: `w${nth}-${i}`, event, time_ms: at })
  /** So many of an arm, of whom so many did what is the goal an hour later. */
  const arm = (from: number, [people, reached]: readonly [number, number], how: Drawn = {}) => {
    const ids = Array.from({ length: people }, (_, i) => from + i)
    const at = how.at ?? usually
    return {
      transitions: ids.map((i) => drawn(i, how)),
      events: ids.slice(0, reached).map((i) => did(i, at + 60 * minute)),
    }
  }
  return {
    nth,
    now,
    env,
    usually,
    key,
    visitor: (i: number): string => `${env}/a/w${nth}-v${i}`,
    rowOf,
    exposed,
    drawn,
    did,
    arm,
    engagement: (more: object = {}) => ({
      kind: 'engagement',
      id,
      audience: { did: { event: 'Login' } },
      send: [{ webhook: 'hook' }],
      holdout: 0.5,
      ...more,
    }),
    publish: async (...documents: readonly object[]): Promise<void> => {
      const body = { env, documents: [hook, ...documents] }
      const answer = await d.send('POST', '/api/definitions/apply', { body })
      expect([answer.status, answer.body]).toEqual([200, expect.anything()])
    },
    insert: (...parts: readonly ReturnType<typeof arm>[]): Promise<void> =>
      insertRows(d.store, {
        transitions: parts.flatMap((part) => part.transitions),
        events: parts.flatMap((part) => part.events),
      }),
    result: async (): Promise<ResultItem> => {
      const { status, body } = await d.send<Results>('GET', `/api/results?env=${env}&id=${id}`)
      expect([status, body]).toEqual([200, expect.anything()])
      const [one, ...others] = body.results
      if (!one || others.length > 0) throw new Error('one result was to be expected')
      return one
    },
  }
}
