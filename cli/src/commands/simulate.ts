import { Command, InvalidArgumentError } from 'commander'
import type { Printer } from '../print/printer.ts'
import type { SimulateOptions } from '../simulate/run-simulation.ts'
import { withExamples } from './options.ts'

const isoText = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?)?$/

/** An instant on the command line: without an offset it is one in UTC, wherever it is typed. */
const instantOf = (text: string): number => {
  const [, time, , , offset] = isoText.exec(text) ?? []
  const ms = isoText.test(text) ? Date.parse(time && !offset ? `${text}Z` : text) : Number.NaN
  if (Number.isNaN(ms))
    throw new InvalidArgumentError(
      'An instant such as 2026-03-12 or 2026-03-12T09:30Z is expected.',
    )
  return ms
}

const takeHistory = (command: Command): Command =>
  command.on('option:history', (file: string) =>
    command.setOptionValueWithSource('events', file, 'cli'),
  )

/** `waymark simulate` */
export const simulateCommand = (printer: Printer): Command =>
  withExamples(
    takeHistory(new Command('simulate'))
      .description(
        'Live a history of events through definitions in virtual time, without an instance: says what would have happened, when and why',
      )
      .requiredOption('--definitions <path...>', 'files and directories, as for apply')
      .requiredOption('--events <file>', 'NDJSON: an event or a batch a line; - is standard input')
      .option('--history <file>', 'another name of --events')
      .option('--until <instant>', 'end; 90 days after the last event unless given', instantOf)
      .option('--env <id>', 'environment: holdouts are drawn by it', 'production')
      .option('--person <id...>', 'tell of these people alone: user ids, anonymous ids')
      .option('--account <id...>', 'tell of these accounts alone')
      .option('--json', 'a JSON object for each happening, one a line, for programs')
      .action(async (options: SimulateOptions) => {
        // Loaded when asked for: the other commands start without the engines.
        const { runSimulation } = await import('../simulate/run-simulation.ts')
        await runSimulation(options, printer)
      }),
    [
      'waymark simulate --definitions definitions --events march.ndjson --until 2026-04-01',
      'zcat march.ndjson.gz | waymark simulate --definitions definitions --events - --person ann',
      'waymark simulate --definitions definitions --events march.ndjson --json | jq .transition.t',
    ],
  )
