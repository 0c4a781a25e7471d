import { createServer } from 'node:http'
import { snippetHtml } from '../src/snippet-html.ts'
import { listen } from './collector.ts'

/** A web shop that is somebody else's: strict policy, its own origin, the snippet in its head. */
export interface Shop extends AsyncDisposable {
  readonly origin: string
  /** The address of a page with these extras. */
  page(extras?: PageExtras): string
}

export interface PageExtras {
  readonly path?: string
  /** More attributes of the snippet's tag: `data-consent="pending"`. */
  readonly attributes?: string
  /** A script that runs before the snippet. */
  readonly before?: string
  /** A script that runs after it, before the SDK has come. */
  readonly after?: string
  readonly body?: string
  /** A page that was built with the npm package has none. */
  readonly snippet?: false
}

export const shopKey = 'wk_test_shop_0001'
const nonce = 'n0nce'

/** The strictest policy that a page may have and still load anything. */
const policy = (ingest: string): string =>
  [
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    "default-src 'none'",
    "style-src 'self'",
    `connect-src ${ingest}`,
    "base-uri 'none'",
  ].join('; ')

export const startShop = async (ingest: string, key = shopKey): Promise<Shop> => {
  const pages = new Map<string, string>()
  const server = createServer((request, response) => {
    const html = pages.get(new URL(request.url ?? '/', 'http://shop').pathname)
    response.writeHead(html === undefined ? 404 : 200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy(ingest),
    })
    response.end(html)
  })
  const origin = await listen(server)
  return {
    origin,
    page({ path = '/', attributes = '', before = '', after = '', body = '', ...more } = {}) {
      const snippet = more.snippet === false ? '' : snippetHtml({ origin: ingest, key, nonce })
      const script = (text: string) => (text ? `<script nonce="${nonce}">${text}</script>` : '')
      const tags = snippet.replace(' data-key', ` ${attributes} data-key`)
      pages.set(
        path,
        `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>
        ${script(violations)}${script(before)}${tags}${script(after)}</head>
        <body><h1>Shop</h1>${body}</body></html>`,
      )
      return origin + path
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** What the policy refused, and what was thrown, for the tests to see. */
const violations = `
  window.refused = []
  document.addEventListener('securitypolicyviolation', (event) => refused.push(event.violatedDirective + ' ' + event.blockedURI))
  addEventListener('error', (event) => refused.push(String(event.message)))
  addEventListener('unhandledrejection', (event) => refused.push(String(event.reason)))
`
