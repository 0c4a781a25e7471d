import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { exampleDefinitions } from '../testing/example-definitions.ts'
import { sendBatch, serverKeyOf } from '../testing/send-events.ts'
import { startWaymark, type Waymark } from '../testing/start-waymark.ts'

const run = promisify(execFile)
const tsc = fileURLToPath(new URL('../../../node_modules/typescript/bin/tsc', import.meta.url))

let waymark: Waymark
let scratch = ''

beforeAll(async () => {
  waymark = await startWaymark()
  scratch = await mkdtemp(join(tmpdir(), 'waymark-cli-types-'))
})

afterAll(async () => {
  await waymark[Symbol.asyncDispose]()
  await rm(scratch, { recursive: true })
})

const track = (messageId: string, event: string, properties: object) => ({
  ...{ type: 'track', messageId, userId: 'ann', event, properties },
})

/** What the compiler says of a page that uses the types. */
const compile = async (use: string): Promise<string> => {
  await writeFile(join(scratch, 'use.ts'), use)
  const flags = '--noEmit --strict --lib es2022,dom --module esnext --moduleResolution bundler'
  const { stdout } = await run(
    process.execPath,
    [tsc, 'use.ts', '--types', '', ...flags.split(' ')],
    { cwd: scratch },
  ).catch((error: { readonly stdout: string }) => error)
  return stdout
}

it('writes what track() takes from what was sent and what rules name, and the compiler holds pages to it', async () => {
  const definitions = join(scratch, 'definitions.yaml')
  await writeFile(definitions, exampleDefinitions)
  expect(await waymark.run('apply', definitions)).toMatchObject({ status: 0 })
  await sendBatch(waymark, await serverKeyOf(waymark), [
    track('m1', 'Report Exported', { format: 'csv', rows: 3, tags: ['a'], by: { team: 'x' } }),
    track('m2', 'Report Exported', { format: 'pdf', rows: null, tags: [1], by: { team: 'y' } }),
    track('m3', 'Report Exported', { format: 'pdf', tags: [], by: { team: 'z', seat: 4 } }),
    track('m4', 'It\'s \\ "odd" */ \u2028', { "a'b": true }),
    track('m5', 'Nothing Said', {}),
    { type: 'page', messageId: 'm6', userId: 'ann', properties: { path: '/x' } },
  ])
  const nowhere = await waymark.run('types', join(scratch, 'nowhere', 'events.ts'))
  expect(nowhere).toMatchObject({ status: 1, err: expect.stringContaining('cannot be written') })
  expect(nowhere.err).not.toContain('    at ')
  const file = join(scratch, 'waymark-events.ts')
  const written = await waymark.run('types', file)
  expect(written).toMatchObject({ status: 0, out: `production: 4 events in ${file}\n` })
  const text = await readFile(file, 'utf8')
  expect(text).toContain(
    "(event: 'Report Exported', properties: { readonly 'by': { readonly 'seat'?: number; readonly 'team': string }; " +
      "readonly 'format': string; readonly 'rows'?: null | number; readonly 'tags': readonly (number | string)[] }): void",
  )
  expect(text).toContain("(event: 'Product Created', properties?: ")
  expect((await waymark.run('types')).out).toBe(text)
  expect(
    await compile(`
      import type { Typed } from './waymark-events'
      declare const waymark: { track(event: string, properties?: object): void; reset(): void }
      const typed = waymark as Typed<typeof waymark>
      typed.reset()
      typed.track('Report Exported', { format: 'csv', tags: ['a', 1], by: { team: 'x' } })
      typed.track('Product Created')
      typed.track('Nothing Said')
      typed.track("It's \\\\ \\"odd\\" */ \\u2028", { "a'b": true })
      // @ts-expect-error a name that nobody has seen
      typed.track('Report Exportd', { format: 'csv' })
      // @ts-expect-error a property of another type
      typed.track('Report Exported', { format: 3, tags: [], by: { team: 'x' } })
      // @ts-expect-error one that is always there is missing
      typed.track('Report Exported')
    `),
  ).toBe('')
})

it('many events that differ in a number alone are named when the file is written', async () => {
  await sendBatch(
    waymark,
    await serverKeyOf(waymark),
    [0, 1, 2, 3].map((at) => track(`off-${at}`, `Off ${at}`, {})),
  )
  const written = await waymark.run('types', join(scratch, 'numbered.ts'))
  expect(written.status).toBe(0)
  expect(written.err).toContain('"Off 0", "Off 1" and 2 more differ in a number alone')
})
