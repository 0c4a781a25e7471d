import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import manifest from '../package.json' with { type: 'json' }
import { type BuiltFiles, buildFiles } from '../scripts/build-files.ts'
import { npmManifest } from '../scripts/npm-manifest.ts'
import { snippetHtml } from '../src/snippet-html.ts'
import { stub, stubHash } from '../src/snippet-stub.ts'
import { version } from '../src/version.ts'
import { buildWithinMs, builtFiles, builtModules, builtPackage } from './built-once.ts'

const run = promisify(execFile)

let files: BuiltFiles
beforeAll(async () => {
  files = await builtFiles()
}, buildWithinMs)

const kilobyte = 1024
/** Of the 10 KB that the core may ever have: what is left is for the next fault that is found in it. */
const coreBytes = 9_700
const gzipped = (text: string) => gzipSync(text, { level: 9 }).length
const named = (pattern: RegExp): string => {
  const [found, ...more] = Object.keys(files.served).filter((name) => pattern.test(name))
  if (found === undefined || more.length) throw new Error(`${pattern} names ${found} and ${more}`)
  return files.served[found] ?? ''
}

/** A file and all that it cannot be loaded without. */
const withImports = (
  name: string,
  files: Readonly<Record<string, string>>,
): ReadonlySet<string> => {
  const all = new Set([name])
  for (const each of all) {
    for (const [, file = ''] of (files[each] ?? '').matchAll(/(?:from|import)"\.\/([^"]*)"/g)) {
      all.add(file)
    }
  }
  return all
}

describe('what browsers load is small', () => {
  test.each([
    ['snippet', () => files.snippet.stub, 1],
    ['core', () => named(/^waymark\.js$/), coreBytes / kilobyte],
    ['messages', () => named(/^messages-/), 3.5],
    // The engine's 6 and the renderer's 18.
    ['guides, with the tooltip', () => named(/^guide-/), 24],
    ['modal', () => named(/^modal-/), 5],
    ['banner', () => named(/^banner-/), 5],
    ['slideout', () => named(/^slideout-/), 5],
    ['hotspot', () => named(/^hotspot-/), 5],
    ['survey', () => named(/^survey-/), 5],
    ['checklist', () => named(/^checklist-/), 5],
    ['feed', () => named(/^feed-/), 5],
    ['resource centre', () => named(/^resource-centre-/), 5],
    ['launcher', () => named(/^launcher-/), 5],
    ['paywall', () => named(/^paywall-/), 5],
    ['more', () => named(/^more-/), 5],
    // For authors alone, in windows that the dashboard has opened.
    ['authoring', () => named(/^tools-authoring-/), 60],
  ])('%s', (_, text, budget) => {
    expect(gzipped(text())).toBeGreaterThan(100)
    expect(gzipped(text())).toBeLessThanOrEqual(budget * kilobyte)
  })

  test('the files of every page tell Chromium to compile them in one go, off the main thread', () => {
    const word = /^\/\/# allFunctionsCalledOnLoad\n/
    expect(named(/^waymark\.js$/)).toMatch(word)
    expect(named(/^messages-/)).toMatch(word)
  })

  test('nothing that browsers load starts a view transition, which covers the page of the host', () => {
    const scripts = Object.entries(files.served).filter(([name]) => name.endsWith('.js'))
    expect(scripts.length).toBeGreaterThan(10)
    for (const [name, text] of scripts) {
      expect([name, text.includes('startViewTransition')]).toEqual([name, false])
    }
  })

  test('the core carries neither zod nor Preact', () => {
    expect(named(/^waymark\.js$/)).not.toMatch(/ZodError|_zod|__H\b/)
  })
})

