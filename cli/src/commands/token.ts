import type { Role } from '@waymark/schemas'
import type { TokenItem } from '@waymark/schemas/api/access'
import { type Command, Option } from 'commander'
import { bodyOf } from '../instance/api.ts'
import { connect } from '../instance/connect.ts'
import { type Printer, printJson } from '../print/printer.ts'
import { instant, plain, table } from '../print/table.ts'
import { groupCommand, instanceCommand, type TargetOptions, withExamples } from './options.ts'

const roles: readonly Role[] = ['owner', 'admin', 'author', 'publisher', 'analyst', 'sdr']

interface CreateOptions extends TargetOptions {
  readonly role: Role
  readonly name: string
}

const create = (printer: Printer): Command =>
  withExamples(
    instanceCommand('create')
      .description('Make an API token; its text is printed once and never again')
      .addOption(new Option('--role <role>', 'what it may do').choices(roles).makeOptionMandatory())
      .option('--name <name>', 'what it is for', 'Made on the command line')
      .action(async (options: CreateOptions) => {
        const api = await connect(options)
        const { role, name } = options
        const token = bodyOf(await api.send<TokenItem>('POST', '/api/tokens', { role, name }))
        if (options.json) printJson(printer, token)
        else printer.out(token.token ?? '')
      }),
    ['waymark token create --role author --name "definitions from CI" --json'],
  )

const list = (printer: Printer): Command =>
  withExamples(
    instanceCommand('list')
      .description('API tokens, without their text')
      .action(async (options: TargetOptions) => {
        const api = await connect(options)
        const { tokens } = await api.get<{ readonly tokens: readonly TokenItem[] }>('/api/tokens')
        if (options.json) return printJson(printer, { tokens })
        const rows = tokens.map(({ id, name, role, at, revoked }) => [
          id,
          role,
          instant(at),
          revoked === undefined ? 'in use' : `revoked ${instant(revoked)}`,
          plain(name),
        ])
        printer.out(table([['id', 'role', 'made (UTC)', 'state', 'name'], ...rows]))
      }),
    ['waymark token list'],
  )

const revoke = (printer: Printer): Command =>
  withExamples(
    instanceCommand('revoke')
      .description('Revoke an API token, at once')
      .argument('<id>', 'its id, as token list prints it')
      .action(async (id: string, options: TargetOptions) => {
        const api = await connect(options)
        bodyOf(await api.send('DELETE', `/api/tokens/${encodeURIComponent(id)}`))
        if (options.json) printJson(printer, { revoked: id })
        else printer.out(`Revoked ${id}.`)
      }),
    ['waymark token revoke tok_abc'],
  )

/** `waymark token` */
export const tokenCommand = (printer: Printer): Command =>
  groupCommand('token', 'API tokens for programs', [
    create(printer),
    list(printer),
    revoke(printer),
  ])
