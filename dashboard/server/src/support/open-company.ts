import { expect } from 'vitest'
import { events, subjects, transitions } from './company.ts'
import { trialSet } from './documents.ts'
import { type OpenDashboard, openDashboard } from './open-dashboard.ts'
import { insertRows } from './rows.ts'

/** A dashboard with the trial's definitions, over the people, the account and the history of `company.ts`. */
export const openCompany = async (): Promise<OpenDashboard> => {
  const d = await openDashboard()
  await d.send('POST', '/api/definitions/apply', { body: { documents: trialSet } })
  await insertRows(d.store, { subjects, events, transitions })
  return d
}

/** What a path answers with 200. */
export const read = async <Body>(d: OpenDashboard, path: string): Promise<Body> => {
  const answer = await d.send<Body>('GET', path)
  expect([path, answer.status]).toEqual([path, 200])
  return answer.body
}
