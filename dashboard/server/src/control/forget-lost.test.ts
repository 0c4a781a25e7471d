import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLogger, createSealer, newId, newSecret, systemClock } from '@waymark/runtime'
import { identitySecretName } from '@waymark/schemas'
import { createEmbeddedLog } from '@waymark/storage/embedded'
import { expect, onTestFinished, test } from 'vitest'
import { createDefinitionsView } from '../definitions/definitions-view.ts'
import { bootstrap } from './bootstrap.ts'
import { createControlView } from './control-view.ts'
import { forgetLost } from './forget-lost.ts'
import { endpointSecretName, sealSecret } from './keep-secret.ts'

const logger = createLogger({ logLevel: 'silent' })
const ids = { newId, newSecret }
const right = createSealer('a secret of at least thirty-two letters')
const other = createSealer('another secret of thirty-two letters or so')

const openLog = async () => {
  const dir = await mkdtemp(join(tmpdir(), 'waymark-lost-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  return createEmbeddedLog({ dir, partitions: 2 })
}

test('whoever had lost the WAYMARK_SECRET for good could never start on that log again', async () => {
  const log = await openLog()
  const deps = { log, clock: systemClock, ids, logger }
  const start = (sealer: typeof right) => bootstrap({ ...deps, sealer }, { name: 'here' })
  const control = createControlView({ log, logger })
  const definitions = createDefinitionsView({ log, logger })
  try {
    const before = await start(right)
    await Promise.all([control.start(), definitions.start()])
    const name = endpointSecretName('production', 'sdr-hook')
    await control.write([sealSecret({ sealer: right, clock: systemClock }, name, 'whsec_x')])
    const secrets = [right, other].map((sealer, i) => ({
      id: `ids_${i}`,
      sealed: sealer.seal(identitySecretName('production', `ids_${i}`), 'is_x'),
      at: 1,
    }))
    await definitions.write([{ t: 'identity', env: 'production', mode: 'enforce', secrets, at: 1 }])
    expect(await forgetLost({ ...deps, sealer: right }, { really: false })).toHaveLength(1)
    await expect(start(other)).rejects.toThrow('secret reset')

    const found = await forgetLost({ ...deps, sealer: other }, { really: false })
    expect(found).toEqual([
      { of: 'key', env: 'production', id: expect.stringMatching(/^key_/) },
      { of: 'endpoint', env: 'production', id: 'sdr-hook' },
      { of: 'identity', env: 'production', id: 'ids_0', enforced: true },
    ])
    await expect(start(other)).rejects.toThrow('WAYMARK_SECRET')
    expect(await forgetLost({ ...deps, sealer: other }, { really: true })).toEqual(found)
    expect(await forgetLost({ ...deps, sealer: other }, { really: true })).toEqual([])

    const after = await start(other)
    expect(after).toMatchObject({ first: false, writeKey: before.writeKey, owner: before.owner })
    expect(after.serverKey).toBeUndefined()
    await expect.poll(() => definitions.identity('production')?.secrets).toEqual([secrets[1]])
    await expect.poll(() => control.secrets()).toEqual([])
    expect(control.audit().filter(({ what }) => what === 'secret.forget')).toHaveLength(3)
  } finally {
    await Promise.all([control.stop(), definitions.stop()])
    await log.close()
  }
})

test('without any secret all that is sealed is lost', async () => {
  const log = await openLog()
  const deps = { log, clock: systemClock, ids, logger }
  try {
    await bootstrap({ ...deps, sealer: right }, { name: 'here' })
    expect(await forgetLost({ ...deps, sealer: right }, { really: true })).toEqual([])
    expect(await forgetLost({ ...deps, sealer: undefined }, { really: true })).toHaveLength(1)
  } finally {
    await log.close()
  }
})
