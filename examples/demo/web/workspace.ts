import { type Persona, personas, type User } from './people.ts'

export const columns = ['Next', 'Doing', 'Review', 'Done'] as const

export type Column = (typeof columns)[number]

export interface Card {
  readonly id: string
  readonly title: string
  readonly column: Column
  readonly tag: 'Feature' | 'Fix' | 'Chore'
}

export interface Teammate {
  readonly email: string
}

/** What a company has in the app. Kept in this browser: the demo has no server of its own. */
export interface Workspace {
  readonly project?: string
  readonly cards: readonly Card[]
  readonly connected: boolean
  readonly automations: readonly string[]
  readonly invited: readonly Teammate[]
}

const firstCards: readonly (readonly [string, Column, Card['tag']])[] = [
  ['Sign in with a passkey', 'Next', 'Feature'],
  ['Dates in the reader’s time zone', 'Next', 'Fix'],
  ['Export a board as CSV', 'Next', 'Feature'],
  ['Search in comments', 'Doing', 'Feature'],
  ['Upgrade the build image', 'Doing', 'Chore'],
  ['Faster first load of large boards', 'Review', 'Fix'],
  ['Invitation by link', 'Done', 'Feature'],
]

export const newCards = (): readonly Card[] =>
  firstCards.map(([title, column, tag], index) => ({ id: `c${index}`, title, column, tag }))

const nothing: Workspace = { cards: [], connected: false, automations: [], invited: [] }

const begin = (reached: Persona['reached'] | undefined): Workspace => {
  if (reached === undefined || reached === 'nothing') return nothing
  const code = { ...nothing, project: 'Platform', cards: newCards(), connected: true }
  return reached === 'code' ? code : { ...code, automations: ['merged-to-done'] }
}

const keyOf = (user: User): string => `corkline/workspace/${user.company.id}`

const read = (key: string): string | null => {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

const write = (key: string, value: string | null): void => {
  try {
    if (value === null) localStorage.removeItem(key)
    else localStorage.setItem(key, value)
  } catch {
    // Private windows may refuse storage; the page then forgets, and works.
  }
}

export const openWorkspace = (user: User): Workspace => {
  const kept = read(keyOf(user))
  if (kept !== null) return JSON.parse(kept) as Workspace
  return begin(personas.find(({ id }) => id === user.id)?.reached)
}

export const keepWorkspace = (user: User, workspace: Workspace): void =>
  write(keyOf(user), JSON.stringify(workspace))

const sessionKey = 'corkline/user'

export const whoIsSignedIn = (): User | undefined => {
  const kept = read(sessionKey)
  return kept === null ? undefined : (JSON.parse(kept) as User)
}

export const keepSession = (user: User | undefined): void =>
  write(sessionKey, user === undefined ? null : JSON.stringify(user))
