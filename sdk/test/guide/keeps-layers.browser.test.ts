import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { guideOf, openGuidePage, startBrowser, tooltipOn } from './guide-page.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

/** Something that lies over the page and says so by nothing: no role, no attribute. What it hears of the focus is written down. */
const layer = (behaviour: string) => ({
  body: `<input id="behind" aria-label="Behind"><div id="layer" class="layer"><input id="field" aria-label="Field">
<button id="inside">Inside</button><input id="next" aria-label="Next one"></div>`,
  css: '.layer { position: fixed; left: 300px; top: 100px; padding: 20px; background: #eee }',
  script: `const layer = document.getElementById('layer'); const field = document.getElementById('field')
window.heard = []
for (const name of ['focusin', 'focusout']) layer.addEventListener(name, (event) => heard.push(name + ' ' + event.target.id))
${behaviour}; field.focus(); heard.length = 0`,
})

const layers = [
  [
    'takes the focus back, by listening for focus',
    "document.addEventListener('focus', (event) => { if (!layer.contains(event.target)) field.focus() }, true)",
  ],
  [
    'takes the focus back a moment after it has gone',
    "document.addEventListener('focusout', () => setTimeout(() => { if (!layer.contains(document.activeElement)) field.focus() }))",
  ],
  [
    'closes when the focus goes elsewhere',
    "layer.addEventListener('focusout', (event) => { if (!layer.contains(event.relatedTarget)) layer.remove() })",
  ],
] as const

const ask = (id: string) =>
  ({ content: [{ question: { id, ask: 'Why?', type: 'text' } }] }) as const
const write = (id: string) =>
  ({ content: [{ input: { id, label: 'Why?', type: 'text' } }] }) as const
const survey = guideOf('survey', {}, { steps: [ask('first'), ask('second')] })
const tooltip = tooltipOn(
  { role: 'button', name: 'Inside' },
  { steps: [write('first'), write('second')] },
)

describe.each([survey, tooltip])('a $type beside a layer of the page', (guide) => {
  test.each(layers)('that %s: is written in, and the layer stays', async (_name, behaviour) => {
    await using app = await openGuidePage(browser, layer(behaviour))
    await app.show(guide)
    for (const answer of ['First answer', 'Second answer']) {
      const field = app.box.getByRole('textbox')
      await field.click()
      await app.page.keyboard.type(answer, { delay: 5 })
      expect(await field.inputValue()).toBe(answer)
      await app.box.getByRole('button', { name: /^(Next|Done)$/ }).click()
    }
    await app.hasRecorded('$guide_completed')
    await app.box.waitFor({ state: 'detached' })
    await expect.poll(() => app.page.evaluate('document.activeElement.id')).toBe('field')
    expect(await app.page.locator('#inside').isVisible()).toBe(true)
    expect(app.complaints).toEqual([])
  })
})

describe('what had the focus before the guide', () => {
  const heard = "heard.splice(0).join(', ')"

  test('hears that it has lost it once it goes on in the page, as if it went there at once', async () => {
    await using app = await openGuidePage(browser, layer(''))
    await app.show(survey)
    await app.box.getByRole('textbox').click()
    expect(await app.page.evaluate(heard)).toBe('')
    await app.page.locator('#next').click()
    expect(await app.page.evaluate(heard)).toBe('focusout field, focusin next')
    await app.page.locator('#behind').click()
    expect(await app.page.evaluate(heard)).toBe('focusout next')
  })

  test('hears it where the focus goes nowhere', async () => {
    await using app = await openGuidePage(browser, layer(''))
    await app.show(survey)
    await app.box.getByRole('textbox').click()
    await app.page.mouse.click(20, 400)
    expect(await app.page.evaluate(heard)).toBe('focusout field')
  })
})
