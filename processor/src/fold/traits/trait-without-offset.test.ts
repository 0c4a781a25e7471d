import { afterEach, expect, test } from 'vitest'
import { createWorld, day } from '../../../manual/support/world.ts'

const zone = process.env.TZ

afterEach(() => {
  if (zone === undefined) delete process.env.TZ
  else process.env.TZ = zone
})

test.each(['America/New_York', 'Asia/Tokyo'])(
  'a date without an offset fell due hours apart on servers in different zones (%s)',
  (tz) => {
    process.env.TZ = tz
    const rule = { since: { trait: 'trial_ends', gte: '1d' } }
    const world = createWorld({ kind: 'segment', id: 'over', level: 'person', rule })
    const traits = { trial_ends: '2026-03-04T12:00:00' }
    world.send({ type: 'identify', userId: 'ann', traits })
    world.pass(7 * day)
    expect(world.all('segment').map(({ at }) => new Date(at).toISOString())).toEqual([
      '2026-03-05T12:00:00.000Z',
    ])
  },
)
