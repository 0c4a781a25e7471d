// biome-ignore-all lint/correctness/noNodejsModules: runs in Node
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const kilobytes = (bytes: number): number => bytes / 1024

const files = await readdir(join(dist, 'assets'))
const sizeOf = async (name: string): Promise<number> =>
  kilobytes(gzipSync(await readFile(join(dist, 'assets', name)), { level: 9 }).length)
const html = await readFile(join(dist, 'index.html'), 'utf8')
const inPage = (pattern: RegExp): readonly string[] =>
  [...html.matchAll(pattern)].map((match) => match[1] ?? '')

test('the first screen needs at most 45 KB of script', async () => {
  const scripts = inPage(/\/assets\/([^"]+\.js)"/g)
  expect(scripts.length).toBeGreaterThan(1)
  const sizes = await Promise.all(scripts.map(sizeOf))
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(45)
})

test('each further page brings at most 25 KB of script', async () => {
  const initial = new Set(inPage(/\/assets\/([^"]+\.js)"/g))
  const chunks = files.filter((file) => file.endsWith('.js') && !initial.has(file))
  expect(chunks.length).toBeGreaterThan(5)
  for (const chunk of chunks) expect(await sizeOf(chunk), chunk).toBeLessThan(25)
})

test('the style sheet has at most 14 KB', async () => {
  const sheets = files.filter((file) => file.endsWith('.css'))
  expect(sheets).toHaveLength(1)
  expect(await sizeOf(sheets[0] ?? '')).toBeLessThan(14)
})

test('every file is named by its content', () => {
  for (const file of files) expect(file).toMatch(/-[\w-]{8}\.(js|css|svg|woff2)$/)
})

test('the fonts cover names with letters outside ASCII, and come from here', () => {
  expect(files.filter((file) => file.endsWith('.woff2'))).toHaveLength(4)
  expect(html).not.toMatch(/https?:\/\//)
})

test('the page itself holds no script and no style that the policy would refuse', () => {
  expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/)
  expect(html).not.toMatch(/<style|\sstyle=|\son\w+=/)
})
