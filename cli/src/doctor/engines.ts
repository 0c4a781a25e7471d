import type { Config } from '@waymark/runtime'
import { type Finding, ok, problem, warning } from './check.ts'
import { type Place, whyNot } from './reach.ts'

const patienceMs = 5000

const placeOf = (text: string, port: number): Place => {
  const at = text.lastIndexOf(':')
  return at < 0
    ? { host: text, port }
    : { host: text.slice(0, at), port: Number(text.slice(at + 1)) }
}

const kafkaPort = 9092

const checkKafka = async ({ kafkaBrokers }: Config): Promise<Finding> => {
  if (!kafkaBrokers)
    return ok('log', 'WAYMARK_KAFKA_BROKERS is not set here: embedded, in the data directory.')
  const tried = await Promise.all(
    kafkaBrokers.map(async (broker) => ({ broker, why: await whyNot(placeOf(broker, kafkaPort)) })),
  )
  const lost = tried
    .filter(({ why }) => why !== undefined)
    .map(({ broker, why }) => `${broker} (${why})`)
  if (lost.length === 0) return ok('Kafka', `Reached: ${kafkaBrokers.join(', ')}.`)
  const says = `Not reached: ${lost.join(', ')}.`
  return lost.length < kafkaBrokers.length
    ? warning('Kafka', says, 'Start these brokers, or take them out of WAYMARK_KAFKA_BROKERS.')
    : problem('Kafka', says, 'Start Kafka, or correct WAYMARK_KAFKA_BROKERS.')
}

const checkClickHouse = async ({ clickhouseUrl }: Config): Promise<Finding> => {
  if (!clickhouseUrl)
    return ok('ClickHouse', 'WAYMARK_CLICKHOUSE_URL is not set here: in the process (chDB).')
  const url = new URL(clickhouseUrl)
  const user = decodeURIComponent(url.username) || 'default'
  const password = decodeURIComponent(url.password)
  const wayOut = 'Start it, or correct WAYMARK_CLICKHOUSE_URL.'
  try {
    const answer = await fetch(`${url.origin}/?query=SELECT%20version()`, {
      headers: { 'x-clickhouse-user': user, 'x-clickhouse-key': password },
      signal: AbortSignal.timeout(patienceMs),
    })
    const text = (await answer.text()).trim()
    if (answer.ok) return ok('ClickHouse', `${url.host} answers, version ${text}.`)
    return problem(
      'ClickHouse',
      `${url.host} refuses (${answer.status}): ${text.slice(0, 200)}`,
      wayOut,
    )
  } catch (error) {
    const cause = (error as { cause?: NodeJS.ErrnoException }).cause
    return problem(
      'ClickHouse',
      `${url.host} cannot be reached (${cause?.code ?? 'no answer'}).`,
      wayOut,
    )
  }
}

/** What Waymark stands on, by the settings of this shell. */
export const checkEngines = (config: Config): Promise<readonly Finding[]> =>
  Promise.all([checkKafka(config), checkClickHouse(config)])
