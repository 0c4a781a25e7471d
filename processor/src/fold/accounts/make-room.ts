import type { SubjectKey } from '@waymark/schemas'
import { mine } from '../mine.ts'
import type { AccountState, MemberState } from '../state.ts'
import type { AccountWork } from '../work.ts'
import { mostMembers } from './carried.ts'

/** A member, when they were seen last, and whether a signed identity has named the account. */
export interface MemberSeen {
  readonly person: SubjectKey
  readonly seen: number
  readonly signed: boolean
}

type Members = AccountState['members']

/** So many are looked for at once: a full account that many people act for makes room again and again. */
const lookedFor = 64

/** Who has only said that they are members goes before those who have shown it; of equal ones who was seen longest ago. */
const isBefore = (a: MemberSeen, b: MemberSeen): boolean =>
  a.signed === b.signed ? a.seen < b.seen || (a.seen === b.seen && a.person < b.person) : b.signed

export const seenOf = (person: SubjectKey, { seen, signed }: MemberState): MemberSeen => ({
  person,
  seen,
  signed: signed === true,
})

const insert = (list: MemberSeen[], one: MemberSeen): void => {
  const at = list.findLastIndex((other) => isBefore(other, one))
  list.splice(at + 1, 0, one)
}

const countOf = (members: Members): number => {
  let count = 0
  for (const _ in members) count++
  return count
}

export const isFull = ({ state, program }: AccountWork): boolean =>
  countOf(state.members) >= mostMembers(program)

/** Those who make room first, in their order. */
const firstOf = (members: Members, most: number): MemberSeen[] => {
  const list: MemberSeen[] = []
  for (const [person, member] of Object.entries(members)) {
    const one = seenOf(person, member)
    const last = list[most - 1]
    if (last && isBefore(last, one)) continue
    insert(list, one)
    if (list.length > most) list.pop()
  }
  return list
}

const isStill = ({ state: { members } }: AccountWork, { person, seen, signed }: MemberSeen) => {
  const now = members[person]
  return now?.seen === seen && (now.signed === true) === signed
}

/** Who is next to make room; nobody where there is some. Somebody who was seen since they were looked for, or is gone, stands elsewhere. */
const nextToGo = (work: AccountWork): MemberSeen | undefined => {
  for (;;) {
    if (!work.oldest?.length)
      work.oldest = isFull(work) ? firstOf(work.state.members, lookedFor) : []
    const one = work.oldest[0]
    if (!one || isStill(work, one)) return one
    work.oldest.shift()
  }
}

/** Makes room for one more: who was seen longest ago is dropped. False where all others have a better claim. */
export const makeRoom = (work: AccountWork, { signed }: Pick<MemberSeen, 'signed'>): boolean => {
  const one = nextToGo(work)
  if (!one) return true
  if (one.signed && !signed) return false
  work.oldest?.shift()
  delete mine(work, 'members')[one.person]
  return true
}

/** Notes a member who was seen earlier than the others that are looked at next. */
export const noteMember = ({ oldest }: AccountWork, one: MemberSeen): void => {
  const last = oldest?.at(-1)
  if (oldest && last && isBefore(one, last)) insert(oldest, one)
}

/** Drops those who do not fit any more where definitions add more to each. */
export const dropExcess = (work: AccountWork): void => {
  const excess = countOf(work.state.members) - mostMembers(work.program)
  if (excess <= 0) return
  const members = mine(work, 'members')
  for (const { person } of firstOf(members, excess)) delete members[person]
}
