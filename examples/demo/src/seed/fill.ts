import { setTimeout as pause } from 'node:timers/promises'
import { pointedAt, type Receiver, readDefinitions } from '../demo-definitions.ts'
import { callApi, env, type Instance } from '../instance-api.ts'
import { companies } from './companies.ts'
import { type Drawn, experimentUntil, type IsHeldOut } from './experiment.ts'
import { importHistory } from './import-history.ts'
import { markSeed, type Seed } from './seed-file.ts'

/** What became of the history. */
export type Filled =
  | { readonly t: 'filled'; readonly events: number; readonly people: number; readonly ms: number }
  /** An earlier start has done it. */
  | { readonly t: 'already' }
  /** The directory holds people who are not ours; made-up ones do not belong among them. */
  | { readonly t: 'occupied'; readonly people: number }

export interface FillOptions {
  readonly dir: string
  readonly seed: Seed
  readonly receiver: Receiver
  /** Whether the processor works with the definitions that were applied. */
  readonly knowsEndpoint: (id: string) => boolean
  readonly isHeldOut: IsHeldOut
  /** Keeps who was drawn how in the past, which no import tells. */
  readonly recordDraws: (drawn: readonly Drawn[]) => Promise<void>
  readonly onProgress: (done: number, of: number) => void
}

const patienceMs = 30_000
const lookMs = 100

/** Looks until it is so, or gives up: what is waited for is only a matter of how full the first screen is. */
const until = async (isSo: () => boolean | Promise<boolean>): Promise<boolean> => {
  const end = Date.now() + patienceMs
  while (!(await isSo())) {
    if (Date.now() > end) return false
    await pause(lookMs)
  }
  return true
}

interface People {
  readonly identified: number
  /** Everything received until then is in the numbers. */
  readonly asOf: number
}

const people = (instance: Instance): Promise<People> =>
  callApi<People>(instance, `/api/people?env=${env}`)

interface OpenLead {
  readonly subject: string
  readonly id: string
  readonly pql: string
}

const customers: ReadonlySet<string> = new Set(
  companies.filter(({ stage }) => stage === 'customer').map(({ id }) => id),
)

/** By `trial-ready-for-sales`: far enough, and large enough. */
const leadsToCome = companies.filter(
  ({ stage, employees }) => (stage === 'automated' || stage === 'customer') && employees >= 20,
).length

const openLeads = async (instance: Instance): Promise<readonly OpenLead[]> => {
  const path = `/api/leads?env=${env}`
  return (await callApi<{ readonly leads: readonly OpenLead[] }>(instance, path)).leads
}

const won = { do: 'outcome', outcome: 'won', note: 'Chose the Team plan.' } as const
const notNow = { do: 'outcome', outcome: 'not_now', note: 'Budget opens next quarter.' } as const

/** Who bought was a lead that was won: an inbox in which nothing ever happened teaches nothing. */
const workLeads = async (instance: Instance): Promise<void> => {
  await until(async () => (await openLeads(instance)).length >= leadsToCome)
  const leads = await openLeads(instance)
  const notYet = leads.findLast(({ id }) => !customers.has(id))
  for (const lead of leads) {
    const action = customers.has(lead.id) ? won : lead === notYet ? notNow : undefined
    if (!action) continue
    await callApi(instance, '/api/leads', { env, subject: lead.subject, pql: lead.pql, ...action })
  }
}

const pointEndpoints = async (instance: Instance, receiver: Receiver): Promise<void> => {
  const endpoints = readDefinitions().filter((document) => document.kind === 'endpoint')
  const documents = pointedAt(endpoints, receiver)
  await callApi(instance, '/api/definitions/apply', { env, documents })
}

/**
 * Applies the definitions, then imports two weeks of history: in this order, so that the history counts. Alerts nobody: what
 * is imported is the past.
 */
export const fill = async (instance: Instance, options: FillOptions): Promise<Filled> => {
  const { dir, seed, receiver } = options
  if (seed.state === 'done') {
    await pointEndpoints(instance, receiver)
    return { t: 'already' }
  }
  const started = performance.now()
  const { history, drawn } = experimentUntil(seed.now, options.isHeldOut)
  const ours = new Set(history.flatMap((event) => event.userId ?? []))
  const strangers = (await people(instance)).identified
  if (strangers > 0 && seed.state === 'new') return { t: 'occupied', people: strangers }
  markSeed(dir, seed, 'begun')
  const documents = pointedAt(readDefinitions(), receiver)
  await callApi(instance, '/api/definitions/apply', { env, documents })
  if (!(await until(() => options.knowsEndpoint('sdr-slack')))) {
    // History that is folded without definitions would count for nothing, for good.
    throw new Error('the processor has not taken the definitions; the history was not imported')
  }
  await importHistory(instance, history, options.onProgress)
  const importedAt = Date.now()
  await until(async () => (await people(instance)).asOf >= importedAt)
  await options.recordDraws(drawn)
  await workLeads(instance)
  markSeed(dir, seed, 'done')
  return {
    t: 'filled',
    events: history.length,
    people: ours.size,
    ms: performance.now() - started,
  }
}
