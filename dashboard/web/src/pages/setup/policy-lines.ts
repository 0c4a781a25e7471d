/**
 * A policy as one line per directive, to be added to the host's own. Who bundles the SDK has no inline script whose hash the
 * policy would have to name.
 */
export const policyLines = (csp: string, way: string): string =>
  csp
    .split(';')
    .map((directive) => directive.trim())
    .filter((directive) => directive !== '')
    .map((directive) => (way === 'tag' ? directive : directive.replaceAll(/ 'sha\d+-[^']+'/g, '')))
    .join('\n')
