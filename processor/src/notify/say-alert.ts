import type { AlertMessage } from './alert-message.ts'

type Data = AlertMessage['data']

/** Why the subject is a lead, one line each: what holds, who did it last. */
export const reasonLines = (data: Data): readonly string[] =>
  data.reasons.filter((reason) => reason.is).map((reason) => reason.says)

/** Whom to talk to, in a line. */
export const championLine = ({ champion }: Data): string | undefined => {
  if (!champion) return undefined
  const who = champion.name ?? champion.email ?? champion.person
  const email = champion.email === undefined || champion.email === who ? '' : ` <${champion.email}>`
  const role = champion.role === undefined ? '' : `, ${champion.role}`
  const count = champion.events === 1 ? '1 event' : `${champion.events} events`
  return `${who}${email}${role} (${count})`
}

/** The account's way to value: what was reached and what was not. */
export const milestoneLines = (data: Data): readonly string[] =>
  data.milestones.map(({ name, reached }) =>
    reached === undefined
      ? `${name}: not yet`
      : `${name}: reached ${new Date(reached).toISOString().slice(0, 10)}`,
  )
