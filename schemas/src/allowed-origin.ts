/** As browsers say an origin: in small letters, without a slash at its end and without the port that goes without saying. */
const plainOrigin = (origin: string): string =>
  origin
    .toLowerCase()
    .replace(/\/$/, '')
    .replace(/^(https:.*):443$/, '$1')
    .replace(/^(http:.*):80$/, '$1')

/** Whether what a key allows covers an origin: `https://*.example.com` is every host below example.com, not that one itself. */
export const coversOrigin = (allowed: string, origin: string): boolean => {
  const said = plainOrigin(origin)
  const [scheme = '', below] = plainOrigin(allowed).split('*')
  if (below === undefined) return scheme === said
  const between = said.length - scheme.length - below.length
  return between > 0 && said.startsWith(scheme) && said.endsWith(below)
}
