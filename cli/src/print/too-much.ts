import type { SubjectState } from '@waymark/processor'
import { limits, parseSubjectKey } from '@waymark/schemas'
import type { PersonDetail } from '@waymark/schemas/api/people'
import type { Api } from '../instance/api.ts'
import { instant } from './table.ts'

/**
 * What came of somebody faster than anybody is worth: it is stored, and counts for no rule. Of a running instance all that it
 * has stored; of a stopped one what the state itself remembers, which is the newest second.
 */
export type TooMuch =
  | { readonly uncounted: NonNullable<PersonDetail['uncounted']> }
  | { readonly tooMuch: { readonly second: number; readonly requests: number } }

/** Asks a running instance. */
export const readUncounted = async (
  api: Api,
  { env, subject }: { readonly env: string; readonly subject: string },
): Promise<TooMuch | undefined> => {
  const kind = parseSubjectKey(subject)?.kind === 'account' ? 'accounts' : 'people'
  const path = `/api/${kind}/${encodeURIComponent(subject)}`
  const { uncounted } = await api.get<Pick<PersonDetail, 'uncounted'>>(path, { env })
  return uncounted && { uncounted }
}

/** Accounts lose nothing: only people can have had too much. */
export const newestTooMuch = ({ kind, rate }: SubjectState): TooMuch | undefined => {
  const [second, requests] = rate ?? [0, 0]
  return kind === 'person' && requests > limits.personRecordsPerSecond
    ? { tooMuch: { second: second * 1000, requests } }
    : undefined
}

const most = limits.personRecordsPerSecond

export const sayTooMuch = (found: TooMuch): string => {
  if ('tooMuch' in found) {
    const { second, requests } = found.tooMuch
    return `At ${instant(second)} came ${requests} requests with something of them within a second. What came after the first ${most} is stored, and counts for no rule.`
  }
  const { events, from, to } = found.uncounted
  const they = events === 1 ? '1 event' : `${events} events`
  return `${they} received from ${instant(from)} to ${instant(to)} came faster than ${most} requests a second: stored, and counted for no rule.`
}
