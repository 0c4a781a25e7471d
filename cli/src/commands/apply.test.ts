import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { exampleDefinitions as definitions } from '../testing/example-definitions.ts'
import { runCommand } from '../testing/run-command.ts'
import { startWaymark, type Waymark } from '../testing/start-waymark.ts'

let waymark: Waymark
let scratch = ''

beforeAll(async () => {
  waymark = await startWaymark()
  scratch = await mkdtemp(join(tmpdir(), 'waymark-cli-files-'))
})

afterAll(async () => {
  await waymark[Symbol.asyncDispose]()
  await rm(scratch, { recursive: true })
})

const file = async (name: string, text: string): Promise<string> => {
  const path = join(scratch, name)
  await writeFile(path, text)
  return path
}

it('says what an apply would change without writing it', async () => {
  const path = await file('all.yaml', definitions)
  const dry = await waymark.run('apply', path, '--dry-run')
  expect(dry.status).toBe(0)
  expect(dry.out).toContain('+ milestone/first-project v1')
  expect(dry.out).toContain('4 would be written')
  const dir = join(scratch, 'empty')
  await waymark.run('export', dir)
  await expect(readdir(dir)).rejects.toThrow()
})

it('does not say of a milestone, which is kept once reached, that people go out of it', async () => {
  const { out } = await waymark.run('apply', await file('all.yaml', definitions), '--dry-run')
  expect(out).toMatch(
    /milestone\/first-project .*By this 0 (people|accounts) come in; whoever has reached it keeps it, and 0 hold it then\./,
  )
})

it('applies a file, exports what is in force, and finds nothing to change in the export', async () => {
  const path = await file('all.yaml', definitions)
  const applied = await waymark.run('apply', path)
  expect(applied).toMatchObject({ status: 0, err: '' })
  expect(applied.out).toContain('Counts the past, too')
  const dir = join(scratch, 'exported')
  expect((await waymark.run('export', dir)).status).toBe(0)
  expect(await readFile(join(dir, 'engagement', 'onboarding.yaml'), 'utf8')).toBe(
    'kind: engagement\nid: onboarding\nversion: { production: 1 }\naudience:\n  not:\n    milestone:\n      id: first-project\nsend:\n  - guide: tour\n',
  )
  const again = await waymark.run('apply', dir)
  expect(again.out).toContain('production: 0 written, 4 stayed as they are.')
  const second = JSON.parse((await waymark.run('export', dir, '--json')).out)
  expect(second).toMatchObject({ written: [], extra: [] })
})

it('does not write over what was changed since its files were exported, and says by whom and how to go on', async () => {
  const dir = join(scratch, 'kept')
  const feature = (name: string) =>
    file('feature.yaml', `kind: feature\nid: reports\nname: ${name}\nused: [{ event: Opened }]\n`)
  await waymark.run('apply', await feature('First'))
  await waymark.run('export', dir)
  const path = join(dir, 'feature', 'reports.yaml')
  const exported = await readFile(path, 'utf8')
  expect(exported).toContain('version: { production: 1 }')
  const edit = (name: string) => writeFile(path, exported.replace('First', name))
  await waymark.run('apply', await feature('Elsewhere'))
  await edit('Second')
  const refused = await waymark.run('apply', dir)
  expect([refused.status, refused.out]).toEqual([1, ''])
  expect(refused.err.replace(/on \d{4}-\d\d-\d\d \d\d:\d\d:\d\d/, 'on DAY')).toBe(
    `${path}:3: feature/reports version: Command line on this machine changed it on DAY: it is version 2 now, and this is of version 1
1 problem. Nothing was written.
Take over what is in force with: waymark export DIR; or write over it with: waymark apply --force
`,
  )
  const forced = await waymark.run('apply', dir, '--force')
  expect([forced.status, forced.err]).toEqual([0, ''])
  expect(forced.out).toContain('~ feature/reports v3')
})

