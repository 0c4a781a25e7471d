import { type CommandHeader, type LeadCommand, type WorkWish, workFault } from '@waymark/schemas'
import { applyTaskCommand } from '../engagements/tasks.ts'
import { mineIn } from '../mine.ts'
import type { Work } from '../work.ts'
import { applyMailCommand } from './mail.ts'

/** What a human did: about a PQL, about a task, or about the e-mail that is sent to a person. */
export const applyCommand = (work: Work, { command, by }: CommandHeader): void => {
  if (command.do === 'task') applyTaskCommand(work, command, by)
  else if (command.do === 'suppress' || command.do === 'unsuppress') applyMailCommand(work, command)
  else applyLeadCommand(work, command, by)
}

const wishOf = (command: LeadCommand, by: string): WorkWish => ({
  deed: command.do === 'outcome' ? 'close' : command.do,
  by,
  own: (command.do === 'release' || command.do === 'reopen') && command.own,
})

/** Claims a PQL, gives it back, puts it off, says what became of it, takes that back. */
const applyLeadCommand = (work: Work, command: LeadCommand, by: string): void => {
  const now = mineIn(work, 'pql', command.pql)
  if (!now) return
  const stands = {
    by: now.owner?.by,
    closedBy: now.outcome?.by,
    isClosed: now.outcome !== undefined,
  }
  if (workFault(stands, wishOf(command, by))) return
  const at = work.state.clock
  const about = { t: 'worked', pql: command.pql, at, by, do: command.do } as const
  if (command.do === 'claim') {
    now.owner = { by, at }
    delete now.snoozed
    work.transitions.push(about)
  } else if (command.do === 'release') {
    delete now.owner
    work.transitions.push(about)
  } else if (command.do === 'snooze') {
    now.snoozed = command.until
    work.transitions.push({ ...about, until: command.until })
  } else if (command.do === 'reopen') {
    delete now.outcome
    delete now.snoozed
    work.transitions.push(about)
  } else {
    const noted = command.note === undefined ? {} : { note: command.note }
    now.outcome = { what: command.outcome, at, by, ...noted }
    work.transitions.push({ ...about, outcome: command.outcome, ...noted })
  }
}
