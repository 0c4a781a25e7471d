import { parseSubjectKey } from '@waymark/schemas'
import { CommandError } from '../print/command-error.ts'

/** `g/acme`, the end of an account's key, is its id with a mark before it. */
const idOf = (text: string): string => text.replace(/^g\//, '')

/** What `waymark state` and `waymark explain` say of a subject that there is not. */
export const nobody = (subject: string): CommandError => {
  if (subject.startsWith('account:')) {
    return new CommandError(`There is no account "${subject.slice('account:'.length)}".`)
  }
  const key = parseSubjectKey(subject)
  if (key?.kind === 'account') return new CommandError(`There is no account "${key.id}".`)
  const said = `There is nobody "${subject}".`
  if (key || subject.startsWith('person:')) return new CommandError(said)
  return new CommandError(`${said} An account is asked for as account:${idOf(subject)}`)
}
