import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished, test } from 'vitest'
import { makeDirectory } from './make-directory.ts'

const temporary = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'waymark-make-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  return dir
}

it('makes a directory and those above it, for its owner only', () => {
  const dir = join(temporary(), 'a', 'b')
  makeDirectory(dir)
  makeDirectory(dir)
  expect(statSync(dir).mode & 0o777).toBe(0o700)
})

test.skipIf(!existsSync('/proc/self'))(
  'a start tried for ever to make a directory where there can be none',
  () => {
    expect(() => makeDirectory('/proc/nope/deeper')).toThrow(
      /^\/proc\/nope cannot be used \(ENOENT\)\. Nobody can make a directory there\. .*--data DIR/,
    )
  },
)

it('says that a file is in its place, or above it', () => {
  const file = join(temporary(), 'file')
  writeFileSync(file, '')
  for (const dir of [file, join(file, 'data')])
    expect(() => makeDirectory(dir)).toThrow(`${file} is a file, and the data need a directory`)
})
