import type { Decision } from '@waymark/schemas/wire/messages'
import type { Waymark } from './api.ts'

/** What is decided now, for frameworks that draw again when it changes. */
export interface Decisions {
  now(): readonly Decision[]
  /** Answers with what ends it. */
  subscribe(fn: () => void): () => void
}

const followed = new WeakMap<Waymark, Decisions>()

/** The decisions of a client: listened to once, however many components read them. */
export const followDecisions = (client: Waymark): Decisions => {
  const known = followed.get(client)
  if (known) return known
  let now: readonly Decision[] = []
  const readers = new Set<() => void>()
  const heard = (decisions: readonly Decision[]) => {
    now = decisions
    for (const read of readers) read()
  }
  client.on('decisions', heard)
  // What was decided before anybody listened.
  void client.guides.decide().then((decisions) => decisions !== now && heard(decisions))
  const decisions: Decisions = {
    now: () => now,
    subscribe(fn) {
      readers.add(fn)
      return () => readers.delete(fn)
    },
  }
  followed.set(client, decisions)
  return decisions
}
