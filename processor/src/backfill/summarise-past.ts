import { type Leaf, mergeLeaf, type SubjectKey, type Summary, subjectKey } from '@waymark/schemas'
import { orphanMs } from '../fold/membership.ts'
import { listenersOf } from '../program/compile-program.ts'
import type { LevelProgram, Program } from '../program/program.ts'
import type { PastEvent } from './read-past.ts'

/** What is to be told to one subject. */
export interface PastOf {
  readonly leaves: Record<string, Summary>
  /** Of a person: of account leaves, what was done without an account. */
  readonly orphans: Record<string, Summary>
}

type Listeners = LevelProgram['listeners']

/** Leaves whose past is wanted, by what they listen to. */
export interface Wanted {
  readonly env: string
  readonly person: Listeners
  readonly account: Listeners
  readonly accountLeaves: ReadonlyMap<string, Leaf>
  readonly listens: readonly string[]
}

const among = (leaves: LevelProgram['leaves'], wanted: ReadonlySet<string>) =>
  new Map([...leaves].filter(([hash]) => wanted.has(hash)))

export const wantedOf = (program: Program, hashes: readonly string[]): Wanted => {
  const wanted = new Set(hashes)
  const person = among(program.person.leaves, wanted)
  const account = among(program.account.leaves, wanted)
  const listens = [...person.values(), ...account.values()].flatMap((leaf) => leaf.listens)
  return {
    env: program.env,
    person: listenersOf(person),
    account: listenersOf(account),
    accountLeaves: account,
    listens: [...new Set(listens)],
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

/** The first account that a person acted for, and their clock when they joined it. */
interface Joined {
  readonly account: string
  readonly at: number
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

  const take = (event: PastEvent): void => {
    read++
    const { person, account, folded, listens } = event
    if (account !== '' && !joined.has(person)) joined.set(person, { account, at: folded })
    observe(pastOf(person).leaves, wanted.person.get(listens), event)
    const leaves = wanted.account.get(listens)
    if (!leaves) return
    observe(
      account === '' ? pastOf(person).orphans : pastOf(accountKey(account)).leaves,
      leaves,
      event,
    )
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
    for (const [person, { account, at }] of joined) {
      const past = told.get(person)
      if (!past || merged.has(person)) continue
      keepYoung(past, at - orphanMs)
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
    take,
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
