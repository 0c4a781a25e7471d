import type { CommandHeader } from '@waymark/schemas'
import { own } from './own.ts'
import type { Work } from './work.ts'

/** What a human did about a PQL: claims it, gives it back, puts it off, says what became of it. */
export const applyCommand = (work: Work, { command, by }: CommandHeader): void => {
  const now = own(work.state.pql, command.pql)
  if (!now) return
  const at = work.state.clock
  const about = { t: 'worked', pql: command.pql, at, by, do: command.do } as const
  if (command.do === 'claim') {
    if (now.owner) return
    now.owner = { by, at }
    delete now.snoozed
    work.transitions.push(about)
  } else if (command.do === 'release') {
    delete now.owner
    work.transitions.push(about)
  } else if (command.do === 'snooze') {
    now.snoozed = command.until
    work.transitions.push({ ...about, until: command.until })
  } else {
    const noted = command.note === undefined ? {} : { note: command.note }
    now.outcome = { what: command.outcome, at, by, ...noted }
    work.transitions.push({ ...about, outcome: command.outcome, ...noted })
  }
}
