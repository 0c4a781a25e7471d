import { existsSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError, createLogger, readConfig } from '@waymark/runtime'
import { mountSmallDisk } from '@waymark/test/support'
import { describe, expect, it, onTestFinished, test } from 'vitest'
import { runCommand } from '../testing/run-command.ts'
import { createServer, listen } from './serve.ts'
import { wayOut } from './way-out.ts'

const thrownBy = (act: () => void): unknown => {
  try {
    act()
  } catch (error) {
    return error
  }
  return undefined
}

const fill = (disk: string): void => {
  const { bavail, bsize } = statfsSync(disk)
  writeFileSync(join(disk, 'others'), Buffer.alloc(bavail * bsize))
}

describe('the way out of a start that failed', () => {
  it.skipIf(!existsSync('/dev/full'))(
    'is said of a disk that is full, also where a part of the process met it',
    () => {
      const full = thrownBy(() => writeFileSync('/dev/full', 'x'))
      expect(wayOut(full)).toMatch(/ENOSPC.*The disk is full\. Free some space .* --data DIR/)
      expect(wayOut(new Error('http did not start', { cause: full }))).toBe(wayOut(full))
    },
  )

  it('names the place, where the system tells it', () => {
    const below = thrownBy(() => writeFileSync('/dev/null/secret', 'x'))
    expect(wayOut(below)).toMatch(/^\/dev\/null\/secret cannot be used \(ENOTDIR\)\. /)
  })

  it('is that of wrong settings', () => {
    const error = new ConfigError([{ variable: 'WAYMARK_PORT', expected: 'a port' }])
    expect(wayOut(error)).toBe(error.message)
  })

  it.each([
    new TypeError('x is not a function'),
    Object.assign(new Error('connect EACCES'), { code: 'EACCES', syscall: 'connect' }),
    thrownBy(() => rmSync('/no/such/file')),
    undefined,
  ])('is unknown of a bug: %s', (error) => {
    expect(wayOut(error)).toBeUndefined()
  })
})

test('a start on a full disk died with a stack', async (context) => {
  await using disk = await mountSmallDisk(1)
  if (disk === undefined) return context.skip('not run: this user may not mount a disk')
  fill(disk.path)
  const { status, err } = await runCommand(['up', '--port', '0', '--data', join(disk.path, 'data')])
  expect(err).toMatch(/ENOSPC.*The disk is full\. Free some space/)
  expect(err.trim().split('\n')).toHaveLength(1)
  expect(status).toBe(1)
})

test.each([0.6, 6])(
  'the first start on a disk of %d MB was answered in the words of the database',
  async (megabytes) => {
    const disk = await mountSmallDisk(megabytes)
    onTestFinished(async () => disk?.[Symbol.asyncDispose]())
    if (disk === undefined) return
    const { status, err } = await runCommand([
      'up',
      '--port',
      '0',
      '--data',
      join(disk.path, 'data'),
    ])
    expect(err).toMatch(
      /^(ClickHouse finds no room left on its disk|no room left on the disk of .*)\. Free some space and start again, or keep the data elsewhere: --data DIR \(WAYMARK_DATA\)\.\n$/,
    )
    expect(status).toBe(1)
  },
)

test('a start on an address of another machine died with a stack', async () => {
  const config = readConfig({ WAYMARK_HOST: '192.0.2.1', WAYMARK_PORT: '0' })
  const app = createServer(config, createLogger(config))
  onTestFinished(() => app.close())
  const error = await listen(app, config).catch((cause: unknown) => cause)
  expect(wayOut(error)).toMatch(/^192\.0\.2\.1 is no address of this machine\..*--host localhost/)
})
