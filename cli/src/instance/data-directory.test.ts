import { execFile } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it, onTestFinished, test } from 'vitest'
import { dataDirectory } from './data-directory.ts'
import { writePrivateOnce } from './write-private.ts'

const run = promisify(execFile)

const temporary = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'waymark-data-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  return dir
}

it('makes a secret at the first start and keeps it', () => {
  const dir = temporary()
  const made = dataDirectory(dir).secret()
  expect(dataDirectory(dir).secret()).toBe(made)
})

/** Makes the secret at an instant that all agree on. */
const makeAt = (dir: string, instant: number) => {
  const from = JSON.stringify(import.meta.resolve('./data-directory.ts'))
  const source = `
    const { dataDirectory } = await import(${from})
    while (Date.now() < ${instant});
    process.stdout.write(dataDirectory(${JSON.stringify(dir)}).secret())`
  return run(process.execPath, ['--input-type=module', '-e', source])
}

test('two first starts at once each made a secret, and one of them sealed with the one that was lost', {
  timeout: 60_000,
}, async () => {
  const dir = temporary()
  const instant = Date.now() + 2000
  const made = await Promise.all([1, 2, 3, 4].map(() => makeAt(dir, instant)))
  expect(new Set(made.map(({ stdout }) => stdout))).toEqual(new Set([dataDirectory(dir).secret()]))
  expect(readdirSync(dir)).toEqual(['secret'])
})

it('leaves a secret that another start made at the same moment', () => {
  const path = join(temporary(), 'secret')
  writePrivateOnce(path, 'first')
  writePrivateOnce(path, 'second')
  expect(readFileSync(path, 'utf8')).toBe('first')
})

it('does not replace a lost secret that data were sealed with', () => {
  const dir = temporary()
  mkdirSync(join(dir, 'log'))
  writeFileSync(join(dir, 'log', 'data.mdb'), 'x')
  writeFileSync(join(dir, 'secret'), '')
  expect(() => dataDirectory(dir).secret()).toThrow('WAYMARK_SECRET')
})

test.each([(whole: string) => whole.slice(0, 40), () => 'secret', () => 'a word of mine'])(
  'half a secret was taken for a whole one, and data were sealed with it',
  (cut) => {
    const dir = temporary()
    const made = dataDirectory(dir).secret()
    writeFileSync(join(dir, 'secret'), cut(made))
    expect(() => dataDirectory(dir).secret()).toThrow('only a part of a secret')
    writeFileSync(join(dir, 'secret'), made)
    expect(dataDirectory(dir).secret()).toBe(made)
  },
)

it('takes a secret that somebody made up, as WAYMARK_SECRET may be', () => {
  const dir = temporary()
  writeFileSync(join(dir, 'secret'), `${'x'.repeat(32)}\n`)
  expect(dataDirectory(dir).secret()).toBe('x'.repeat(32))
})

it('does not make a new secret where the old one cannot be read', () => {
  const dir = temporary()
  mkdirSync(join(dir, 'secret'))
  expect(() => dataDirectory(dir).secret()).toThrow('EISDIR')
})

const instance = { url: 'http://localhost:8090', pid: 7, token: 'wm_x' }

test.each(['{"po', '', '7', '"x"', '[]', '{}', '{"pid":1}'])(
  'an instance.json that cannot be read is of nobody who runs: %s',
  (text) => {
    const dir = temporary()
    writeFileSync(join(dir, 'instance.json'), text)
    expect(dataDirectory(dir).instance()).toBeUndefined()
    dataDirectory(dir).keepInstance(instance)
    expect(dataDirectory(dir).instance()).toEqual(instance)
  },
)

test('a write that was cut off left half of a file in the place of the whole one', () => {
  const dir = temporary()
  const files = dataDirectory(dir)
  files.keepInstance(instance)
  const before = statSync(join(dir, 'instance.json')).ino
  files.keepInstance({ ...instance, pid: 8 })
  // A file of its own that took the name, not the old one written over.
  expect(statSync(join(dir, 'instance.json')).ino).not.toBe(before)
  expect(statSync(join(dir, 'instance.json')).mode & 0o777).toBe(0o600)
  expect(readdirSync(dir)).toEqual(['instance.json'])
})

it('leaves nothing behind of a write that failed, nor what a killed process left', () => {
  const dir = temporary()
  mkdirSync(join(dir, 'token', 'taken'), { recursive: true })
  writeFileSync(join(dir, `token.${process.pid}.new`), 'half a to', { mode: 0o644 })
  expect(() => dataDirectory(dir).keepCliToken('wm_x')).toThrow(/EISDIR|ENOTEMPTY/)
  expect(readdirSync(dir)).toEqual(['token'])
})
