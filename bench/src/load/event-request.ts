import { requestBytes } from './request.ts'

/** Whose events a request holds. */
export type Mix = 'many people' | 'one person'

export interface EventRequestOptions {
  readonly path: string
  readonly writeKey: string
  /** Events a request. */
  readonly events: number
  readonly mix: Mix
  readonly population: number
  /** Whose turn it is, below the population; anybody's unless given. */
  readonly person?: () => number
}

/** A request that is sent again and again, each time with other message ids and other people. */
export interface EventRequest {
  /** The bytes for the next sending; good until the next call. */
  readonly next: () => Buffer
}

const idDigits = 12
const userDigits = 6
const accountDigits = 4
const idMark = '#'.repeat(idDigits)
const userMark = '@'.repeat(userDigits)
const accountMark = '~'.repeat(accountDigits)
const accounts = 500
const eventNames = 20

const pad = (n: number): string => String(n).padStart(2, '0')

/** What a browser sends for a click: about 450 bytes. */
const eventOf = (n: number, at: string): object => ({
  type: 'track',
  messageId: `0199e5c1-7f3a-7000-8000-${idMark}`,
  userId: `user-${userMark}`,
  event: `Event ${n % eventNames}`,
  timestamp: at,
  properties: {
    plan: n % 3 === 0 ? 'free' : 'pro',
    value: n,
    project: 'Quarterly report',
    saved: true,
  },
  context: {
    groupId: `account-${accountMark}`,
    page: {
      url: `https://app.example.com/projects/${pad(n)}/board`,
      path: `/projects/${pad(n)}/board`,
      title: 'Board',
    },
    library: { name: 'waymark', version: '0.1.0' },
    locale: 'en-GB',
  },
})

const placesOf = (bytes: Buffer, mark: string): readonly number[] => {
  const places: number[] = []
  for (let at = bytes.indexOf(mark); at !== -1; at = bytes.indexOf(mark, at + mark.length))
    places.push(at)
  return places
}

const writeNumber = (bytes: Buffer, end: number, value: number): void => {
  let rest = value
  for (let at = end - 1; rest > 0; at--) {
    bytes[at] = 48 + (rest % 10)
    rest = Math.floor(rest / 10)
  }
}

/** Numbers of the message ids; unique in this process. */
let lastId = 0

const textOf = ({ events, path }: EventRequestOptions): string => {
  const at = new Date().toISOString()
  const made = Array.from({ length: events }, (_, n) => eventOf(n, at))
  return JSON.stringify(
    path === '/v1/batch' ? { sentAt: at, batch: made } : { sentAt: at, ...made[0] },
  )
}

/** Prepares the bytes once; what changes is written over in place. */
export const createEventRequest = (options: EventRequestOptions): EventRequest => {
  const { path, writeKey, mix, population } = options
  const person = options.person ?? (() => Math.floor(Math.random() * population))
  const bytes = requestBytes(path, textOf(options), writeKey)
  const ids = placesOf(bytes, idMark)
  const users = placesOf(bytes, userMark)
  const groups = placesOf(bytes, accountMark)
  const fill = (at: number, length: number, value: number): void => {
    bytes.fill(48, at, at + length)
    writeNumber(bytes, at + length, value)
  }
  return {
    next: () => {
      let user = person()
      for (const [n, at] of ids.entries()) {
        if (n > 0 && mix === 'many people') user = person()
        fill(at, idDigits, ++lastId)
        fill(users[n] ?? 0, userDigits, user)
        fill(groups[n] ?? 0, accountDigits, user % accounts)
      }
      return bytes
    },
  }
}
