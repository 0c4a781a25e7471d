import type { EventStore } from '@waymark/storage'
import type { GuideBook } from './guide-book.ts'
import { type NumbersAsked, ofVariant, ofVersion, toldParams, toldSql } from './told-sql.ts'

/** Of those to whom it was shown: which milestones they have reached by now, themselves or the account that they act for. */
const query = `
  SELECT arrayJoin(arrayIntersect({milestones:Array(String)}, arrayConcat(own.milestones, theirs.milestones))) AS milestone,
    count() AS people
  FROM (SELECT DISTINCT subject FROM (${toldSql}) WHERE ${ofVersion} AND ${ofVariant}) AS met
  INNER JOIN (
    SELECT subject, concat(env, '/g/', account) AS acts_for, milestones FROM subjects FINAL
    WHERE env = {env:String} AND subject_kind IN ('user', 'anonymous')
  ) AS own ON own.subject = met.subject
  LEFT ANY JOIN (
    SELECT subject, milestones FROM subjects FINAL WHERE env = {env:String} AND subject_kind = 'account'
  ) AS theirs ON theirs.subject = own.acts_for
  GROUP BY milestone`

/** How many of those to whom a checklist was shown have done each task, by its milestone. */
export const readDone = async (
  store: EventStore,
  book: GuideBook,
  asked: NumbersAsked,
): Promise<ReadonlyMap<string, number>> => {
  if (book.tasks.length === 0) return new Map()
  const milestones = book.tasks.map(({ milestone }) => milestone)
  const rows = await store.query<{ milestone: string; people: number }>(query, {
    ...toldParams(asked, [book.id]),
    milestones,
  })
  return new Map(rows.map(({ milestone, people }) => [milestone, people]))
}