it('says in a sentence that what an export is to go to is a file', async () => {
  const path = await file('occupied', 'A file.\n')
  const refused = await waymark.run('export', path)
  expect(refused).toEqual({
    status: 1,
    out: '',
    err: `${path} is a file, and the definitions need a directory.\n`,
  })
  expect(await readFile(path, 'utf8')).toBe('A file.\n')
})

it('says that text of another kind is no definition, instead of its faults as YAML', async () => {
  const path = await file('README.md', '# Read me\n\n- [a\n')
  expect(await waymark.run('apply', path)).toEqual({
    status: 1,
    out: '',
    err: `${path}: is neither YAML nor JSON: a file that ends in .yaml, .yml or .json is expected\n1 problem. Nothing was written.\n`,
  })
})

it('names file, line and place of what is wrong, and writes nothing', async () => {
  const path = await file(
    'wrong.yaml',
    'kind: segment\nid: good\nlevel: person\nrule: { did: { event: X } }\n---\nkind: engagement\nid: bad\naudience: { did: { event: X } }\nsend:\n  - guide: missing\n',
  )
  const refused = await waymark.run('apply', path)
  expect(refused).toMatchObject({ status: 1, out: '' })
  expect(refused.err).toContain(
    `${path}:10: engagement/bad send[0].guide: there is no guide "missing"`,
  )
  const all = await waymark.run('apply', join(scratch, 'all.yaml'), '--json')
  expect(JSON.parse(all.out).changes).toHaveLength(4)
})

it('says of files that are more than the server takes at once which is too large, and what it takes', async () => {
  const guide = (id: string, text: string) =>
    JSON.stringify({ kind: 'guide', id, type: 'modal', steps: [{ content: [{ text }] }] })
  const book = await file('book.json', guide('book', 'x'.repeat(10 * 1024 * 1024)))
  const refused = await waymark.run('apply', book)
  expect([refused.status, refused.out]).toEqual([1, ''])
  expect(refused.err).toContain(
    `${book}: is too large: it has 10.0 MB, and the server takes 1.0 MB at once\n`,
  )
  expect(refused.err).toContain('guide/book steps[0].content[0].text: at most 4000 characters')
  const chapter = await file('chapter.json', guide('chapter', 'x'.repeat(600_000)))
  const next = await file('next.json', guide('next', 'x'.repeat(700_000)))
  expect((await waymark.run('apply', chapter, next)).err).toContain(
    `${next}: is the largest of files that have 1.2 MB together, and the server takes 1.0 MB at once: apply them in parts\n`,
  )
})

it('points at what is no YAML', async () => {
  const refused = await waymark.run('apply', await file('broken.yaml', 'kind: guide\nid: [a\n'))
  expect(refused.status).toBe(1)
  expect(refused.err).toMatch(/broken\.yaml:\d+: /)
})

it('tells the faults of all files at once, also where some of them cannot be read', async () => {
  const wanted = 'audience: { did: { event: X } }\nsend: [{ guide: torn }]\n'
  const paths = [
    await file('torn.yaml', 'kind: guide\nid: torn\nsteps: [\n'),
    join(scratch, 'not-there.yaml'),
    await file('asks.yaml', `kind: engagement\nid: asks\n${wanted}`),
    await file('typo.yaml', 'kind: segment\nid: typo\nlevel: person\nrule: { didd: {} }\n'),
    await file(
      'circle.yaml',
      'kind: segment\nid: c\nlevel: person\nrule: { segment: { id: c } }\n',
    ),
  ]
  const refused = await waymark.run('apply', ...paths)
  expect([refused.status, refused.out]).toEqual([1, ''])
  const told = refused.err.trim().split('\n')
  expect(told).toEqual([
    expect.stringMatching(/torn\.yaml:\d+: /),
    expect.stringMatching(/not-there\.yaml: is not there$/),
    expect.stringMatching(/typo\.yaml:4: segment\/typo rule.*didd/),
    expect.stringMatching(/circle\.yaml:1: segment\/c document: .*in a circle/),
    '4 problems. Nothing was written.',
  ])
  const dir = join(scratch, 'after-faults')
  const { written } = JSON.parse((await waymark.run('export', dir, '--json')).out)
  expect(written.filter((name: string) => /asks|typo|circle/.test(name))).toEqual([])
})