describe('what is served', () => {
  test('names each file by its hash, and the core by a plain name too', () => {
    expect(Object.keys(files.served).toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
      expect.stringMatching(/^banner-[0-9a-f]{16}\.js$/),
      expect.stringMatching(/^checklist-[0-9a-f]{16}\.js$/),
      expect.stringMatching(/^feed-[0-9a-f]{16}\.js$/),
      expect.stringMatching(/^guide-[0-9a-f]{16}\.js$/),
      expect.stringMatching(/^hotspot-[0-9a-f]{16}\.js$/),
      'integrity.json',
      expect.stringMatching(/^launcher-[0-9a-f]{16}\.js$/),
      expect.stringMatching(/^messages-[0-9a-f]{16}\.js$/),
      expect.stringMatching(/^modal-[0-9a-f]{16}\.js$/),
      expect.stringMatching(/^more-[0-9a-f]{16}\.js$/),
      expect.stringMatching(/^parts-[0-9a-f]{16}\.js$/),
      expect.stringMatching(/^paywall-[0-9a-f]{16}\.js$/),
      expect.stringMatching(/^resource-centre-[0-9a-f]{16}\.js$/),
      expect.stringMatching(/^slideout-[0-9a-f]{16}\.js$/),
      expect.stringMatching(/^survey-[0-9a-f]{16}\.js$/),
      expect.stringMatching(/^tools-authoring-[0-9a-f]{16}\.js$/),
      expect.stringMatching(/^tools-debug-[0-9a-f]{16}\.js$/),
      expect.stringMatching(/^waymark-[0-9a-f]{16}\.js$/),
      'waymark.js',
    ])
    expect(named(/^waymark-/)).toBe(named(/^waymark\.js$/))
    expect(Object.values(files.manifest).map(({ file, immutable }) => [file, immutable])).toEqual(
      Object.keys(files.served).map((name) => [name, /-[0-9a-f]{16}\.js$/.test(name)]),
    )
  })

  test('publishes the integrity of each script; each knows that of what it loads', () => {
    const published: Record<string, string> = JSON.parse(named(/^integrity\.json$/))
    for (const [name, integrity] of Object.entries(published)) {
      const digest = createHash('sha256')
        .update(files.served[name] ?? '')
        .digest('base64')
      expect(integrity).toBe(`sha256-${digest}`)
    }
    for (const [loader, loads] of [
      [/^waymark\.js$/, /^messages-/],
      [/^messages-/, /^guide-/],
      [/^messages-/, /^tools-debug-/],
      [/^messages-/, /^tools-authoring-/],
      [/^guide-/, /^parts-/],
      [/^tools-authoring-/, /^parts-/],
      [/^parts-/, /^modal-/],
    ] as const) {
      const file = Object.keys(published).find((name) => loads.test(name)) ?? ''
      expect(named(loader)).toContain(file)
      expect(named(loader)).toContain(published[file])
    }
  })

  test(
    'is the same whenever it is built',
    async () => {
      const again = await buildFiles()
      expect(again.manifest).toEqual(files.manifest)
    },
    buildWithinMs,
  )

  test('carries the version of the package', () => {
    expect(version).toBe(manifest.version)
    expect(named(/^waymark\.js$/)).toContain(`"${version}"`)
  })

  test('the npm package keeps the guides apart for the bundler of the host', async () => {
    const npm = await builtModules()
    const lazy = Object.keys(npm).find((name) => name.startsWith('guide-entry-'))
    expect(Object.values(npm).join('')).toContain(`import("./${lazy}")`)
    for (const code of Object.values(npm)) {
      for (const [, imported = ''] of code.matchAll(/(?:from|import\()"([^"]*)"/g)) {
        if (imported !== 'react' && imported !== 'vue') {
          expect(npm).toHaveProperty([imported.replace(/^\.\//, '')])
        }
      }
    }
    for (const wrapper of ['react.js', 'vue.js']) {
      const all = [...withImports(wrapper, npm)].map((name) => npm[name] ?? '')
      expect(gzipped(all.join(''))).toBeLessThan(kilobyte)
    }
    const always = [...withImports('index.js', npm)].map((name) => npm[name] ?? '')
    expect(gzipped(always.join(''))).toBeLessThanOrEqual(coreBytes)
  })
})

test('the npm package could not be installed: it had no package.json, and that of the room names sources', async () => {
  const files = await builtPackage()
  const packed = npmManifest(manifest)
  expect(packed).toMatchObject({ name: '@waymark/sdk', version, type: 'module' })
  expect(packed).not.toHaveProperty('private')
  expect(packed).not.toHaveProperty('dependencies')
  expect(Object.keys(packed.exports)).toEqual(['.', './react', './vue'])
  for (const { types, default: code } of Object.values(packed.exports)) {
    expect(files).toHaveProperty([types.slice(2)])
    expect(files).toHaveProperty([code.slice(2)])
  }
})

test('the types of the npm package need no other package', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'waymark-consumer-'))
  const types = Object.entries(await builtPackage()).filter(([name]) => name.endsWith('.d.ts'))
  for (const [name, text] of [...types, ['use.ts', consumer] as const])
    await writeFile(join(folder, name), text)
  const tsc = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url))
  const flags = '--noEmit --strict --lib es2022,dom --module esnext --moduleResolution bundler'
  const { stdout } = await run(
    process.execPath,
    [tsc, 'use.ts', '--types', '', ...flags.split(' ')],
    {
      cwd: folder,
    },
  ).catch((error: { readonly stdout: string }) => error)
  await rm(folder, { recursive: true })
  expect(stdout).toBe('')
})

const consumer = `
import { createWaymark, type Waymark } from './index.js'
const waymark: Waymark = createWaymark({ key: 'wk_1', host: '/wm', consent: 'pending' })
waymark.identify('ann', { plan: 'pro' }, { token: async () => 'jwt' })
waymark.on('guide:shown', ({ guide }) => guide.length)
export const decided: Promise<readonly { readonly guide: string }[]> = waymark.guides.decide()
// @ts-expect-error a choice is one of three words
waymark.consent('maybe')
`

describe('the snippet', () => {
  test('has the hash that policies were given; run the build when it has changed on purpose', () => {
    expect(stub).toBe(files.snippet.stub)
    expect(stubHash).toBe(files.snippet.hash)
    expect(stubHash).toBe(`sha256-${createHash('sha256').update(stub).digest('base64')}`)
  })

  test('is two tags, and lets nothing out of its attributes', async () => {
    const html = snippetHtml({ origin: 'https://in.example.com/', key: 'wk_1"><b>', nonce: "n'" })
    expect(html).toBe(
      `<script nonce="n&#39;">${stub}</script>\n` +
        '<script async crossorigin nonce="n&#39;" src="https://in.example.com/sdk/waymark.js" data-key="wk_1&#34;&#62;&#60;b&#62;"></script>',
    )
    expect(await readFile(new URL('../src/snippet-stub.ts', import.meta.url), 'utf8')).toContain(
      stubHash,
    )
  })
})
