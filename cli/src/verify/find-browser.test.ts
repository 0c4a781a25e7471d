import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findBrowser } from './find-browser.ts'

let dir = ''
const at = (name: string): string => join(dir, name)
const none = { installed: () => at('none'), env: {}, usual: [] }

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'waymark-browser-'))
  for (const name of ['named', 'set', 'installed', 'usual']) await writeFile(at(name), '')
})

afterAll(() => rm(dir, { recursive: true }))

it('is the one that is named, else set, else installed, else where it usually is', () => {
  const all = {
    installed: () => at('installed'),
    env: { WAYMARK_CHROMIUM: at('set') },
    usual: [at('nowhere'), at('usual')],
  }
  expect(findBrowser(at('named'), all)).toEqual({ executablePath: at('named') })
  expect(findBrowser(undefined, all)).toEqual({ executablePath: at('set') })
  expect(findBrowser(undefined, { ...all, env: {} })).toEqual({ executablePath: at('installed') })
  expect(findBrowser(undefined, { ...all, env: {}, installed: none.installed })).toEqual({
    executablePath: at('usual'),
  })
})

it('says how to get one where there is none, and takes no other in place of one that was named', () => {
  expect(() => findBrowser(undefined, none)).toThrow(
    'There is no Chromium here. Install one with: npx playwright-core install --with-deps chromium.',
  )
  const installed = { ...none, installed: () => at('installed') }
  expect(() => findBrowser(at('gone'), installed)).toThrow(`--browser names no file: ${at('gone')}`)
})
