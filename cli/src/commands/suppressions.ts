import { suppressionReasons } from '@waymark/schemas'
import type { SuppressionItem, SuppressionList } from '@waymark/schemas/api/suppressions'
import { type Command, Option } from 'commander'
import { bodyOf } from '../instance/api.ts'
import { connect } from '../instance/connect.ts'
import { environmentOf } from '../instance/environment.ts'
import { type Printer, printJson } from '../print/printer.ts'
import { instant, plain, table } from '../print/table.ts'
import { groupCommand, instanceCommand, type TargetOptions, withExamples } from './options.ts'

const rowOf = ({ address, why, at, by, subject, detail }: SuppressionItem): readonly string[] => [
  plain(address),
  why,
  instant(at),
  plain(by),
  plain(subject ?? ''),
  plain(detail ?? ''),
]

interface AddOptions extends TargetOptions {
  readonly why: string
}

const add = (printer: Printer): Command =>
  withExamples(
    instanceCommand('add', { env: true })
      .description('Put an address on the list: it gets no more e-mail')
      .argument('<address>', 'an e-mail address')
      .addOption(
        new Option('--why <reason>', 'after "unsubscribed", what is transactional still comes')
          .choices([...suppressionReasons])
          .default('unsubscribed'),
      )
      .action(async (address: string, options: AddOptions) => {
        const api = await connect(options)
        const env = await environmentOf(api, options)
        const body = { env, address, why: options.why }
        const added = bodyOf(await api.send<SuppressionList>('POST', '/api/suppressions', body))
        if (options.json) printJson(printer, added)
        else printer.out(`${plain(address)} gets no more e-mail.`)
      }),
    [
      'waymark suppressions add ann@example.com',
      'waymark suppressions add ann@example.com --why bounced',
    ],
  )

const remove = (printer: Printer): Command =>
  withExamples(
    instanceCommand('remove', { env: true })
      .description('Take an address off the list, whatever the reason')
      .argument('<address>', 'an e-mail address')
      .action(async (address: string, options: TargetOptions) => {
        const api = await connect(options)
        const env = await environmentOf(api, options)
        const query = new URLSearchParams({ env, address })
        const path = `/api/suppressions?${query}`
        const removed = bodyOf(await api.send<SuppressionList>('DELETE', path))
        if (options.json) printJson(printer, removed)
        else if (removed.suppressions.length === 0)
          printer.out(`${plain(address)} is not on the list.`)
        else printer.out(`${plain(address)} gets e-mail again.`)
      }),
    ['waymark suppressions remove ann@example.com'],
  )

const list = (printer: Printer): Command =>
  withExamples(
    instanceCommand('list', { env: true })
      .description('Addresses that get no more e-mail, since when and why')
      .action(async (options: TargetOptions) => {
        const api = await connect(options)
        const env = await environmentOf(api, options)
        const { suppressions } = await api.get<SuppressionList>('/api/suppressions', { env })
        if (options.json) printJson(printer, { env, suppressions })
        else if (suppressions.length === 0) printer.out('No address is on the list.')
        else printer.out(table(suppressions.map(rowOf)))
      }),
    ['waymark suppressions list', 'waymark suppressions list --json'],
  )

/** `waymark suppressions` */
export const suppressionsCommand = (printer: Printer): Command =>
  groupCommand('suppressions', 'Addresses that get no more e-mail', [
    add(printer),
    list(printer),
    remove(printer),
  ])
