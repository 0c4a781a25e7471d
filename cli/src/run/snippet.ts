import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const built = join(fileURLToPath(import.meta.url), '../../../../sdk/dist/snippet.json')

interface Stub {
  readonly stub: string
  /** What a page's Content Security Policy has to allow. */
  readonly hash: string
}

let known: Stub | undefined

const stubOf = (): Stub => {
  known ??= JSON.parse(readFileSync(built, 'utf8')) as Stub
  return known
}

/** The two tags that a page pastes. `origin` and `key` are ours: neither holds a quote. */
export const snippetHtml = (origin: string, key: string): string =>
  [
    `<script>${stubOf().stub}</script>`,
    `<script async crossorigin src="${origin}/sdk/waymark.js" data-key="${key}"></script>`,
  ].join('\n')
