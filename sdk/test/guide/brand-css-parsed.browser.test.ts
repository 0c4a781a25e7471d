import { checkCss } from '@waymark/schemas'
import fc from 'fast-check'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openGuidePage, startBrowser } from './guide-page.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

const junk = fc.constantFrom(
  ...['/*', '*/', '/**/', ';', '}', '{', '"', "'", '(', ')', '[', ']', '\\', '\n', '\f', '\r'],
  ...['url(x)', 'url(', 'src("x")', '@import "x";', '<!--', '-->', '&', '.close', '*', ',', '--x:'],
  ...['display:none', 'opacity:0', '@media all{', '.card{', '\u00a0', '\ufeff', 'é', '|', '#', '@'],
  ...['\0', '!'],
)
const rule = fc.constantFrom(
  ...['.card{color:#111;background:#fff}', '.primary{border-radius:9px}', 'h2{font-family:"A b"}'],
  ...[
    '@media (max-width:9px){p{color:red}}',
    '.foot,.body{padding:2px;}',
    '.pill{color:red;',
    'a{',
  ],
)
const pieces = fc.array(fc.oneof({ arbitrary: rule, weight: 3 }, junk), { maxLength: 7 })

/** Selectors, names of properties, and whatever else there is, as the browser reads it. */
const readByBrowser = async (texts: readonly string[]): Promise<readonly string[]> => {
  await using app = await openGuidePage(browser, { body: '' })
  return await app.page.evaluate((all) => {
    const namesIn = (rules: CSSRuleList): string[] =>
      [...rules].flatMap((each) => {
        if (each instanceof CSSMediaRule) return namesIn(each.cssRules)
        const isPlain = each instanceof CSSStyleRule && each.cssRules.length === 0
        return isPlain ? [`${each.selectorText}{`, ...each.style] : [each.cssText]
      })
    const found = all.flatMap((text) => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(text)
      return namesIn(sheet.cssRules)
    })
    return [...new Set(found)]
  }, texts)
}

test('what passes the check means the same to the browser: rules for parts, and nothing that fetches or hides', async () => {
  const taken = fc
    .sample(pieces, { numRuns: 6000, seed: 20261123 })
    .map((each) => each.join(''))
    .filter((text) => text && checkCss(text).faults.length === 0)
  expect(taken.length).toBeGreaterThan(500)
  const read = await readByBrowser(taken)
  const selectors = read.filter((one) => one.endsWith('{'))
  expect(new Set(selectors)).toEqual(
    new Set(['.card{', '.foot, .body{', '.pill{', '.primary{', 'a{', 'h2{', 'p{']),
  )
  const harmless = /^(color|background|border|font-family|padding)[\w-]*$/
  expect(read.filter((one) => !one.endsWith('{') && !harmless.test(one))).toEqual([])
})
