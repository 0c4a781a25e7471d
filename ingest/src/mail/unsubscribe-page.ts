const style = `body{margin:0;font:16px/24px system-ui,sans-serif;background:#f2f3f6;color:#1f2430}
main{max-width:26rem;margin:12vh auto;padding:2rem;background:#fff;border-radius:8px}
h1{font-size:20px;line-height:28px;margin:0 0 .5rem}
button{font:inherit;font-weight:600;padding:.625rem 1.25rem;border:0;border-radius:6px;background:#1f2430;color:#fff;cursor:pointer}
@media (prefers-color-scheme:dark){body{background:#14161b;color:#e7e9ee}main{background:#1e2128}button{background:#e7e9ee;color:#14161b}}`

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (c) => escapes[c] ?? '')

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${style}</style>
</head>
<body><main><h1>${title}</h1>${body}</main></body>
</html>
`

/** Asks first: programs that follow every link of a mail must not unsubscribe anybody. Posts to where it stands. */
export const confirmPage = (address: string): string =>
  page(
    'Unsubscribe?',
    `<p>${escaped(address)} gets no more of these e-mails. What is part of using the product, such as a receipt, still comes.</p>
<form method="post"><button type="submit" name="List-Unsubscribe" value="One-Click">Unsubscribe</button></form>`,
  )

export const donePage = (address: string): string =>
  page('You are unsubscribed', `<p>${escaped(address)} gets no more of these e-mails.</p>`)

export const brokenPage = page(
  'This link does not work',
  '<p>It is not complete, or it is not one of ours. Try the one in the e-mail itself.</p>',
)

/** Nothing is loaded, nothing runs, nobody frames it, and the address stays here. */
export const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
} as const
