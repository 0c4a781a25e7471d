import type { KeyItem } from '@waymark/schemas/api/access'
import { type Command, Option } from 'commander'
import { bodyOf } from '../instance/api.ts'
import { connect } from '../instance/connect.ts'
import { environmentOf } from '../instance/environment.ts'
import { type Printer, printJson } from '../print/printer.ts'
import { masked } from '../print/secret.ts'
import { plain, table } from '../print/table.ts'
import { groupCommand, instanceCommand, type TargetOptions, withExamples } from './options.ts'

const newestOf = (keys: readonly KeyItem[], type: KeyItem['type']): string | undefined =>
  keys.findLast((key) => key.type === type && key.revoked === undefined)?.key

interface CreateOptions extends TargetOptions {
  readonly type: KeyItem['type']
  readonly name: string
}

const create = (printer: Printer): Command =>
  withExamples(
    instanceCommand('create', { env: true })
      .description('Make another key and print it')
      .addOption(
        new Option('--type <type>', 'write: public, for pages; server: secret')
          .choices(['write', 'server'])
          .makeOptionMandatory(),
      )
      .option('--name <name>', 'what it is for', 'Made on the command line')
      .action(async (options: CreateOptions) => {
        const api = await connect(options)
        const env = await environmentOf(api, options)
        const { type, name } = options
        const key = bodyOf(await api.send<KeyItem>('POST', '/api/keys', { env, type, name }))
        if (options.json) printJson(printer, key)
        else printer.out(key.key ?? '')
      }),
    ['waymark keys create --type server --name "the new server"'],
  )

const revoke = (printer: Printer): Command =>
  withExamples(
    instanceCommand('revoke')
      .description('Revoke a key: what sends with it is refused within a second')
      .argument('<id>', 'its id, as keys list prints it')
      .action(async (id: string, options: TargetOptions) => {
        const api = await connect(options)
        bodyOf(await api.send('DELETE', `/api/keys/${encodeURIComponent(id)}`))
        if (options.json) printJson(printer, { revoked: id })
        else printer.out(`Revoked ${id}.`)
      }),
    ['waymark keys revoke key_abc'],
  )

/** A write key is public; of a server key the listing shows what tells it from another. */
const shownKey = ({ type, key }: KeyItem): string => {
  if (key === undefined) return '(only owners and admins see it)'
  return type === 'write' ? key : masked(key)
}

const list = (printer: Printer): Command =>
  withExamples(
    instanceCommand('list', { env: true })
      .description('Keys that are in force; server keys are whole with --json alone')
      .action(async (options: TargetOptions) => {
        const api = await connect(options)
        const env = await environmentOf(api, options)
        const { keys } = await api.get<{ readonly keys: readonly KeyItem[] }>('/api/keys', { env })
        if (options.json) {
          const writeKey = newestOf(keys, 'write')
          const serverKey = newestOf(keys, 'server')
          printJson(printer, { env, url: api.url, writeKey, serverKey, keys })
          return
        }
        const rows = keys
          .filter((key) => key.revoked === undefined)
          .map((key) => [key.type, shownKey(key), key.id, plain(key.name ?? '')])
        printer.out(table(rows))
      }),
    ['waymark keys list', 'waymark keys list --json | jq -r .serverKey'],
  )

/** `waymark keys`; by itself it lists them. */
export const keysCommand = (printer: Printer): Command =>
  groupCommand(
    'keys',
    'Write keys (public, for pages) and server keys (secret); by itself it lists them',
    [create(printer), revoke(printer)],
  ).addCommand(list(printer), { isDefault: true })
