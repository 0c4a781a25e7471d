import { type Definition, parseDefinition, type SubjectKey } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { createWorld } from '../../../manual/support/world.ts'
import { compileProgram } from '../../program/compile-program.ts'
import { fold } from '../fold.ts'

const header = { v: 1, env: 'test', received: 0 } as const

test('a claim or a command that names constructor is answered like any other unknown name', () => {
  const world = createWorld()
  world.send({ userId: 'ann', event: 'Login' })
  const about = { claim: 'c1', decision: 'd1', engagement: 'constructor', guide: 'g' }
  world.sendRecord('test/u/ann', { ...header, kind: 'claim', ...about })
  expect(world.all('not_granted')).toMatchObject([{ claim: 'c1', reason: 'withdrawn' }])
  const command = { do: 'claim', pql: 'constructor' } as const
  world.sendRecord('test/u/ann', { ...header, kind: 'command', by: 'lea', command })
  expect(world.all('worked')).toEqual([])
  expect('owner' in Object).toBe(false)
})

/** As one that was published before the name was refused. */
const called = (document: { readonly kind: string }): Definition => {
  const parsed = parseDefinition({ ...document, id: 'for-now' })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return JSON.parse(JSON.stringify(parsed.definition).replaceAll('for-now', 'constructor'))
}

test('nobody has reached a milestone, is in a segment or is a lead because it is called constructor', () => {
  const rule = { did: { event: 'Paid' } }
  const definitions = [
    { kind: 'milestone', level: 'person', order: 1, reached: rule },
    { kind: 'segment', level: 'person', rule },
    { kind: 'pql', level: 'person', milestones: ['for-now'] },
  ].map((document, i) => ({ version: i + 1, definition: called(document) }))
  const program = compileProgram('test', 3, definitions)
  const ann: SubjectKey = 'test/u/ann'
  const input = (offset: number, event: string) => ({
    kind: 'events' as const,
    record: {
      header: { ...header, kind: 'live' as const, source: 'server' as const, skew: 0 },
      events: [{ type: 'track' as const, userId: 'ann', event, messageId: `m${offset}` }],
    },
    at: 1000 + offset,
    partition: 0,
    offset,
  })
  const first = fold(ann, undefined, { inputs: [input(0, 'Login')], program })
  expect(first.transitions.map(({ t }) => t)).not.toContain('segment')
  const { state, transitions } = fold(ann, first.state, { inputs: [input(1, 'Paid')], program })
  expect(transitions.map(({ t }) => t)).toEqual(
    expect.arrayContaining(['milestone', 'segment', 'pql']),
  )
  expect(Object.keys(state.mile)).toEqual(['constructor'])
})
