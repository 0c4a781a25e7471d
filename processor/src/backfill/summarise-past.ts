import { type Leaf, mergeLeaf, type SubjectKey, type Summary, subjectKey } from '@waymark/schemas'
import { orphanMs } from '../fold/accounts/membership.ts'
import { listenersOf } from '../program/compile-program.ts'
import type { LevelProgram, Program } from '../program/program.ts'
import type { FoldedAt, PastCount } from './read-counts.ts'
import type { PastEvent } from './read-past.ts'

/** What is to be told to one subject. */
export interface PastOf {
  readonly leaves: Record<string, Summary>
  /** Of a person: of account leaves, what was done without an account. */
  readonly orphans: Record<string, Summary>
}

type Listeners = LevelProgram['listeners']

/** Leaves of both levels by what they listen to. */
interface Heard {
  readonly person: Listeners
  readonly account: Listeners
  readonly listens: readonly string[]
}

/** Leaves whose past is wanted. */
export interface Wanted {
  readonly env: string
  /** Those that have to see events one by one, … */
  readonly seeing: Heard
  /** … and those that a database counts for, with how many of the newest times one of them keeps at most. */
  readonly counting: Heard & { readonly keep: number }
  readonly accountLeaves: ReadonlyMap<string, Leaf>
  readonly listens: readonly string[]
}

type Leaves = LevelProgram['leaves']

const among = (leaves: Leaves, isWanted: (leaf: Leaf) => boolean): Leaves =>
  new Map([...leaves].filter(([, leaf]) => isWanted(leaf)))

const heardBy = (
  { person, account }: Program,
  isWanted: (leaf: Leaf) => boolean,
): Heard & { readonly leaves: readonly Leaf[] } => {
  const own = among(person.leaves, isWanted)
  const ofAccounts = among(account.leaves, isWanted)
  const leaves = [...own.values(), ...ofAccounts.values()]
  return {
    person: listenersOf(own),
    account: listenersOf(ofAccounts),
    leaves,
    listens: [...new Set(leaves.flatMap((leaf) => leaf.listens))],
  }
}

export const wantedOf = (program: Program, hashes: readonly string[]): Wanted => {
  const wanted = new Set(hashes)
  const counting = heardBy(program, ({ hash, plain }) => wanted.has(hash) && plain !== undefined)
  const seeing = heardBy(program, ({ hash, plain }) => wanted.has(hash) && plain === undefined)
  const keep = Math.max(1, ...counting.leaves.map(({ plain }) => plain?.keep ?? 0))
  return {
    env: program.env,
    seeing,
    counting: { ...counting, keep },
    accountLeaves: among(program.account.leaves, ({ hash }) => wanted.has(hash)),
    listens: [...new Set([...counting.listens, ...seeing.listens])],
  }
}

const observe = (
  into: Record<string, Summary>,
  leaves: readonly Leaf[] | undefined,
  { seen }: PastEvent,
): void => {
  for (const leaf of leaves ?? []) {
    const after = leaf.observe(into[leaf.hash], seen)
    if (after !== undefined) into[leaf.hash] = after
  }
}

/** Adds what the database has counted. */
const addCount = (
  into: Record<string, Summary>,
  leaves: readonly Leaf[] | undefined,
  { verified, summary }: PastCount,
): void => {
  for (const leaf of leaves ?? []) {
    if (!leaf.plain || (leaf.plain.verified && !verified)) continue
    const kept = { ...summary, times: summary.times.slice(-leaf.plain.keep) }
    const both = mergeLeaf(leaf, into[leaf.hash], kept)
    if (both) into[leaf.hash] = both
  }
}

/** The first account that a person acted for, and where in what they did that was; with it, their clock. */
interface Joined {
  readonly account: string
  readonly began: FoldedAt
}

const isBefore = (a: FoldedAt, b: FoldedAt): boolean => {
  const differs = a.findIndex((part, i) => part !== b[i])
  return differs >= 0 && (a[differs] ?? 0) < (b[differs] ?? 0)
}

/**
 * Gathers the events of a tile into what its people and their accounts are to be told. The same events give the same summaries
 * as if they had been counted when they were folded: the leaves see what they would have seen.
 */
export const createSummaries = (wanted: Wanted, merged: ReadonlyMap<string, number>) => {
  const told = new Map<SubjectKey, PastOf>()
  const joined = new Map<string, Joined>()
  let read = 0
  const pastOf = (subject: SubjectKey): PastOf => {
    const known = told.get(subject)
    if (known) return known
    const made: PastOf = { leaves: {}, orphans: {} }
    told.set(subject, made)
    return made
  }
  const accountKey = (account: string): SubjectKey => subjectKey(wanted.env, 'account', account)

  /** What some count and others see is one event all the same. */
  const isSeen = (listens: string): boolean =>
    wanted.seeing.listens.includes(listens) || wanted.seeing.listens.includes('*')

  const noteJoined = (person: string, { account, began }: Joined): void => {
    if (account === '') return
    const known = joined.get(person)
    if (!known || isBefore(began, known.began)) joined.set(person, { account, began })
  }

  /** Where a person's share of what accounts are told goes: what was done without an account stays with them at first. */
  const sharedBy = (person: string, account: string): Record<string, Summary> =>
    account === '' ? pastOf(person).orphans : pastOf(accountKey(account)).leaves

  const see = (event: PastEvent): void => {
    read++
    const { person, account, folded, listens } = event
    noteJoined(person, { account, began: folded })
    observe(pastOf(person).leaves, wanted.seeing.person.get(listens), event)
    const leaves = wanted.seeing.account.get(listens)
    if (leaves) observe(sharedBy(person, account), leaves, event)
  }

  const count = (counted: PastCount): void => {
    const { person, account, event, began, summary } = counted
    const listens = `track:${event}`
    if (!isSeen(listens)) read += summary.n
    noteJoined(person, { account, began })
    addCount(pastOf(person).leaves, wanted.counting.person.get(listens), counted)
    const leaves = wanted.counting.account.get(listens)
    if (leaves) addCount(sharedBy(person, account), leaves, counted)
  }

  /** What was too old when it could have gone along to an account stayed behind. */
  const keepYoung = (past: PastOf, since: number): void => {
    for (const [hash, summary] of Object.entries(past.orphans))
      if ((wanted.accountLeaves.get(hash)?.newest(summary) ?? 0) <= since) delete past.orphans[hash]
  }

  /** What people did before they joined an account went along to it. */
  const settle = (): void => {
    for (const [person, at] of merged) {
      const past = told.get(person)
      if (past) keepYoung(past, at - orphanMs)
    }
    for (const [person, { account, began }] of joined) {
      const past = told.get(person)
      if (!past || merged.has(person)) continue
      keepYoung(past, began[0] - orphanMs)
      const { leaves } = pastOf(accountKey(account))
      for (const [hash, summary] of Object.entries(past.orphans)) {
        const leaf = wanted.accountLeaves.get(hash)
        const both = leaf && mergeLeaf(leaf, leaves[hash], summary)
        if (both) leaves[hash] = both
        delete past.orphans[hash]
      }
    }
  }

  return {
    see,
    count,
    read: () => read,
    /** Whoever has something to be told. */
    end: (): ReadonlyMap<SubjectKey, PastOf> => {
      settle()
      const isSome = ({ leaves, orphans }: PastOf): boolean =>
        Object.keys(leaves).length + Object.keys(orphans).length > 0
      return new Map([...told].filter(([, past]) => isSome(past)))
    },
  }
}
