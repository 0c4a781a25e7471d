import { expect, it } from 'vitest'
import { type OpenDashboard, openDashboard } from '../support/open-dashboard.ts'

const statusOf = async (own: OpenDashboard, token: string): Promise<number> =>
  (await own.send('GET', '/api/me', { token })).status

it('tokens of the command line that were lost are good no longer once there is a new one', async () => {
  await using own = await openDashboard()
  const lost = await own.cliToken({ name: 'a:/data' })
  await expect.poll(() => statusOf(own, lost)).toBe(200)
  const kept = await own.cliToken({ name: 'a:/data' })
  await expect.poll(() => statusOf(own, kept)).toBe(200)
  expect(await statusOf(own, lost)).toBe(401)
})

it('a second dashboard, with a data directory of its own, locked the commands of the first out', async () => {
  await using own = await openDashboard()
  const first = await own.cliToken({ name: 'a:/data' })
  const second = await own.cliToken({ name: 'b:/data' })
  await expect.poll(() => statusOf(own, second)).toBe(200)
  expect(await statusOf(own, first)).toBe(200)
  expect(await own.cliToken({ name: 'a:/data', kept: first })).toBe(first)
})

it('a kept token that was revoked, or is of another log, was taken at every start', async () => {
  await using own = await openDashboard()
  const kept = await own.cliToken({ name: 'a:/data' })
  await expect.poll(() => statusOf(own, kept)).toBe(200)
  const { body } = await own.send<{ user: { id: string } }>('GET', '/api/me', { token: kept })
  await own.send('DELETE', `/api/tokens/${body.user.id}`)
  expect(await statusOf(own, kept)).toBe(401)
  const renewed = await own.cliToken({ name: 'a:/data', kept })
  await expect.poll(() => statusOf(own, renewed)).toBe(200)
  const foreign = await own.cliToken({ name: 'c:/data', kept: 'wm_ofAnotherLogAltogether00' })
  await expect.poll(() => statusOf(own, foreign)).toBe(200)
})
