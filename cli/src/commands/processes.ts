import { type Config, readConfig } from '@waymark/runtime'
import { Command } from 'commander'
import type { Printer } from '../print/printer.ts'
import type { RunningProcess } from '../run/processes.ts'
import { withExamples } from './options.ts'
import { type ListenOptions, port, settingsOf, startOrSay } from './up.ts'

// Loaded when asked for: the other commands start without the engines.
const processes = () => import('../run/processes.ts')

interface Kind {
  readonly name: string
  readonly does: string
  readonly run: (config: Config) => Promise<RunningProcess>
  readonly needs: string
}

const kinds: readonly Kind[] = [
  {
    name: 'ingest',
    does: 'Run ingest alone: events in, messages out',
    run: async (config) => (await processes()).runIngest(config),
    needs: 'WAYMARK_KAFKA_BROKERS and WAYMARK_SECRET',
  },
  {
    name: 'processor',
    does: 'Run a processor alone: folds events, fills ClickHouse, sends alerts',
    run: async (config) => (await processes()).runProcessor(config),
    needs:
      'WAYMARK_KAFKA_BROKERS, WAYMARK_CLICKHOUSE_URL and WAYMARK_SECRET; WAYMARK_OWNS where several share the partitions',
  },
  {
    name: 'dashboard',
    does: 'Run the dashboard and its API alone; makes the project at the first start',
    run: async (config) => (await processes()).runDashboard(config),
    needs: 'WAYMARK_KAFKA_BROKERS, WAYMARK_CLICKHOUSE_URL and WAYMARK_SECRET',
  },
]

const greet = (printer: Printer, name: string, made: RunningProcess): void => {
  printer.err(`The ${name} runs: ${made.url}`)
  if (made.signIn) printer.err(`Sign in (this link works once): ${made.signIn}`)
  if (made.writeKey) printer.err(`Write key: ${made.writeKey}`)
}

const commandOf = ({ name, does, run, needs }: Kind, printer: Printer): Command =>
  withExamples(
    new Command(name)
      .description(does)
      .option('--port <n>', 'port to listen on (WAYMARK_PORT, 8090)', port)
      .option('--host <address>', 'address to listen on (WAYMARK_HOST, 0.0.0.0)')
      .option('--data <dir>', 'directory for what it keeps itself (WAYMARK_DATA, .waymark)')
      .action(async (options: ListenOptions) => {
        await startOrSay(printer, async () => {
          greet(printer, name, await run(readConfig(settingsOf(options, process.env))))
        })
      })
      .addHelpText('after', `\nNeeds: ${needs}.`),
    [
      `WAYMARK_KAFKA_BROKERS=localhost:9092 WAYMARK_CLICKHOUSE_URL=http://localhost:8123 WAYMARK_SECRET=… waymark ${name} --port 8090`,
    ],
  )

/** `waymark ingest`, `waymark processor`, `waymark dashboard`: separate processes on Kafka and ClickHouse. */
export const processCommands = (printer: Printer): readonly Command[] =>
  kinds.map((kind) => commandOf(kind, printer))
