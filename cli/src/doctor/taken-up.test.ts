import type { DefinitionList } from '@waymark/schemas/api/definitions'
import { expect, test } from 'vitest'
import { checkTakenUp } from './instance.ts'

const says = 'What was published last waits for partition 3.'

test('nobody was told why a published definition did not come into force: partitions without an owner are named', async () => {
  const asked = (list: DefinitionList) =>
    checkTakenUp({ get: async <T>() => list as T }, 'production')
  expect(await asked({ definitions: [] })).toEqual([])
  expect(await asked({ definitions: [], notTakenUp: { partitions: [3], since: 1, says } })).toEqual(
    [
      {
        about: 'definitions',
        status: 'warning',
        says: `production: ${says}`,
        wayOut: expect.stringContaining('Start a processor'),
      },
    ],
  )
})
