import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { hasKafkaJars } from './kafka-jars.ts'

const run = promisify(execFile)

/** What a real Kafka broker can be started from here. */
export type KafkaSource = 'docker' | 'java'

/** What to tell somebody whose machine has neither. */
export const kafkaNeeds =
  'Tests on a Kafka broker need Docker, or Java 17 or newer with Maven (which fetches the broker once, some 45 MB).'

const OLDEST_JAVA = 17

const output = (command: string, args: readonly string[]): Promise<string | undefined> =>
  run(command, args, { timeout: 10_000 }).then(
    ({ stdout, stderr }) => `${stdout}${stderr}`,
    () => undefined,
  )

const javaVersion = async (): Promise<number> => {
  const said = await output('java', ['-version'])
  return Number(/version "(\d+)/.exec(said ?? '')?.[1] ?? 0)
}

/** Docker where it answers, else Java with the broker's jars or Maven to fetch them, else nothing. */
export const findKafka = async (): Promise<KafkaSource | undefined> => {
  if ((await output('docker', ['version', '--format', '{{.Server.Version}}'])) !== undefined) {
    return 'docker'
  }
  if ((await javaVersion()) < OLDEST_JAVA) return undefined
  return (await hasKafkaJars()) || (await output('mvn', ['-v'])) !== undefined ? 'java' : undefined
}
