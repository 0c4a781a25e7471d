import { test } from 'vitest'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { startUp } from '../support/waymark.ts'
import { lookAtImage, publishImage } from './image-scenario.ts'

test('an image goes from a file into a guide and onto the screen, also after a restart', async () => {
  await using data = await temporaryDirectory()
  {
    await using waymark = await startUp({ data: data.path })
    await publishImage(waymark, data.path)
  }
  await using waymark = await startUp({ data: data.path })
  await lookAtImage(waymark)
})
