import { limits, type SubjectKey } from '@waymark/schemas'
import type { MemberState } from '../state.ts'
import type { AccountWork } from '../work.ts'

/** A member and when they were seen last. */
export interface MemberSeen {
  readonly person: SubjectKey
  readonly seen: number
}

/** So many are looked for at once: a full account that many people act for makes room again and again. */
const lookedFor = 64

const isBefore = (a: MemberSeen, b: MemberSeen): boolean =>
  a.seen < b.seen || (a.seen === b.seen && a.person < b.person)

const insert = (list: MemberSeen[], one: MemberSeen): void => {
  const at = list.findLastIndex((other) => isBefore(other, one))
  list.splice(at + 1, 0, one)
}

export const isFull = (members: Readonly<Record<string, MemberState>>): boolean => {
  let count = 0
  for (const _ in members) count++
  return count >= limits.membersKept
}

/** Those who were seen longest ago, the oldest first; nobody where there is room. */
const oldestOf = (members: Readonly<Record<string, MemberState>>): MemberSeen[] => {
  const list: MemberSeen[] = []
  let count = 0
  for (const person in members) {
    count++
    const seen = members[person]?.seen ?? 0
    const last = list[lookedFor - 1]
    if (last && seen > last.seen) continue
    insert(list, { person, seen })
    if (list.length > lookedFor) list.pop()
  }
  return count >= limits.membersKept ? list : []
}

/** Makes room for one more: who was seen longest ago is dropped. */
export const makeRoom = (work: AccountWork): void => {
  const { members } = work.state
  if (!work.oldest?.length) work.oldest = oldestOf(members)
  for (let one = work.oldest.shift(); one; one = work.oldest.shift()) {
    // Somebody who was seen since then, or is gone, stands elsewhere.
    const isStill = members[one.person]?.seen === one.seen
    if (isStill) delete members[one.person]
    if (isStill) return
    if (work.oldest.length === 0) work.oldest = oldestOf(members)
  }
}

/** Notes a member who was seen earlier than the others that are looked at next. */
export const noteMember = ({ oldest }: AccountWork, one: MemberSeen): void => {
  const last = oldest?.at(-1)
  if (oldest && last && isBefore(one, last)) insert(oldest, one)
}
