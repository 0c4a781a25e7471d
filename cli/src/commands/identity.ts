import type { IdentitySetup } from '@waymark/schemas/api/identity'
import type { Command } from 'commander'
import { bodyOf } from '../instance/api.ts'
import { connect } from '../instance/connect.ts'
import { environmentOf } from '../instance/environment.ts'
import { type Printer, printJson } from '../print/printer.ts'
import { masked } from '../print/secret.ts'
import { table } from '../print/table.ts'
import { groupCommand, instanceCommand, type TargetOptions, withExamples } from './options.ts'

const percentOf = ({ signed, unsigned }: IdentitySetup['coverage']): string =>
  signed + unsigned === 0
    ? 'no events of signed-in people in 24 hours'
    : `${Math.floor((100 * signed) / (signed + unsigned))}% of the events of signed-in people in 24 hours`

const say = (printer: Printer, setup: IdentitySetup, { json }: TargetOptions): void => {
  const rows = [
    ['mode', setup.mode],
    ['signed', percentOf(setup.coverage)],
    ...setup.secrets.map(({ id, secret }) => [
      id,
      secret === undefined ? '(only owners and admins see it)' : masked(secret),
    ]),
    ...setup.publicKeys.map((kid) => ['public key', kid]),
  ]
  if (json) printJson(printer, setup)
  else printer.out(table(rows))
}

const modeCommand = (
  printer: Printer,
  mode: IdentitySetup['mode'],
  about: { readonly name: string; readonly says: string },
): Command =>
  withExamples(
    instanceCommand(about.name, { env: true })
      .description(about.says)
      .action(async (options: TargetOptions) => {
        const api = await connect(options)
        const env = await environmentOf(api, options)
        say(printer, bodyOf(await api.send('POST', '/api/identity', { env, mode })), options)
      }),
    [`waymark identity ${about.name}`],
  )

const show = (printer: Printer): Command =>
  withExamples(
    instanceCommand('show', { env: true })
      .description('Whether it is enforced, how many events are signed, and the secrets')
      .action(async (options: TargetOptions) => {
        const api = await connect(options)
        const env = await environmentOf(api, options)
        say(printer, await api.get<IdentitySetup>('/api/identity', { env }), options)
      }),
    ['waymark identity show', 'waymark identity show --json'],
  )

const makeSecret = (printer: Printer): Command =>
  withExamples(
    instanceCommand('create-secret', { env: true })
      .description('Make a secret to sign tokens with (HS256) and print it; there can be two')
      .action(async (options: TargetOptions) => {
        const api = await connect(options)
        const env = await environmentOf(api, options)
        const made = await api.send<IdentitySetup>('POST', '/api/identity/secrets', { env })
        const setup = bodyOf(made)
        if (options.json) printJson(printer, setup)
        else printer.out(setup.secrets.at(-1)?.secret ?? '')
      }),
    ['waymark identity create-secret'],
  )

const revokeSecret = (printer: Printer): Command =>
  withExamples(
    instanceCommand('revoke-secret')
      .description('Revoke a secret: what it signed proves nothing within a second')
      .argument('<id>', 'its id, as identity show prints it')
      .action(async (id: string, options: TargetOptions) => {
        const api = await connect(options)
        bodyOf(await api.send('DELETE', `/api/identity/secrets/${encodeURIComponent(id)}`))
        if (options.json) printJson(printer, { revoked: id })
        else printer.out(`Revoked ${id}.`)
      }),
    ['waymark identity revoke-secret secret_abc'],
  )

/** `waymark identity` */
export const identityCommand = (printer: Printer): Command =>
  groupCommand('identity', 'Signed identities: how pages prove who is signed in', [
    show(printer),
    makeSecret(printer),
    revokeSecret(printer),
    modeCommand(printer, 'enforce', {
      name: 'enforce',
      says: 'Serve nobody as a user without a valid token',
    }),
    modeCommand(printer, 'watch', {
      name: 'watch',
      says: 'Serve everybody, and count who is signed',
    }),
  ])
