import type { Device, Person } from './people.ts'

type Value = string | number | boolean

/** An event of the past, as `/v1/import` takes it. */
export interface HistoryEvent {
  readonly type: 'track' | 'page' | 'identify' | 'group'
  readonly messageId: string
  readonly anonymousId: string
  readonly userId?: string
  readonly event?: string
  readonly name?: string
  readonly groupId?: string
  readonly traits?: { readonly [name: string]: string | number }
  readonly properties?: { readonly [name: string]: Value | { readonly [name: string]: Value } }
  readonly context: { readonly [name: string]: unknown }
  readonly timestamp: string
}

export type Did =
  | { readonly page: string; readonly referrer?: string }
  | { readonly track: string; readonly properties?: HistoryEvent['properties'] }
  | { readonly identify: HistoryEvent['traits'] }
  | { readonly group: string; readonly traits?: HistoryEvent['traits'] }

/** Who does it: somebody known, or a browser that nobody has signed in on. */
export interface Actor {
  readonly key: string
  readonly person?: Person
  readonly device: Device
  readonly timezone: string
}

const site = 'https://corkline.example'

const titles: { readonly [path: string]: string } = {
  '/': 'Corkline: boards that follow the code',
  '/pricing': 'Pricing',
  '/blog/boards-that-follow-the-code': 'Boards that follow the code',
  '/demo/board': 'Board',
  '/demo/connect': 'Connect your code',
  '/demo/automations': 'Automations',
  '/demo/team': 'Team',
}

const pageOf = (path: string, referrer: string | undefined) => ({
  url: `${site}${path}`,
  path,
  title: titles[path] ?? 'Corkline',
  ...(referrer === undefined ? {} : { referrer }),
})

/** Writes down who did what, when; ids tell the same story the same way each time. */
export const createDiary = () => {
  const events: { readonly at: number; readonly event: HistoryEvent }[] = []
  const written = new Map<string, number>()
  let path = '/'
  const bodyOf = (did: Did): Partial<HistoryEvent> => {
    if ('page' in did) {
      const page = pageOf(did.page, did.referrer)
      return { type: 'page', properties: page }
    }
    if ('track' in did) {
      return {
        type: 'track',
        event: did.track,
        ...(did.properties ? { properties: did.properties } : {}),
      }
    }
    if ('identify' in did) return { type: 'identify', traits: did.identify ?? {} }
    return { type: 'group', groupId: did.group, ...(did.traits ? { traits: did.traits } : {}) }
  }
  return {
    write: (actor: Actor, at: number, did: Did): void => {
      const nth = (written.get(actor.key) ?? 0) + 1
      written.set(actor.key, nth)
      if ('page' in did) path = did.page
      const { person, device } = actor
      const event = {
        ...bodyOf(did),
        messageId: `demo-${actor.key}-${nth}`,
        anonymousId: device.anonymousId,
        ...(person ? { userId: person.userId } : {}),
        context: {
          page: pageOf('page' in did ? did.page : path, undefined),
          library: { name: 'waymark.js', version: '0.1.0' },
          locale: 'en',
          timezone: actor.timezone,
          userAgent: device.userAgent,
          ...(person ? { groupId: person.company.id } : {}),
        },
        timestamp: new Date(at).toISOString(),
      } as HistoryEvent
      events.push({ at, event })
    },
    /** What happened until `now`, in the order of time. */
    until: (now: number): readonly HistoryEvent[] =>
      events
        .filter(({ at }) => at <= now)
        .sort((a, b) => a.at - b.at)
        .map(({ event }) => event),
  }
}

export type Diary = ReturnType<typeof createDiary>
