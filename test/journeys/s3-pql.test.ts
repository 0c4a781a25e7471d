import { test } from 'vitest'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { startUp } from '../support/waymark.ts'
import { playS3 } from './play-s3.ts'

test('an account turns PQL, sales hears once, and the app offers a call: all in one process', async () => {
  await using data = await temporaryDirectory()
  await using waymark = await startUp({ data: data.path })
  await playS3('one process', waymark)
})
