import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCommand } from '../testing/run-command.ts'
import { startWaymark } from '../testing/start-waymark.ts'

test('whoever had lost the secret of the data directory could not start there again', {
  timeout: 240_000,
}, async () => {
  await using waymark = await startWaymark()
  expect((await waymark.run('secret', 'reset', '--yes')).err).toContain('in use')
  await waymark.stop()
  expect(await waymark.run('secret', 'reset', '--yes')).toMatchObject({
    status: 0,
    out: 'Nothing is lost: the secret opens all that is sealed.\n',
  })
  const file = join(waymark.dir, 'secret')
  await rm(file)
  await expect(waymark.start()).rejects.toThrow(
    `If it is lost for good: npm run waymark -- secret reset --data ${waymark.dir}`,
  )
  const told = await waymark.run('secret', 'reset')
  expect(told).toMatchObject({ status: 2, err: expect.stringContaining('--yes') })
  expect(told.out).toMatch(
    /else this is forgotten for good:\n {2}the text of the server key key_\w+ \(production\): what sends/,
  )
  await expect(readFile(file)).rejects.toThrow('ENOENT')
  const done = await waymark.run('secret', 'reset', '--yes')
  expect(done.status).toBe(0)
  expect(done.out).toContain(`Start it with: npm start -- --data ${waymark.dir}`)
  await waymark.start()
  expect(JSON.parse((await waymark.run('keys', 'list', '--json')).out)).toHaveProperty('writeKey')
})

test('a directory without a log has nothing to forget', async () => {
  const { status, err } = await runCommand([
    'secret',
    'reset',
    '--yes',
    '--data',
    '/tmp/waymark-no-such',
  ])
  expect(status).toBe(1)
  expect(err).toContain('There is no log in /tmp/waymark-no-such')
})
