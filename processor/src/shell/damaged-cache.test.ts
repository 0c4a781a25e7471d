import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openCache } from './cache.ts'

test('a cache whose file is damaged is thrown away: what it held is in the log', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'waymark-cache-'))
  const place = { partition: 0, subject: 'test/u/ann', dueBefore: undefined }
  const first = openCache(dir)
  first.put(place, { e: 1, n: 1, due: undefined, snapshot: Buffer.from('{}') })
  await first.close()
  const kept = openCache(dir)
  expect(kept.get('test/u/ann')).toBeDefined()
  await kept.close()

  await writeFile(join(dir, 'cache', 'data.mdb'), Buffer.alloc(40_960, 'Z'))
  const again = openCache(dir)
  expect(again.get('test/u/ann')).toBeUndefined()
  await again.close()
  await rm(dir, { recursive: true, force: true })
})

test('the cache of another log is thrown away: its subjects are nobody here', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'waymark-cache-'))
  const first = openCache(dir, 'this-log')
  first.put(
    { partition: 0, subject: 'test/u/ann', dueBefore: undefined },
    { e: 1, n: 1, due: undefined, snapshot: Buffer.from('{}') },
  )
  await first.close()
  const kept = openCache(dir, 'this-log')
  expect(kept.get('test/u/ann')).toBeDefined()
  await kept.close()

  const other = openCache(dir, 'another-log')
  expect(other.get('test/u/ann')).toBeUndefined()
  await other.close()
  await rm(dir, { recursive: true, force: true })
})
