import { parseSubjectKey, type SubjectKey } from '@waymark/schemas'
import type { EventStore } from '@waymark/storage'

/** When a rule turned for somebody, oldest first. */
export type Flips = readonly (readonly [at: number, is: 0 | 1])[]

interface TakenOver {
  readonly subject: SubjectKey
  readonly visitor: SubjectKey
  /** When the visitor was somebody, and when that person had all that they brought. */
  readonly gone: number
  readonly taken: number
}

const takenOverBy = (
  store: EventStore,
  env: string,
  subjects: readonly SubjectKey[],
): Promise<readonly TakenOver[]> =>
  store.query<TakenOver>(
    `SELECT absorbed.subject AS subject, absorbed.visitor AS visitor, known.gone AS gone, absorbed.taken AS taken
    FROM (
      SELECT subject, JSONExtractString(body, 'from') AS visitor, min(at_ms) AS taken FROM changes
      WHERE env = {env:String} AND kind = 'absorbed' AND subject IN {subjects:Array(String)} GROUP BY subject, visitor
    ) AS absorbed INNER JOIN (
      SELECT subject, min(at_ms) AS gone FROM changes
      WHERE env = {env:String} AND kind = 'merged' AND JSONExtractString(body, 'into') IN {subjects:Array(String)} GROUP BY subject
    ) AS known ON known.subject = absorbed.visitor`,
    { env, subjects },
  )

/**
 * Since when people are in a segment, with what they brought: whoever was in it as a visitor when they became known, and was in it
 * right after, has been in it since they entered as the visitor. Visitors have to be noted before people ask.
 */
export const createBroughtEntries = (store: EventStore, env: string) => {
  const left = new Map<SubjectKey, { readonly since: number; readonly until: number }>()
  return {
    /** Notes a visitor who was in it, `since` then, and is not any more. */
    note: (subject: SubjectKey, flips: Flips, since: number | undefined): void => {
      const [entry, exit] = flips.slice(-2)
      if (entry?.[1] !== 1 || exit?.[1] !== 0) return
      if (parseSubjectKey(subject)?.kind === 'anonymous')
        left.set(subject, { since: since ?? entry[0], until: exit[0] })
    },
    /** Since when those who are in it are in it, of since when they would be by themselves. */
    sinceOf: async (
      entered: ReadonlyMap<SubjectKey, number>,
    ): Promise<ReadonlyMap<SubjectKey, number>> => {
      if (left.size === 0 || entered.size === 0) return entered
      const all = new Map(entered)
      for (const { subject, visitor, gone, taken } of await takenOverBy(store, env, [
        ...entered.keys(),
      ])) {
        const own = entered.get(subject)
        const brought = left.get(visitor)
        if (own === undefined || own > taken || brought?.until !== gone) continue
        all.set(subject, Math.min(all.get(subject) ?? own, brought.since))
      }
      return all
    },
  }
}
