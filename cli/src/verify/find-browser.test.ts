import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium } from '@waymark/test/support'
import { chromium } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { cachedBrowser, findBrowser } from './find-browser.ts'

let dir = ''
const at = (name: string): string => join(dir, name)
const none = { installed: () => at('none'), env: {}, usual: [], cached: () => undefined }

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'waymark-browser-'))
  for (const name of ['named', 'set', 'installed', 'usual']) await writeFile(at(name), '')
})

afterEach(() => vi.unstubAllEnvs())

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

it('is the one of the project’s own tests where there is no other, and that one starts', async () => {
  vi.stubEnv('WAYMARK_CHROMIUM', '')
  const { path } = await findChromium()
  const found = findBrowser(undefined, { installed: none.installed, env: {}, usual: [] })
  expect(await realpath(found.executablePath ?? '')).toBe(await realpath(path))
  const env = Object.fromEntries(Object.entries(process.env).map(([k, v]) => [k, v ?? '']))
  await using browser = await chromium.launch({
    ...found,
    args: ['--no-sandbox', '--no-zygote'],
    env: { ...env, ...found.env },
  })
  expect(browser.isConnected()).toBe(true)
  const ours = { executablePath: at('ours') }
  const all = { ...none, usual: [at('usual')], cached: () => ours }
  expect(findBrowser(undefined, all)).toEqual({ executablePath: at('usual') })
  expect(findBrowser(undefined, { ...all, usual: [] })).toEqual(ours)
  expect(cachedBrowser(dir)).toBeUndefined()
})

it('says how to get one where there is none, and takes no other in place of one that was named', () => {
  expect(() => findBrowser(undefined, none)).toThrow(
    'There is no Chromium here. Install one with: npx playwright-core install --with-deps chromium.',
  )
  const installed = { ...none, installed: () => at('installed') }
  expect(() => findBrowser(at('gone'), installed)).toThrow(`--browser names no file: ${at('gone')}`)
})
