import type { Environment } from './environment.ts'
import type { Generation, KeyIndex, Newest } from './key-index.ts'
import {
  entryKey,
  indexKey,
  numbers,
  partitionMetaKey,
  partitionStart,
  readNumbers,
} from './layout.ts'
import { noteEnd, type RetentionDeps } from './retention-deps.ts'
import type { Slot } from './slot.ts'

const SLICE = 250

const ascending = (a: number, b: number): number => a - b

function* slices<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let i = 0; i < items.length; i += SLICE) yield items.slice(i, i + SLICE)
}

/**
 * The newest record of a partition stays, even a deletion: whoever reads up to the end would else wait for a record that never
 * comes.
 */
const belowNewest = (slot: Slot, below: number): number =>
  Math.max(0, Math.min(below, slot.end - 1))

/** What is dead: records that a newer one superseded, and deletions themselves. */
type Kind = 'superseded' | 'deletion'

/** Deletions are noted apart, behind everything that they could be hiding. */
const noteSpace = (slot: Slot, kind: Kind): number =>
  kind === 'deletion' ? slot.topicId | 0x80 : slot.topicId

interface Dead {
  readonly kind: Kind
  readonly offsets: readonly number[]
  readonly below: number
}

/**
 * Deletes dead records below `below`; notes the others under the lowest of them, to be deleted once they are passed.
 * Called within a transaction.
 */
const bury = (env: Environment, slot: Slot, { kind, offsets, below }: Dead): void => {
  const later: number[] = []
  for (const offset of offsets) {
    if (offset < belowNewest(slot, below))
      void env.log.remove(entryKey(slot.topicId, slot.partition, offset))
    else later.push(offset)
  }
  if (later.length === 0) return
  later.sort(ascending)
  const key = Buffer.concat([
    entryKey(noteSpace(slot, kind), slot.partition, later[0] as number),
    numbers(later[later.length - 1] as number),
  ])
  // A generation repeated after a crash may meet the note of its first attempt.
  const known = env.dead.get(key)
  void env.dead.put(key, numbers(...(known ? new Set([...readNumbers(known), ...later]) : later)))
}

interface Noted {
  readonly key: Buffer
  readonly offsets: readonly number[]
}

/** Notes whose lowest offset has been passed; they sort by it. */
const passedNotes = (
  env: Environment,
  slot: Slot,
  { kind, below }: Omit<Dead, 'offsets'>,
): readonly Noted[] => {
  const space = noteSpace(slot, kind)
  const range = {
    start: partitionStart(space, slot.partition),
    end: entryKey(space, slot.partition, belowNewest(slot, below)),
  }
  const notes: Noted[] = []
  let count = 0
  for (const { key, value } of env.dead.getRange(range)) {
    const offsets = readNumbers(value)
    notes.push({ key, offsets })
    count += offsets.length
    if (count >= SLICE) break
  }
  return notes
}

const buryNoted = async (
  deps: RetentionDeps,
  slot: Slot,
  dead: Omit<Dead, 'offsets'>,
): Promise<void> => {
  const { env, groupCommit } = deps
  for (;;) {
    const notes = passedNotes(env, slot, dead)
    if (notes.length === 0) return
    await groupCommit.run(() => {
      noteEnd(env, slot)
      for (const { key, offsets } of notes) {
        void env.dead.remove(key)
        bury(env, slot, { ...dead, offsets })
      }
    })
  }
}

/** Brings one slice of keys up to date in the tree; what they pointed at before is dead, and so is a deletion itself. */
const writeKeys = (
  env: Environment,
  slot: Slot,
  work: { readonly keys: readonly (readonly [string, Newest])[]; readonly below: number },
): (() => void) => {
  const superseded: number[] = []
  const deletions: number[] = []
  const puts: (readonly [Buffer, Newest])[] = []
  for (const [key, newest] of work.keys) {
    const at = indexKey(slot.topicId, slot.partition, key)
    const before = env.index.get(at)?.readDoubleBE(0)
    if (before !== undefined && before < newest.offset) superseded.push(before)
    if (newest.deleted) deletions.push(newest.offset)
    puts.push([at, newest])
  }
  return () => {
    noteEnd(env, slot)
    for (const [at, { offset, deleted }] of puts) {
      void (deleted ? env.index.remove(at) : env.index.put(at, numbers(offset)))
    }
    bury(env, slot, { kind: 'superseded', offsets: superseded, below: work.below })
    bury(env, slot, { kind: 'deletion', offsets: deletions, below: work.below })
  }
}

const byKey = ([a]: readonly [string, Newest], [b]: readonly [string, Newest]): number =>
  a < b ? -1 : 1

const writeGeneration = async (
  deps: RetentionDeps,
  slot: Slot,
  work: { readonly generation: Generation; readonly below: number },
): Promise<void> => {
  const { env, groupCommit } = deps
  const { generation, below } = work
  for (const offsets of slices(generation.superseded.sort(ascending))) {
    await groupCommit.run(() => {
      noteEnd(env, slot)
      bury(env, slot, { kind: 'superseded', offsets, below })
    })
  }
  // In key order neighbours share pages, so a page is written once and not once a key.
  for (const keys of slices([...generation.newest].sort(byKey))) {
    await groupCommit.run(writeKeys(env, slot, { keys, below }))
  }
  await groupCommit.run(
    () =>
      void env.meta.put(
        partitionMetaKey('indexed', slot.topicId, slot.partition),
        numbers(generation.end),
      ),
  )
}

/**
 * Deletes superseded records below `below`, oldest knowledge first: what was noted earlier, then what the new generation
 * superseded within itself, then what its keys pointed at before. A deletion therefore never goes before what it deletes,
 * and a reader from the start never sees a deleted key come back. A crash in between repeats, it does not skip.
 */
export const compactPartition = async (
  deps: RetentionDeps,
  index: KeyIndex,
  below: number,
): Promise<void> => {
  await buryNoted(deps, index.slot, { kind: 'superseded', below })
  await buryNoted(deps, index.slot, { kind: 'deletion', below })
  if (!index.hasNews()) return
  await writeGeneration(deps, index.slot, { generation: index.rotate(), below })
  index.settle()
}
