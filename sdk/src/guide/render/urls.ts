const linkSchemes = new Set(['https:', 'http:', 'mailto:'])

/** May a guide lead there? https, http, mailto, and addresses within the page's site. */
export const isSafeUrl = (url: string): boolean => linkSchemes.has(schemeOf(url) ?? '')

/** May a guide show a picture or a video from there? */
export const isFileUrl = (url: string): boolean => /^https?:$/.test(schemeOf(url) ?? '')

/** The browser's own parser decides what the scheme is; hidden tabs and line ends do not fool it. */
const schemeOf = (url: string): string | undefined => {
  try {
    return new URL(url, 'https://page.invalid/').protocol
  } catch {
    return undefined
  }
}

/** Uploaded files are served by ingest; everything else is where it says. */
export const fileUrl = (src: string, baseUrl: string): string =>
  src.startsWith('/sdk/') ? baseUrl + src : src
