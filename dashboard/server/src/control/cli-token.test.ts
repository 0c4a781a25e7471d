import { expect, it } from 'vitest'
import { openDashboard } from '../support/open-dashboard.ts'

it('tokens of the command line that were lost are good no longer once there is a new one', async () => {
  await using own = await openDashboard()
  const lost = await own.newCliToken()
  const me = async (token: string) => (await own.send('GET', '/api/me', { token })).status
  await expect.poll(() => me(lost)).toBe(200)
  const kept = await own.newCliToken()
  await expect.poll(() => me(kept)).toBe(200)
  expect(await me(lost)).toBe(401)
})
