import {
  type AuditEntry,
  type CommandHeader,
  commandRecord,
  type SubjectKey,
} from '@waymark/schemas'
import type { WorkNoted } from '@waymark/schemas/api/work'
import { z } from 'zod'
import type { Actor } from '../access/authenticate.ts'
import { type Refused, refuse } from '../http/refusal.ts'
import { appendRecords } from './append-records.ts'
import { env, latestInstant, subject } from './inputs.ts'
import { auditEntry, type Rooms } from './rooms.ts'

/** What every request about a lead or a task may say. */
export const workShape = {
  env,
  subject,
  until: z.int().min(0).max(latestInstant).optional(),
  note: z.string().max(2000).optional(),
  /** Give back only what is one's own: who undoes a claim that came second takes it from nobody. */
  own: z.literal(true).optional(),
}

/** Most leads or tasks in one answer. */
export const mostShown = 500

/** Nobody puts off for longer: a year, and a leap day. */
const longestSnoozeMs = 366 * 86_400_000

/** Until when something is put off: an instant ahead, within a year. */
export const snoozedUntil = (until: number | undefined, now: number): number | Refused =>
  until !== undefined && until > now && until - now <= longestSnoozeMs
    ? until
    : refuse('invalid_body', 'Say until when: an instant within the next year.', {
        at: 'body.until',
      })

interface Deed {
  readonly env: string
  readonly subject: SubjectKey
  readonly actor: Actor
  readonly now: number
  readonly command: CommandHeader['command']
  readonly audit: Pick<AuditEntry, 'what' | 'detail'>
}

const noted: WorkNoted = {
  says: 'Written down. It counts unless somebody else was first: the list shows it as soon as it is folded.',
}

/** Writes what somebody did into the log of its subject, and into the audit log. */
export const writeDeed = async (
  rooms: Rooms,
  { env, subject, actor, now, command, audit }: Deed,
): Promise<WorkNoted> => {
  await appendRecords(rooms, [
    commandRecord(subject, { env, received: now, by: actor.id, command }),
  ])
  await rooms.control.write([auditEntry(rooms, actor, { ...audit, on: subject })])
  return noted
}
