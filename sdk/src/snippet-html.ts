import { stub, stubHash } from './snippet-stub.ts'

export { stubHash }

export interface SnippetOptions {
  /** Where ingest is: `https://in.example.com`, or a path prefix of the page's own, `https://app.example.com/wm`. */
  readonly origin: string
  /** The public write key, `wk_…`. */
  readonly key: string
  /** What the page's template puts in its nonce attributes, where it has any. */
  readonly nonce?: string
}

/** The two tags for the `<head>` of a page. The inline one is constant: `stubHash` allows it. */
export const snippetHtml = ({ origin, key, nonce }: SnippetOptions): string => {
  const allowed = nonce === undefined ? '' : ` nonce="${escapeHtml(nonce)}"`
  const src = escapeHtml(`${origin.replace(/\/+$/, '')}/sdk/waymark.js`)
  return [
    `<script${allowed}>${stub}</script>`,
    `<script async crossorigin${allowed} src="${src}" data-key="${escapeHtml(key)}"></script>`,
  ].join('\n')
}

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