it('takes JSON, and a list of documents', async () => {
  const segment = { kind: 'segment', level: 'person', rule: { did: { event: 'X' } } }
  const list = [
    { ...segment, id: 'one' },
    { ...segment, id: 'two' },
  ]
  const applied = await waymark.run(
    'apply',
    await file('list.json', JSON.stringify(list)),
    '--dry-run',
  )
  expect(applied.out).toContain('production: 2 would be written')
})

it('says which environments there are', async () => {
  const refused = await waymark.run('apply', join(scratch, 'all.yaml'), '--env', 'staging')
  expect(refused).toMatchObject({ status: 1 })
  expect(refused.err).toContain('There is no environment "staging". There is: production')
})

it('checks a rule without any instance and says it in English', async () => {
  const said = await runCommand(['rule', 'check', '-'], {
    input: '{"did":{"event":"Product Created","count":{"gte":3},"within":"7d"}}',
  })
  expect(said).toEqual({
    status: 0,
    out: 'has done “Product Created” at least 3 times in the last 7 days.\n',
    err: '',
  })
  const wrong = await runCommand(['rule', 'check', '-'], {
    input: 'did:\n  event: X\n  cnt: 3\n',
  })
  expect(wrong.status).toBe(1)
  expect(wrong.err).toMatch(
    /^standard input:3: rule did\.cnt: no such field; there are event, page, feature, .*\n$/,
  )
})

it('warns of a rule that is true of newcomers, and goes on', async () => {
  const input =
    'all:\n  - { lifecycle: { is: trial } }\n  - { not: { did: { event: Login, within: 24h } } }\n'
  const said = await runCommand(['rule', 'check', '-'], { input })
  expect(said.status).toBe(0)
  expect(said.out).toBe(
    'is in lifecycle state trial and has not done “Login” in the last 24 hours.\n',
  )
  expect(said.err).toMatch(
    /^warning: standard input:3: rule all\[1\]\.not\.did: is true of a newcomer/,
  )
  const { ok, documents } = JSON.parse(
    (await runCommand(['rule', 'check', '-', '--json'], { input })).out,
  )
  expect([ok, documents[0].warnings[0].line]).toEqual([true, 3])
})

it('takes several files at once', async () => {
  const one = await file('one.yaml', 'kind: feature\nid: one\nused: [{ event: One }]\n')
  const two = await file('two.yaml', 'kind: feature\nid: two\nused: [{ event: Two }]\n')
  const { status, out } = await waymark.run('apply', one, two, '--dry-run')
  expect({ status, out }).toMatchObject({
    status: 0,
    out: expect.stringMatching(/feature\/one[\s\S]*feature\/two[\s\S]*2 would be written/),
  })
})

it('warns of what an author may not have meant in the words of `rule check`, and writes it', async () => {
  const path = await file(
    'silent.yaml',
    'kind: segment\nid: silent\nlevel: person\nrule:\n  not: { did: { event: Login, within: 24h } }\n',
  )
  const checked = await waymark.run('rule', 'check', path)
  expect(checked.err).toMatch(
    /^warning: .*silent\.yaml:5: segment\/silent rule\.not\.did: .*newcomer/,
  )
  for (const how of [['--dry-run'], []]) {
    const applied = await waymark.run('apply', path, ...how)
    expect([applied.status, applied.err]).toEqual([0, checked.err])
  }
  const json = JSON.parse((await waymark.run('apply', path, '--json')).out)
  expect(json.warnings).toMatchObject([{ line: 5, at: 'segment/silent rule.not.did' }])
  const plain = await file(
    'plain.yaml',
    'kind: segment\nid: silent\nlevel: person\nrule: { did: { event: Login } }\n',
  )
  expect((await waymark.run('apply', plain)).err).toBe('')
  const back = await waymark.run('rollback', 'segment/silent', '--to', '1')
  expect(back.err).toMatch(/^warning: segment\/silent rule\.not\.did: .*newcomer/)
})
