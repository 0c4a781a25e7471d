import { timelineSql } from '@waymark/schemas'
import { describe, expect, test } from 'vitest'
import type { StoreUnderTest } from './event-store.contract.ts'
import { fact, freshEnv, freshToken, ndjson, subjectRow, transition } from './event-store.rows.ts'

export const viewLaws = (subject: () => StoreUnderTest): void => {
  const insert = (table: string, rows: readonly object[]) =>
    subject().store().insert(table, ndjson(rows), { token: freshToken() })

  describe('views', () => {
    test('a timeline begins before the person was known', async () => {
      const env = freshEnv()
      const [known, visitor] = [`${env}/u/ann`, `${env}/a/7f3`] as const
      const at = (hour: number) => Date.UTC(2026, 2, 1, hour)
      await insert('events', [
        fact({ env, person: visitor, event: 'pricing seen', time_ms: at(1) }),
        fact({ env, person: known, event: 'signed up', time_ms: at(2) }),
        fact({ env, person: `${env}/a/stranger`, event: 'not hers', time_ms: at(2) }),
      ])
      const merge = transition({
        env,
        subject: visitor,
        kind: 'merged',
        body: { t: 'merged', into: known, at: at(2) },
      })
      await insert('transitions', [merge, merge])
      await insert('transitions', [merge])
      const params = { env, subject: known, before_ms: at(5), limit: 10 }
      const timeline = await subject().store().query(timelineSql, params)
      expect(timeline).toMatchObject([{ event: 'signed up' }, { event: 'pricing seen' }])
      expect(
        await subject()
          .store()
          .query(
            `SELECT subject, count() AS events FROM activity WHERE env = {env:String}
             GROUP BY subject ORDER BY subject`,
            { env },
          ),
      ).toEqual([
        { subject: `${env}/a/stranger`, events: 1 },
        { subject: known, events: 2 },
      ])
    })

    test('a transition counts once however often it is written', async () => {
      const env = freshEnv()
      const once = transition({ env })
      for (const _ of [1, 2, 3]) await insert('transitions', [once])
      await insert('transitions', [transition({ env, version: once.version, idx: 1 })])
      const [row] = await subject()
        .store()
        .query('SELECT count() AS n FROM changes WHERE env = {env:String}', { env })
      expect(row).toEqual({ n: 2 })
    })

    test('why something was decided is kept for 30 days, what became of it for good', async () => {
      const env = freshEnv()
      const day = 86_400_000
      const kinds = ['decided', 'withdrawn', 'suppressed', 'send', 'exposed', 'message']
      const rows = [29, 31].flatMap((days) =>
        kinds.map((kind, idx) =>
          transition({ env, kind, idx, version: days, at_ms: Date.now() - days * day }),
        ),
      )
      await insert('transitions', rows)
      await subject().store().query('OPTIMIZE TABLE transitions FINAL')
      const left = await subject()
        .store()
        .query<{ version: number; kinds: readonly string[] }>(
          `SELECT version, arraySort(groupArray(kind)) AS kinds FROM changes WHERE env = {env:String}
           GROUP BY version ORDER BY version`,
          { env },
        )
      expect(left).toEqual([
        { version: 29, kinds: kinds.toSorted() },
        { version: 31, kinds: ['exposed', 'message', 'send'] },
      ])
    })

    test('people and accounts are listed as last folded; the deleted and the merged are not', async () => {
      const env = freshEnv()
      const person = (id: string, row: object) =>
        subjectRow({ env, subject: `${env}/u/${id}`, id, ...row })
      await insert('subjects', [
        person('ann', { version: 7, name: 'Ann Two' }),
        person('bob', { version: 1 }),
      ])
      await insert('subjects', [
        person('ann', { version: 5, name: 'Ann One' }),
        person('bob', { version: 2, deleted: true }),
        person('visitor', { subject_kind: 'anonymous', merged_into: `${env}/u/ann` }),
        person('acme', { subject_kind: 'account', subject: `${env}/g/acme`, pql: ['hot'] }),
      ])
      const store = subject().store()
      expect(
        await store.query('SELECT id, name, version FROM people WHERE env = {env:String}', { env }),
      ).toEqual([{ id: 'ann', name: 'Ann Two', version: 7 }])
      expect(
        await store.query('SELECT id, pql FROM accounts WHERE env = {env:String}', { env }),
      ).toEqual([{ id: 'acme', pql: ['hot'] }])
    })
  })
}
