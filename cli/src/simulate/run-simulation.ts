import { endOf, type Happening, simulate, type Tally } from '@waymark/processor'
import type { FileProblem } from '../documents/parse-documents.ts'
import { sayProblem } from '../documents/say-problem.ts'
import { CommandError } from '../print/command-error.ts'
import type { Printer } from '../print/printer.ts'
import { createProgress, type Progress } from '../print/progress.ts'
import { plain } from '../print/table.ts'
import { happeningFilter } from './happening-filter.ts'
import { readDefinitions } from './read-definitions.ts'
import { type History, readEvents } from './read-events.ts'
import { sayTally } from './say-tally.ts'
import { createTeller, happeningJson } from './tell-happenings.ts'

/** What `waymark simulate` was asked for. */
export interface SimulateOptions {
  /** Files and directories. */
  readonly definitions: readonly string[]
  /** A file; `-` is standard input. */
  readonly events: string
  /** ms. */
  readonly until?: number
  readonly env: string
  readonly person?: readonly string[]
  readonly account?: readonly string[]
  readonly json?: boolean
}

const problemsTold = 20

const tellProblems = (problems: readonly FileProblem[], printer: Printer): void => {
  for (const problem of problems.slice(0, problemsTold)) printer.err(plain(sayProblem(problem)))
  if (problems.length > problemsTold)
    printer.err(`… and ${problems.length - problemsTold} more like these.`)
  if (problems.length > 0) process.exitCode = 1
}

const sayLeftOut = (aliases: number): string =>
  `Left out: ${aliases === 1 ? 'an alias event' : `${aliases} alias events`}, stored by a version that did not keep the previousId.`

const silent: Progress = { at: () => undefined, end: () => undefined }

/** A bar for somebody who looks on; nothing where the output goes into a file. */
const progressOf = (what: string): Progress =>
  process.stderr.isTTY ? createProgress(what) : silent

const readAll = async ({ events, env }: SimulateOptions): Promise<History> => {
  const progress = progressOf('lines read')
  try {
    return await readEvents(events, { env, onLine: (number) => progress.at(number) })
  } finally {
    progress.end()
  }
}

interface Telling {
  readonly isTold: (happening: Happening) => boolean
  readonly say: (happening: Happening) => string
  readonly printer: Printer
}

const tellAll = async (
  simulation: Generator<readonly Happening[], Tally>,
  { isTold, say, printer }: Telling,
): Promise<Tally> => {
  for (;;) {
    const { value, done } = simulation.next()
    if (done) return value
    for (const happening of value) if (isTold(happening)) printer.out(say(happening))
    await printer.drained()
  }
}

/** Reads, lives and tells a history. */
export const runSimulation = async (options: SimulateOptions, printer: Printer): Promise<void> => {
  const { definitions, env, json } = options
  const read = readDefinitions(definitions, env)
  if (!read.ok) {
    tellProblems(read.problems, printer)
    throw new CommandError('Nothing was simulated: the definitions have to be right first.')
  }
  const { deliveries, problems, leftOut } = await readAll(options)
  tellProblems(problems, printer)
  if (leftOut > 0) printer.err(sayLeftOut(leftOut))
  if (deliveries.length === 0) throw new CommandError(`${options.events} holds no event.`)
  const until = options.until ?? endOf(deliveries)
  // Where what happens is told on a terminal line by line, a bar would stand between the lines.
  const progress = process.stdout.isTTY ? silent : progressOf('requests simulated')
  const simulation = simulate(read.program, deliveries, {
    until,
    delivered: (records) => progress.at(records, deliveries.length),
  })
  const say = json ? happeningJson : createTeller()
  const tally = await tellAll(simulation, { isTold: happeningFilter(options), say, printer })
  progress.end()
  printer.out(json ? JSON.stringify({ summary: tally }) : sayTally(tally, deliveries.length))
}
