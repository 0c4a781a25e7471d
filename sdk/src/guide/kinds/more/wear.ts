/** What each root wears: one sheet, however often its guide is drawn. */
const worn = new WeakMap<ShadowRoot, { readonly sheet: CSSStyleSheet; css: string }>()

/**
 * Under CSS of a customer the close control has its own ground and letters, which read on each other whatever lies below, its own size,
 * and the ring of the keyboard within it. Buttons for which there is no room scroll, once the text has none left: one of them may be
 * the only way out. Their ring takes 5px. A banner scrolls as a whole.
 */
const guard = `
.close{font-size:medium;color:var(--text);background:var(--ground)}
.close:focus-visible{outline-offset:-2px}
:where(.card:not([data-layout]))>.body{flex-shrink:9999}
:where(.card:not([data-layout]))>.foot{overflow:auto;padding-block-start:5px;margin-block-start:-5px}
`

/**
 * Rules as the browser has read them, for anything but the close control. What is neither a rule nor `@media` is left out, and so are
 * rules within rules: the server has refused them, and no sheet depends on that alone.
 */
const withoutClose = (rules: CSSRuleList): string =>
  [...rules]
    .map((rule) => {
      if (rule instanceof CSSMediaRule)
        return `@media ${rule.conditionText}{${withoutClose(rule.cssRules)}}`
      return rule instanceof CSSStyleRule
        ? `:is(${rule.selectorText}):not(.close,.close *,:host){${rule.style.cssText}}`
        : ''
    })
    .join('')

const read = (css: string): string => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  return withoutClose(sheet.cssRules)
}

/** Puts the brand's CSS on the parts of a guide: in its shadow root alone, by a sheet that needs no leave from the page's policy. */
export const wear = (root: ShadowRoot, css = ''): void => {
  const before = worn.get(root)
  if ((before?.css ?? '') === css) return
  const sheet = before?.sheet ?? new CSSStyleSheet()
  sheet.replaceSync(css && read(css) + guard)
  worn.set(root, { sheet, css })
  if (!before) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
}
