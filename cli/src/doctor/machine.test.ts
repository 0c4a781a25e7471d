import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readFigures } from './instance.ts'
import { checkDirectory, checkNode, checkPort } from './machine.ts'

it('knows which Node is too old', () => {
  expect(checkNode('18.20.0').status).toBe('problem')
  expect(checkNode('22.1.0').status).toBe('warning')
  expect(checkNode('24.0.0').status).toBe('ok')
})

it('finds a port that is taken', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  expect(await checkPort(port, '127.0.0.1')).toMatchObject({ status: 'problem' })
  await new Promise((resolve) => server.close(resolve))
  expect(await checkPort(port, '127.0.0.1')).toMatchObject({ status: 'ok' })
})

it('warns of a data directory that others may look into', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'waymark-doctor-'))
  expect(checkDirectory(dir).status).toBe('ok')
  await chmod(dir, 0o755)
  expect(checkDirectory(dir)).toMatchObject({ status: 'warning', wayOut: `chmod 700 ${dir}` })
  await rm(dir, { recursive: true })
  expect(checkDirectory(dir).says).toContain('is not there yet')
})

it('reads figures as Prometheus does', () => {
  const figures = readFigures('# HELP a b\nwaymark_lag_records{consumer="sink"} 12\nx 1.5e-3\n')
  expect([...figures]).toEqual([
    ['waymark_lag_records{consumer="sink"}', 12],
    ['x', 0.0015],
  ])
})
