/**
 * What the CSS of a brand may name: the classes of what guides draw. They are a promise, listed in `docs/definitions/brand.md`; the
 * SDK's tests hold them against what is drawn.
 */
export const cssParts = [
  ...['card', 'body', 'foot', 'primary', 'quiet', 'dots', 'columns', 'field'],
  ...['launch', 'pill', 'spot-button'],
  ...['tasks', 'task', 'tick'],
  ...['ask', 'scale', 'choice', 'ends'],
  ...['posts', 'post', 'when', 'fresh', 'reactions'],
  ...['search', 'items', 'item'],
] as const

/** Others stand in them, with colours of their own. */
export const cssContainers: ReadonlySet<string> = new Set([
  ...['card', 'body', 'foot', 'columns', 'field', 'tasks', 'posts', 'post', 'items'],
])

/** Of a part: a task that is done, the one that comes next, a dot of a step. */
export const cssStates: ReadonlySet<string> = new Set(['done', 'next', 'passed', 'here'])

export const cssElements: ReadonlySet<string> = new Set([
  ...['h2', 'h3', 'p', 'a', 'ul', 'ol', 'li', 'strong', 'em', 'b', 'code', 'img', 'video'],
  ...['button', 'input', 'textarea', 'label', 'fieldset', 'legend', 'progress'],
])

export const cssPseudoClasses: ReadonlySet<string> = new Set([
  ...['hover', 'active', 'focus', 'focus-visible', 'disabled', 'checked'],
  ...['first-child', 'last-child', 'only-child', 'first-of-type', 'last-of-type'],
])

/** Colours and corners that guides have from their theme, other ones in the dark. */
export const cssTokens: ReadonlySet<string> = new Set([
  ...['--ground', '--line', '--text', '--text-2', '--quiet'],
  ...['--accent', '--accent-hover', '--on-accent', '--accent-text', '--blaze', '--radius'],
])
