import { Command, CommanderError } from 'commander'
import { applyCommand } from './commands/apply.ts'
import { assetCommand } from './commands/asset.ts'
import { cohortsCommand } from './commands/cohorts.ts'
import { deadLetterCommand } from './commands/deadletter.ts'
import { doctorCommand } from './commands/doctor.ts'
import { eventsCommand } from './commands/events.ts'
import { explainCommand } from './commands/explain.ts'
import { exportCommand } from './commands/export.ts'
import { goldenCommand } from './commands/golden.ts'
import { guideCommand } from './commands/guide.ts'
import { identityCommand } from './commands/identity.ts'
import { keysCommand } from './commands/keys.ts'
import { linkCommand } from './commands/link.ts'
import { examplesOf } from './commands/options.ts'
import { pqlCommand } from './commands/pql.ts'
import { processCommands } from './commands/processes.ts'
import { resultsCommand } from './commands/results.ts'
import { rollbackCommand } from './commands/rollback.ts'
import { ruleCommand } from './commands/rule.ts'
import { secretCommand } from './commands/secret.ts'
import { simulateCommand } from './commands/simulate.ts'
import { stateCommand } from './commands/state.ts'
import { suppressionsCommand } from './commands/suppressions.ts'
import { surveyCommand } from './commands/survey.ts'
import { tasksCommand } from './commands/tasks.ts'
import { tokenCommand } from './commands/token.ts'
import { typesCommand } from './commands/types.ts'
import { upCommand } from './commands/up.ts'
import { verifyCommand } from './commands/verify.ts'
import { versionsCommand } from './commands/versions.ts'
import { CommandError } from './print/command-error.ts'
import type { Printer } from './print/printer.ts'

const groups = (
  printer: Printer,
): readonly (readonly [title: string, commands: readonly Command[]])[] => [
  ['Run it:', [upCommand(printer), ...processCommands(printer)]],
  [
    'Look:',
    [
      eventsCommand(printer),
      stateCommand(printer),
      explainCommand(printer),
      pqlCommand(printer),
      resultsCommand(printer),
      guideCommand(printer),
      surveyCommand(printer),
      goldenCommand(printer),
      tasksCommand(printer),
    ],
  ],
  [
    'Definitions:',
    [
      applyCommand(printer),
      exportCommand(printer),
      versionsCommand(printer),
      rollbackCommand(printer),
      ruleCommand(printer),
      simulateCommand(printer),
      assetCommand(printer),
      verifyCommand(printer),
      cohortsCommand(printer),
      typesCommand(printer),
    ],
  ],
  [
    'Operate:',
    [
      doctorCommand(printer),
      deadLetterCommand(printer),
      keysCommand(printer),
      identityCommand(printer),
      suppressionsCommand(printer),
      tokenCommand(printer),
      secretCommand(printer),
      linkCommand(printer),
    ],
  ],
]

const after = `
Commands talk to the instance of the data directory (--data, WAYMARK_DATA, .waymark), or to WAYMARK_URL with WAYMARK_TOKEN.
Exit status: 0 done, 1 a problem, 2 called wrongly.

Examples:
  $ waymark up
  $ waymark events --follow
  $ waymark apply definitions --dry-run`

/** A command in the list: its name and what it takes; options are in its own help. */
const termOf = (command: Command): string =>
  [
    command.name(),
    ...command.registeredArguments.map((argument) => {
      const name = `${argument.name()}${argument.variadic ? '...' : ''}`
      return argument.required ? `<${name}>` : `[${name}]`
    }),
  ].join(' ')

/** How a command is called, for who called it wrongly. */
const sayCall = (path: string, command: Command): string => {
  const [example] = examplesOf(command)
  const lines = [
    `Usage: ${path} ${command.usage()}`,
    ...(example === undefined ? [] : [`For example: ${example}`]),
    `(${path} --help says more)`,
  ]
  return lines.join('\n')
}

/** All that is said goes through the printer; the end of the process is decided in one place. */
const adopt = (command: Command, printer: Printer, path = command.name()): void => {
  command
    .exitOverride()
    .showHelpAfterError(sayCall(path, command))
    .helpCommand(false)
    .configureHelp({ subcommandTerm: termOf })
    .configureOutput({
      writeOut: (text) => printer.out(text.trimEnd()),
      writeErr: (text) => printer.err(text.trimEnd()),
    })
  for (const inner of command.commands) adopt(inner, printer, `${path} ${inner.name()}`)
}

/** The whole command line. */
export const createProgram = (printer: Printer): Command => {
  const program = new Command('waymark')
    .description(
      'Product-led growth, open source: events in, the next right message out, within a second.',
    )
    .version('0.1.0')
    .addHelpText('after', after)
  for (const [title, commands] of groups(printer)) {
    program.commandsGroup(title)
    for (const command of commands) program.addCommand(command)
  }
  adopt(program, printer)
  return program
}

const called = 2

/** Runs a command line; what is wrong is said in a sentence. Returns the exit status, or nothing while something still runs. */
export const runProgram = async (
  args: readonly string[],
  printer: Printer,
): Promise<number | undefined> => {
  try {
    await createProgram(printer).parseAsync(args, { from: 'user' })
    return undefined
  } catch (error) {
    // Commander has said what was wrong already; help and version come this way too.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : called
    if (!(error instanceof CommandError)) throw error
    printer.err(error.message)
    return error.status
  }
}
