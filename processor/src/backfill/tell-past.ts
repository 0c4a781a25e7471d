import {
  backfillKey,
  type RelayRecord,
  type StoredBackfill,
  type SubjectKey,
  type Topic,
} from '@waymark/schemas'
import type { EventLog, EventStore, NewRecord } from '@waymark/storage'
import type { Program } from '../program/program.ts'
import { ahead } from './ahead.ts'
import { type KnownDefinitions, nameOf, newestOf } from './known-definitions.ts'
import { countPast, mergedIn, type Tile, tilesAfter } from './past-events.ts'
import { readCounts } from './read-counts.ts'
import { type Decided, readDecided, type Undecided } from './read-decided.ts'
import { readTile } from './read-past.ts'
import { createSummaries, type PastOf, type Wanted, wantedOf } from './summarise-past.ts'
import type { IsWanted, Waits } from './wait-for-log.ts'

/** A past that is being read, and where in `definitions` it began. */
export type Job = StoredBackfill & { readonly from: number }

/** What telling a past needs. */
export interface TellDeps {
  readonly log: EventLog
  readonly store: EventStore
  readonly clock: () => number
  readonly waits: Waits
  /** People whose past is read, told and noted together. */
  readonly tile: number
  /** Of longer pasts it is not asked when definitions would have decided. */
  readonly decidedMost: number
}

/** Where the origins of what a past tells are counted: no partition of `state` has this number. */
const pastPartition = -1
const together = 500

export const recordOf = (topic: Topic, key: string, value: unknown): NewRecord => ({
  topic,
  key,
  value: Buffer.from(JSON.stringify(value)),
})

type Told = readonly [SubjectKey, Partial<PastOf> & { readonly was?: Decided['was'] }]

const relayed = (
  job: Job,
  index: number,
  [subject, { leaves = {}, orphans = {}, was }]: Told,
): NewRecord => {
  const record: RelayRecord = {
    v: 1,
    from: subject,
    p: pastPartition,
    o: job.from,
    i: index,
    at: 0,
    quiet: true,
    debt: {
      k: 'past',
      leaves,
      pv: job.from,
      ...(Object.keys(orphans).length > 0 ? { orphans } : {}),
      ...(was ? { was: { ...was, past: job.from } } : {}),
    },
  }
  return recordOf('relay', subject, record)
}

const tell = async (log: EventLog, records: readonly NewRecord[]): Promise<void> => {
  for (let from = 0; from < records.length; from += together)
    await log.append(records.slice(from, from + together))
}

/** Writes down how far a past has been read. */
const noteJob = async (log: EventLog, job: StoredBackfill): Promise<void> => {
  await log.append([recordOf('definitions', backfillKey(job.env), job)])
}

const summariesOf = async (
  { store }: TellDeps,
  wanted: Wanted,
  { from, tile }: { readonly from: number; readonly tile: Tile },
) => {
  const { env, counting, seeing } = wanted
  const summaries = createSummaries(wanted, await mergedIn(store, env, tile))
  const of = (listens: readonly string[]) => ({ env, from, listens })
  if (counting.listens.length > 0) {
    const asked = { ...tile, keep: counting.keep }
    for await (const some of readCounts(store, of(counting.listens), asked)) summaries.count(some)
  }
  if (seeing.listens.length > 0)
    for await (const event of readTile(store, of(seeing.listens), tile)) summaries.see(event)
  return summaries
}

/**
 * Tells tile after tile. What was told before a crash and not noted is told again, and known by its origin: a tile is the same
 * people every time, because what was folded before a past began does not change any more.
 */
export const tellLeaves = async (
  deps: TellDeps,
  { job, program }: { readonly job: Job; readonly program: Program },
  isWanted: IsWanted,
): Promise<Job> => {
  const { log, store, waits } = deps
  const wanted = wantedOf(program, job.leaves)
  const past = { env: job.env, from: job.from, listens: wanted.listens }
  let now: Job = job.after === undefined ? { ...job, events: await countPast(store, past) } : job
  const tiles = tilesAfter(store, past, { after: now.after ?? '', most: deps.tile })
  const read = async function* () {
    for await (const tile of tiles)
      yield { tile, summaries: await summariesOf(deps, wanted, { from: job.from, tile }) }
  }
  for await (const { tile, summaries } of ahead(read())) {
    if (!isWanted()) return now
    if (!(await waits.untilRoom(isWanted))) return now
    const told = Array.from(summaries.end(), (one) => relayed(now, now.tiles, one))
    await tell(log, told)
    now = { ...now, after: tile.to, read: now.read + summaries.read(), tiles: now.tiles + 1 }
    await noteJob(log, now)
  }
  return now
}

const tellOne = async (
  deps: TellDeps,
  { job, index, asked }: { readonly job: Job; readonly index: number; readonly asked: Undecided },
  isWanted: IsWanted,
): Promise<void> => {
  const recordsOf = (all: readonly Decided[], at: number): readonly NewRecord[] =>
    all.map(({ subject, was }) => relayed(job, at, [subject, { was }]))
  for await (const { part, all } of ahead(readDecided(deps.store, asked))) {
    if (!(await deps.waits.untilRoom(isWanted))) return
    await tell(deps.log, recordsOf(all, index + part))
  }
}

/** Who did nothing of it would have been told nothing; and each question costs the database as much as many answers. */
const isToBeAsked = async (
  { store, decidedMost }: TellDeps,
  { job, program }: { readonly job: Job; readonly program: Program },
): Promise<boolean> => {
  const needed = Object.keys(job.of).flatMap((name) => program.needs.get(name) ?? [])
  const { listens } = wantedOf(program, needed)
  const events = await countPast(store, { env: job.env, from: job.from, listens })
  return events > 0 && events <= decidedMost
}

/** Tells what the definitions that wait would have decided, each under indexes of its own. */
export const tellDecided = async (
  deps: TellDeps,
  {
    job,
    program,
    known,
  }: { readonly job: Job; readonly program: Program; readonly known: KnownDefinitions },
  isWanted: IsWanted,
): Promise<void> => {
  const published = newestOf(known.stored)
  const definitions = published.map((one) => one.definition)
  const waiting = published
    .map((one) => one.definition)
    .filter((one) => Object.hasOwn(job.of, nameOf(one)))
    .toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
  if (!(await isToBeAsked(deps, { job, program }))) return
  const until = deps.clock()
  for (const [i, definition] of waiting.entries()) {
    if (!isWanted()) return
    const asked = { env: job.env, definition, definitions, program, until }
    await tellOne(deps, { job, index: job.tiles + 2 * i, asked }, isWanted)
  }
}
