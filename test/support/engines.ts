import { type ClickHouseSource, clickHouseNeeds, findClickHouse } from './find-clickhouse.ts'
import { findKafka, type KafkaSource, kafkaNeeds } from './find-kafka.ts'

/** The engines that this machine can run for tests. */
export interface Engines {
  readonly kafka: KafkaSource | undefined
  readonly clickhouse: ClickHouseSource | undefined
  /** For each that is missing, what would make it run. */
  readonly missing: readonly string[]
}

/** Whether a missing engine is a failure rather than a reason to skip: on CI, or where somebody asked for all. */
export const wantsAllEngines = (env: NodeJS.ProcessEnv): boolean =>
  env.CI === 'true' || env.WAYMARK_TEST_ENGINES === 'all'

export const findEngines = async (): Promise<Engines> => {
  const [kafka, clickhouse] = await Promise.all([findKafka(), findClickHouse()])
  const missing = [
    ...(kafka === undefined ? [kafkaNeeds] : []),
    ...(clickhouse === undefined ? [clickHouseNeeds] : []),
  ]
  return { kafka, clickhouse, missing }
}
