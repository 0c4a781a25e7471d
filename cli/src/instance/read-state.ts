import type { SubjectKey } from '@waymark/schemas'
import type { StateAnswer } from '@waymark/schemas/api/operation'
import { CommandError } from '../print/command-error.ts'
import type { Api } from './api.ts'

/** The snapshot of the first of the subjects that there is. */
export const readState = async (
  api: Api,
  subjects: readonly SubjectKey[],
): Promise<StateAnswer | undefined> => {
  for (const subject of subjects) {
    const answer = await api.raw(`/api/state/${encodeURIComponent(subject)}`)
    const body: unknown = await answer.json().catch(() => undefined)
    if (answer.ok) return body as StateAnswer
    if (answer.status !== 404) throw new CommandError(api.refusal(answer.status, body))
  }
  return undefined
}
