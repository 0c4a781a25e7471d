// biome-ignore-all lint/correctness/noNodejsModules: runs in Node
import { glob, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const roots = ['../src', '../../../examples/demo/web'] as const

test('a draft was saved at 05:02:13 AM where every other page said 05:02:13', async () => {
  const own: string[] = []
  let seen = 0
  for (const root of roots) {
    const cwd = fileURLToPath(new URL(root, import.meta.url))
    for await (const file of glob('**/*.{ts,tsx}', { cwd })) {
      seen++
      const text = await readFile(`${cwd}/${file}`, 'utf8')
      // Without a locale the browser's own chooses between 12 and 24 hours.
      if (/toLocale(Time|Date)?String\(|DateTimeFormat\(undefined/.test(text)) own.push(file)
    }
  }
  expect(seen).toBeGreaterThan(100)
  expect(own).toEqual([])
})
