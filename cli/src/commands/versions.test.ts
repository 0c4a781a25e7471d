import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startWaymark, type Waymark } from '../testing/start-waymark.ts'

let waymark: Waymark
let scratch: string

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'waymark-versions-'))
  waymark = await startWaymark()
  for (const event of ['One', 'Two', 'Three']) {
    const path = join(scratch, 'keen.yaml')
    await writeFile(path, `kind: feature\nid: reports\nused: [{ event: ${event} }]\n`)
    expect((await waymark.run('apply', path)).status).toBe(0)
  }
})
afterAll(async () => {
  await waymark?.[Symbol.asyncDispose]()
  await rm(scratch, { recursive: true, force: true })
})

const anyDay = (text: string): string => text.replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, 'DAY')

it('lists the versions of a definition with what each made different, and prints one as a file', async () => {
  const { status, out, err } = await waymark.run('versions', 'feature/reports')
  expect([status, err]).toEqual([0, ''])
  expect(anyDay(out)).toBe(`v3  DAY  changed by Command line on this machine, in force
    ~ used[0].event: "Two" → "Three"
v2  DAY  changed by Command line on this machine
    ~ used[0].event: "One" → "Two"
v1  DAY  written by Command line on this machine
`)
  const first = await waymark.run('versions', 'feature/reports', '--show', '1')
  expect(first.out).toBe('kind: feature\nid: reports\nused:\n  - event: One\n')
  const path = join(scratch, 'first.yaml')
  await writeFile(path, first.out)
  const tried = await waymark.run('apply', path, '--dry-run')
  expect(tried.out).toContain('~ feature/reports v4')
})

it('rolls back to a version after kill -9, says how to undo it, and undoes it', async () => {
  await waymark.kill()
  await waymark.start()
  const done = await waymark.run('rollback', 'feature/reports', '--to', '1')
  expect([done.status, done.err]).toEqual([0, ''])
  expect(done.out).toMatch(
    /^feature\/reports v4 {2}.*To undo it: waymark rollback feature\/reports --to 3\n$/,
  )
  const show = async (version: string) =>
    (await waymark.run('versions', 'feature/reports', '--show', version)).out
  expect(await show('4')).toBe(await show('1'))
  const undone = JSON.parse(
    (await waymark.run('rollback', 'feature/reports', '--to', '3', '--json')).out,
  )
  expect(undone).toMatchObject({ what: 'changed', version: 5 })
  expect(anyDay((await waymark.run('versions', 'feature/reports')).out)).toMatch(
    /^v5 {2}DAY {2}rolled back to version 3 by Command line on this machine, in force\n {4}~ used\[0\]\.event: "One" → "Three"\nv4 {2}DAY {2}rolled back to version 1 /,
  )
})

it('says what is wrong with a call', async () => {
  const [odd, none, gone, never] = await Promise.all([
    waymark.run('versions', 'reports'),
    waymark.run('rollback', 'feature/reports'),
    waymark.run('rollback', 'feature/reports', '--to', '99'),
    waymark.run('versions', 'guide/never'),
  ])
  expect([odd.status, odd.err]).toEqual([2, expect.stringContaining('KIND/ID is expected')])
  expect([none.status, none.err]).toEqual([
    2,
    'Say to which version: --to N. There are: waymark versions feature/reports\n',
  ])
  expect(gone.status).toBe(1)
  expect(gone.err).toMatch(
    /^Version 99 of feature\/reports is not kept: versions 1 to \d can be had\.\n$/,
  )
  expect([never.status, never.err]).toEqual([
    1,
    'There is no guide "never", and there never was.\n',
  ])
})
