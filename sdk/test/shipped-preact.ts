import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'
import { leanOf } from '../scripts/lean-preact.ts'

/** What is cut from Preact for visitors is cut here, too. */
export const shippedPreact: Plugin = {
  name: 'shipped-preact',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\/preact\/dist\/preact\.mjs$/ }, async ({ path }) => ({
      contents: leanOf(await readFile(path, 'utf8')),
    })),
}
