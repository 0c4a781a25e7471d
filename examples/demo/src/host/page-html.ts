/** The files that the build made, by what they are for. */
export interface BuiltFiles {
  readonly app: string
  readonly inbox: string
  readonly style: string
  readonly font: string
}

export interface PageParts {
  readonly title: string
  readonly description: string
  readonly nonce: string
  readonly script: string
  readonly files: BuiltFiles
  /** The two tags, as Setup prints them. */
  readonly snippet?: string
}

/** What a template engine does in a host app: the page's nonce goes into the tags, and nothing else changes. */
const withNonce = (snippet: string, nonce: string): string =>
  snippet.replaceAll('<script', `<script nonce="${nonce}"`)

/** A page of the demo. Every part is ours: nothing of a request is in it but what was checked before. */
export const pageHtml = ({
  title,
  description,
  nonce,
  script,
  files,
  snippet,
}: PageParts): string =>
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${description}">
<title>${title}</title>
<link rel="icon" href="/demo/files/icon.svg">
<link rel="preload" as="font" type="font/woff2" crossorigin href="/demo/files/${files.font}">
<link rel="stylesheet" href="/demo/files/${files.style}">
${snippet === undefined ? '' : withNonce(snippet, nonce)}
<script type="module" nonce="${nonce}" src="/demo/files/${script}"></script>
</head>
<body><div id="root"></div></body>
</html>
`
