import type { DeadLetterItem } from '@waymark/schemas/api/operation'
import { type Command, InvalidArgumentError } from 'commander'
import { bodyOf } from '../instance/api.ts'
import { connect } from '../instance/connect.ts'
import { CommandError } from '../print/command-error.ts'
import { type Printer, printJson } from '../print/printer.ts'
import { createProgress } from '../print/progress.ts'
import { instant, plain, table } from '../print/table.ts'
import { groupCommand, instanceCommand, type TargetOptions, withExamples } from './options.ts'

interface Letters {
  readonly deadLetters: readonly DeadLetterItem[]
}

const offset = (text: string): number => {
  if (!/^\d{1,15}$/.test(text))
    throw new InvalidArgumentError('An offset is a number, as deadletter list prints it.')
  return Number(text)
}

const list = (printer: Printer): Command =>
  withExamples(
    instanceCommand('list')
      .description('Records that could not be folded, newest first')
      .action(async (options: TargetOptions) => {
        const api = await connect(options)
        const { deadLetters } = await api.get<Letters>('/api/deadletters')
        if (options.json) return printJson(printer, { deadLetters })
        if (deadLetters.length === 0) return printer.out('No dead letters.')
        const rows = deadLetters.map((letter) => [
          String(letter.offset),
          instant(letter.at),
          letter.topic,
          plain(letter.key),
          plain(letter.reason),
        ])
        printer.out(table([['offset', 'at (UTC)', 'topic', 'subject', 'reason'], ...rows]))
      }),
    ['waymark deadletter list', 'waymark deadletter list --json'],
  )

const replay = (printer: Printer): Command =>
  withExamples(
    instanceCommand('replay')
      .description('Fold dead letters again; what was counted already is not counted twice')
      .argument(
        '[offset...]',
        'offsets, as deadletter list prints them',
        (text, before: number[] = []) => [...before, offset(text)],
      )
      .option('--all', 'every one that is listed')
      .action(
        async (offsets: readonly number[], options: TargetOptions & { readonly all?: boolean }) => {
          if (!options.all && offsets.length === 0)
            throw new CommandError('Name the offsets, or say --all.', 2)
          const api = await connect(options)
          const chosen = options.all
            ? (await api.get<Letters>('/api/deadletters')).deadLetters.map(
                (letter) => letter.offset,
              )
            : offsets
          const progress = createProgress('replayed')
          for (const [i, at] of chosen.toSorted((a, b) => a - b).entries()) {
            bodyOf(await api.send('POST', `/api/deadletters/${at}/replay`))
            progress.at(i + 1, chosen.length)
          }
          progress.end()
          if (options.json) printJson(printer, { replayed: chosen })
          else printer.out(`Replayed ${chosen.length}.`)
        },
      ),
    ['waymark deadletter replay 12 15', 'waymark deadletter replay --all'],
  )

/** `waymark deadletter` */
export const deadLetterCommand = (printer: Printer): Command =>
  groupCommand('deadletter', 'Records that could not be folded', [list(printer), replay(printer)])
