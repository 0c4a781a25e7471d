import { setTimeout as pause } from 'node:timers/promises'
import { dayMs } from '@waymark/schemas'
import type { DefinitionList } from '@waymark/schemas/api/definitions'
import type { EventList } from '@waymark/schemas/api/events'
import type { Me } from '@waymark/schemas/api/me'
import type { DeadLetterItem } from '@waymark/schemas/api/operation'
import type { Api } from '../instance/api.ts'
import { type Finding, ok, problem, warning } from './check.ts'
import { checkMail } from './mail.ts'

const isReady = async (api: Api): Promise<Finding> => {
  const answer = await api.raw('/readyz')
  const body: unknown = await answer.json().catch(() => undefined)
  return answer.ok
    ? ok('readiness', 'It accepts events durably.')
    : problem(
        'readiness',
        `It cannot accept events: ${api.refusal(answer.status, body)}`,
        'Its log says why; often a full disk.',
      )
}

/** Figures by name and labels, as Prometheus' text has them. */
export const readFigures = (text: string): ReadonlyMap<string, number> =>
  new Map(
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => {
        const cut = line.lastIndexOf(' ')
        return [line.slice(0, cut), Number(line.slice(cut + 1))] as const
      }),
  )

const behindRecords = 10_000
const behindSeconds = 30

const lags = (figures: ReadonlyMap<string, number>): readonly Finding[] => {
  const findings: Finding[] = []
  for (const [name, value] of figures) {
    if (!name.startsWith('waymark_lag_records{')) continue
    const consumer = /consumer="([^"]*)"/.exec(name)?.[1] ?? '?'
    const says = `${consumer} is ${value} records behind.`
    findings.push(
      value > behindRecords
        ? warning('lag', says, 'It needs more time, or more processors.')
        : ok('lag', says),
    )
  }
  const sink = figures.get('waymark_sink_lag_seconds')
  // A process that folds nothing has no sink either; its gauge stands at zero.
  const folds = (figures.get('waymark_fold_seconds_count') ?? 0) > 0
  if (sink !== undefined && folds) {
    const says = `The oldest record that ClickHouse waits for is ${sink.toFixed(1)} s old.`
    findings.push(
      sink > behindSeconds
        ? warning('sink', says, 'See whether ClickHouse takes rows; the log says why not.')
        : ok('sink', says),
    )
  }
  return findings
}

type Figures = ReadonlyMap<string, number>

const figuresOf = async (api: Api): Promise<Figures | undefined> => {
  const answer = await api.raw('/metrics')
  return answer.ok ? readFigures(await answer.text()) : undefined
}

/** A processor that folds says so well within this. */
const patienceMs = 8000
const lookAgainMs = 1000

/** Partitions whose events wait, and how long none of them was folded, in seconds. */
export const stalledIn = (figures: Figures, least: number): ReadonlyMap<number, number> => {
  const all = [...figures].flatMap(([name, seconds]) => {
    const partition = /^waymark_stalled_seconds\{partition="(\d+)"\}$/.exec(name)?.[1]
    return partition !== undefined && seconds >= least
      ? [[Number(partition), seconds] as const]
      : []
  })
  return new Map(all.sort(([a], [b]) => a - b))
}

/** Looks on until whatever waits has moved, or has not for long enough to be told. */
const watchStalls = async (api: Api, first: Figures): Promise<Figures> => {
  const isWaiting = (first.get('waymark_lag_records{consumer="processor"}') ?? 0) > 0
  const began = performance.now()
  let figures = first
  while (isWaiting && performance.now() - began < patienceMs) {
    await pause(lookAgainMs)
    figures = (await figuresOf(api)) ?? figures
    // Waiting since the first look, within a look's own time.
    const sinceFirst = (performance.now() - began) / 1000 - lookAgainMs / 2000
    if (stalledIn(figures, sinceFirst).size === 0) return figures
  }
  return figures
}

