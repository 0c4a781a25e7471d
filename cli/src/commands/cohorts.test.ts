import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sendEvents, serverKeyOf } from '../testing/send-events.ts'
import { startWaymark, type Waymark } from '../testing/start-waymark.ts'

let waymark: Waymark
let scratch = ''

beforeAll(async () => {
  waymark = await startWaymark()
  scratch = await mkdtemp(join(tmpdir(), 'waymark-cli-cohorts-'))
})

afterAll(async () => {
  await waymark[Symbol.asyncDispose]()
  await rm(scratch, { recursive: true })
})

it('says that there is no score, and of one whose cohorts are too small that the fixed scale holds', async () => {
  expect((await waymark.run('cohorts', 'publish')).out).toBe('production has no score.\n')
  const path = join(scratch, 'score.yaml')
  await writeFile(path, 'kind: score\nid: cbi\nlevel: person\ncore: [{ event: Report Exported }]\n')
  expect(await waymark.run('apply', path)).toMatchObject({ status: 0 })
  await sendEvents(waymark, await serverKeyOf(waymark), [
    { id: 'm1', user: 'ann', event: 'Report Exported' },
  ])
  expect((await waymark.run('state', 'ann')).out).toMatch(
    /Scores\n\s+cbi +\d+\n[\s\S]*breadth +\+22\.2 +1 measured, 100 points/,
  )
  expect((await waymark.run('explain', 'ann')).out).toContain('breadth')
  const published = await waymark.run('cohorts', 'publish')
  expect(published).toMatchObject({
    status: 0,
    out: 'cbi: no cohort is large enough yet; the fixed scale holds\n',
  })
})
