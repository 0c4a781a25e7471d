import type { Command } from 'commander'
import { bodyOf } from '../instance/api.ts'
import { connect } from '../instance/connect.ts'
import { CommandError } from '../print/command-error.ts'
import { type Printer, printJson } from '../print/printer.ts'
import { instanceCommand, type TargetOptions, withExamples } from './options.ts'

interface User {
  readonly id: string
  readonly name: string
  readonly email?: string
  readonly role: string
  readonly removed?: number
}

const choose = (users: readonly User[], named: string | undefined): User => {
  const present = users.filter((user) => user.removed === undefined)
  const found =
    named === undefined
      ? present.find((user) => user.role === 'owner')
      : present.find((user) => [user.id, user.name, user.email].includes(named))
  if (found) return found
  throw new CommandError(
    `There is no such user. There is: ${present.map((user) => user.email ?? user.name).join(', ')}`,
  )
}

/** `waymark link` */
export const linkCommand = (printer: Printer): Command =>
  withExamples(
    instanceCommand('link')
      .description('A new sign-in link for the owner; it works once, for 15 minutes')
      .option('--user <who>', 'for this user instead: a name, an e-mail address or an id')
      .action(async (options: TargetOptions & { readonly user?: string }) => {
        const api = await connect(options)
        const { users } = await api.get<{ readonly users: readonly User[] }>('/api/users')
        const user = choose(users, options.user)
        const path = `/api/users/${encodeURIComponent(user.id)}/link`
        const { link } = bodyOf(await api.send<{ readonly link: string }>('POST', path))
        if (options.json) printJson(printer, { user: user.id, link })
        else printer.out(link)
      }),
    ['waymark link', 'waymark link --user sam@example.com'],
  )