const sayStalls = (figures: Figures): readonly Finding[] => {
  const stalled = stalledIn(figures, patienceMs / 1000 - 1)
  if (stalled.size === 0) return []
  const seconds = Math.round(Math.max(...stalled.values()))
  const which = `${stalled.size === 1 ? 'partition' : 'partitions'} ${[...stalled.keys()].join(', ')}`
  return [
    warning(
      'partitions',
      `Events wait in ${which}, and none of them has been folded for ${seconds} s.`,
      'Start a processor that owns them (WAYMARK_OWNS), or see what the log of the one that does says.',
    ),
  ]
}

const checkFigures = async (api: Api): Promise<readonly Finding[]> => {
  const first = await figuresOf(api)
  if (!first) return []
  const figures = await watchStalls(api, first)
  return [...lags(figures), ...sayStalls(figures)]
}

const staleMs = 60_000

const checkFreshness = async (api: Api, env: string, now: number): Promise<Finding> => {
  const { asOf } = await api.get<EventList>('/api/events', { env, limit: 1 })
  const age = Math.max(0, now - asOf)
  const says = `What ${env} shows is ${(age / 1000).toFixed(1)} s old.`
  return age > staleMs
    ? warning('freshness', says, 'The processor or the sink is behind; see lag and sink.')
    : ok('freshness', says)
}

/** Who is in a partition that has not taken up what is published meets it only once somebody folds it. */
export const checkTakenUp = async (
  api: Pick<Api, 'get'>,
  env: string,
): Promise<readonly Finding[]> => {
  const { notTakenUp } = await api.get<DefinitionList>('/api/definitions', { env })
  return notTakenUp
    ? [
        warning(
          'definitions',
          `${env}: ${notTakenUp.says}`,
          'Start a processor that owns them; one that runs takes them up once it has worked off what waits.',
        ),
      ]
    : []
}

const checkDeadLetters = async (api: Api, now: number): Promise<Finding> => {
  const { deadLetters } = await api.get<{ readonly deadLetters: readonly DeadLetterItem[] }>(
    '/api/deadletters',
  )
  const recent = deadLetters.filter(({ at }) => now - at < dayMs).length
  return recent === 0
    ? ok('dead letters', 'None in the last day.')
    : warning(
        'dead letters',
        `${recent} records could not be folded in the last day.`,
        'waymark deadletter list',
      )
}

const skewedMs = 5000

const checkClock = async (api: Api, now: number): Promise<Finding> => {
  const date = Date.parse((await api.raw('/healthz')).headers.get('date') ?? '')
  // The header has whole seconds.
  const skew = Number.isNaN(date) ? 0 : Math.max(0, Math.abs(now - date) - 1000)
  const says =
    skew < skewedMs
      ? 'It agrees with the instance.'
      : `It is ${Math.round(skew / 1000)} s off the instance.`
  return skew < skewedMs
    ? ok('clock', says)
    : warning('clock', says, 'Let both machines set their clocks by NTP.')
}

const mailOf = ({ hasMailServer }: Me): Pick<Me, 'hasMailServer'> =>
  hasMailServer === undefined ? {} : { hasMailServer }

/** A running instance from outside and, where the token allows it, from inside. */
export const checkInstance = async (
  api: Api,
  smtpUrl: string | undefined,
): Promise<readonly Finding[]> => {
  const now = Date.now()
  const me = await api.get<Me>('/api/me')
  const findings: Finding[] = [
    ok('instance', `${api.url} answers; you are ${me.user.role}.`),
    await isReady(api),
    await checkMail({ t: 'running', ...mailOf(me) }, smtpUrl),
    ...(await checkFigures(api)),
  ]
  for (const { id } of me.environments)
    findings.push(await checkFreshness(api, id, now), ...(await checkTakenUp(api, id)))
  if (me.user.role !== 'sdr') findings.push(await checkDeadLetters(api, now))
  findings.push(await checkClock(api, now))
  return findings
}
