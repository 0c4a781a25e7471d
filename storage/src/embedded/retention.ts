import { chunkAt, chunkCount } from './chunk.ts'
import { compactPartition } from './compact-partition.ts'
import type { Environment } from './environment.ts'
import type { KeyIndex } from './key-index.ts'
import { entryKey, offsetOf, partitionEnd } from './layout.ts'
import { firstEntry } from './read-records.ts'
import { noteEnd, type RetentionDeps } from './retention-deps.ts'
import type { Slot } from './slot.ts'

/** Entries deleted in one transaction; appends wait behind it for a few milliseconds at most. */
const SLICE = 256

/** So many entries that are dated ahead are looked behind; more of them stay until their date has come. */
const AHEAD = 20 * SLICE

interface Expired {
  readonly keys: readonly Buffer[]
  /** Offset after the last of them. */
  readonly next: number
}

/** What is dated ahead, by a clock that was wrong, is as old as what comes after it. */
const expiredSlice = (
  { env }: RetentionDeps,
  slot: Slot,
  bounds: { readonly now: number; readonly olderThan: number; readonly below: number },
): Expired => {
  const keys: Buffer[] = []
  const ahead: Buffer[] = []
  let next = slot.start
  const range = {
    start: entryKey(slot.topicId, slot.partition, slot.start),
    end: partitionEnd(slot.topicId, slot.partition),
    limit: SLICE + AHEAD,
  }
  for (const { key, value } of env.log.getRange(range)) {
    const chunkEnd = offsetOf(key) + chunkCount(value)
    const at = chunkAt(value)
    const isAhead = at > bounds.now
    if (chunkEnd > bounds.below || (!isAhead && at > bounds.olderThan)) break
    ahead.push(key)
    if (isAhead) continue
    keys.push(...ahead.splice(0))
    next = chunkEnd
    if (keys.length >= SLICE) break
  }
  return { keys, next }
}

/** Drops what is too old and has been passed by every group, oldest first. */
const expirePartition = async (deps: RetentionDeps, slot: Slot, keepMs: number): Promise<void> => {
  const { env, groupCommit, groups } = deps
  const below = groups.passed(slot) ?? Number.POSITIVE_INFINITY
  const now = deps.now()
  for (;;) {
    const { keys, next } = expiredSlice(deps, slot, { now, olderThan: now - keepMs, below })
    if (keys.length === 0) return
    await groupCommit.run(() => {
      noteEnd(env, slot)
      for (const key of keys) void env.log.remove(key)
    })
    slot.start = next
    if (keys.length < SLICE) return
  }
}

/**
 * The lowest offset that is younger than `lagMs`: what no group has ever read is kept that long.
 * Halving finds it; where a clock was set back it may find a place nearby, and only what is superseded goes by it.
 */
const firstYoungerThan = (env: Environment, slot: Slot, olderThan: number): number => {
  let low = slot.start
  let high = slot.end
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const entry = firstEntry(env.log, slot, middle)
    if (!entry || chunkAt(entry.chunk) > olderThan) high = middle
    else low = entry.offset + 1
  }
  return low
}

const compact = async (deps: RetentionDeps, index: KeyIndex, lagMs: number): Promise<void> => {
  const { env, groups, now } = deps
  const { slot } = index
  const below = groups.passed(slot) ?? firstYoungerThan(env, slot, now() - lagMs)
  await compactPartition(deps, index, below)
  slot.start = firstEntry(env.log, slot, slot.start)?.offset ?? slot.end
}

/** One pass over all partitions. Slices are short transactions; between them everything else goes on. */
export const retainAll = async (
  deps: RetentionDeps,
  slots: readonly Slot[],
  indexes: ReadonlyMap<Slot, KeyIndex>,
): Promise<void> => {
  for (const slot of slots) {
    const { retention } = slot
    const index = indexes.get(slot)
    if (retention.keep === 'time') await expirePartition(deps, slot, retention.ms)
    else if (index) await compact(deps, index, retention.lagMs)
  }
}
