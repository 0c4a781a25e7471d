import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { dataDirectory } from './data-directory.ts'

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

it('does not replace a lost secret that data were sealed with', () => {
  const dir = temporary()
  mkdirSync(join(dir, 'log'))
  writeFileSync(join(dir, 'log', 'data.mdb'), 'x')
  writeFileSync(join(dir, 'secret'), '')
  expect(() => dataDirectory(dir).secret()).toThrow('WAYMARK_SECRET')
})
