import type { KeyItem } from '@waymark/schemas'
import type { Command } from 'commander'
import { connect } from '../instance/connect.ts'
import { environmentOf } from '../instance/environment.ts'
import { type Printer, printJson } from '../print/printer.ts'
import { table } from '../print/table.ts'
import { instanceCommand, type TargetOptions, withExamples } from './options.ts'

const newestOf = (keys: readonly KeyItem[], type: KeyItem['type']): string | undefined =>
  keys.findLast((key) => key.type === type && key.revoked === undefined)?.key

/** `waymark keys` */
export const keysCommand = (printer: Printer): Command =>
  withExamples(
    instanceCommand('keys', { env: true })
      .description('The write key (public, for pages) and the server key (secret)')
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
          .map((key) => [key.type, key.key ?? '(only owners and admins see it)'])
        printer.out(table(rows))
      }),
    ['waymark keys', 'waymark keys --json | jq -r .writeKey'],
  )
