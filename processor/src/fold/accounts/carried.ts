import { limits, type SubjectKey } from '@waymark/schemas'
import type { Program } from '../../program/program.ts'
import { cutToBytes, jsonBytes } from '../cut.ts'
import type { AccountState, MemberState } from '../state.ts'

/**
 * How much an account's state carries of its members: anybody may say that they are one, and call themselves what they like. What it
 * carries of one is bounded by itself, so that it does not matter in which order they come, or how many at once.
 */

/** A text takes six bytes a character at most, and quotes; most of what is looked at is far below that. */
const isSurelyWithin = (characters: number, most: number): boolean => 6 * characters + 2 <= most

/** Whether the account carries this one by name. Who has an id that is longer than any real one is counted, and no more. */
export const isCarried = (person: SubjectKey): boolean =>
  isSurelyWithin(person.length, limits.memberBytes) || jsonBytes(person) <= limits.memberBytes

const isShort = (person: string, { name = '', email = '', role = '' }: MemberState): boolean =>
  isSurelyWithin(person.length + name.length + email.length + role.length + 2, limits.memberBytes)

/** What of a member is carried: an address whole or not at all, the beginnings of name and role. */
export const asCarried = (person: SubjectKey, member: MemberState): MemberState => {
  if (isShort(person, member)) return member
  const { name, email, role, ...others } = member
  let left = limits.memberBytes - jsonBytes(person)
  const take = (text: string | undefined): string | undefined => {
    if (text !== undefined) left -= jsonBytes(text)
    return text
  }
  const address = take(email !== undefined && jsonBytes(email) <= left ? email : undefined)
  const called = take(name ? cutToBytes(name, left) : undefined)
  const does = take(role ? cutToBytes(role, left) : undefined)
  return {
    ...(called === undefined ? {} : { name: called }),
    ...(address === undefined ? {} : { email: address }),
    ...(does === undefined ? {} : { role: does }),
    ...others,
  }
}

/** The state with no more of its members than is carried: an earlier version carried them at any length. */
export const onlyCarried = (state: AccountState): AccountState => ({
  ...state,
  members: Object.fromEntries(
    Object.entries(state.members).flatMap(([person, member]) =>
      isCarried(person) ? [[person, asCarried(person, member)]] : [],
    ),
  ),
})

/** All members together, with what definitions add to each. */
const membersBytes = 2 * 1024 * 1024
/** A member's numbers and flags, and the names of the fields. */
const besideBytes = 128
/** A rule's hash, or the quotes and the comma of a PQL's id. */
const entryBytes = 16

/** How many members an account carries by name: fewer where very many rules are told of each. */
export const mostMembers = ({ memberRules, champions }: Program): number => {
  const ids = champions.reduce((sum, { pql }) => sum + pql.length + entryBytes, 0)
  const each = limits.memberBytes + besideBytes + memberRules.length * entryBytes + ids
  return Math.min(limits.membersKept, Math.floor(membersBytes / each))
}
