import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GuidePage, guideOf, openGuidePage, startBrowser, tooltipOn } from './guide-page.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

const save = tooltipOn({ role: 'button', name: 'Save' })

const nativeDialog = {
  body: `<button id="open">Open</button>
<dialog id="dialog"><form method="dialog"><label>Name <input id="name"></label>
<button type="button" id="save">Save</button></form><p class="end">The end</p></dialog>`,
  css: 'dialog > :last-child { margin-bottom: 40px } dialog > * { margin: 0; padding: 8px }',
  script: `const dialog = document.getElementById('dialog')
document.getElementById('open').onclick = () => dialog.showModal()
dialog.addEventListener('click', (event) => { if (event.target === dialog) dialog.close() })`,
}

/** What Radix and MUI do, by hand: the body takes no pointer, Tab goes round, focus may not leave, a press outside closes. */
const trappedDialog = {
  body: `<div id="page" aria-hidden="true"><button>Behind</button></div><div id="overlay"></div>
<div id="dialog" role="dialog" aria-modal="true" aria-label="Settings" tabindex="-1"><input id="name" aria-label="Name">
<button id="save">Save</button><button id="cancel">Cancel</button></div>`,
  css: `body { pointer-events: none } #overlay { position: fixed; inset: 0; background: #0006; pointer-events: auto }
#dialog { position: fixed; left: 50%; top: 50%; transform: translate(-50%, -50%); background: white; padding: 24px; pointer-events: auto }`,
  script: `const dialog = document.getElementById('dialog'); window.closings = 0
const close = () => { window.closings++; dialog.hidden = true; dialog.style.display = 'none' }
const stops = () => [...dialog.querySelectorAll('input, button')]
document.getElementById('name').focus()
document.addEventListener('focusin', (event) => { if (!dialog.contains(event.target)) stops()[0].focus() })
document.addEventListener('focusout', (event) => { if (event.relatedTarget && !dialog.contains(event.relatedTarget)) stops()[0].focus() })
document.addEventListener('pointerdown', (event) => { if (!dialog.contains(event.target)) close() }, true)
document.addEventListener('keydown', (event) => { if (event.key === 'Escape') close() })
dialog.addEventListener('keydown', (event) => {
  if (event.key !== 'Tab') return
  event.preventDefault()
  const all = stops(); const at = all.indexOf(document.activeElement)
  all[(at + (event.shiftKey ? all.length - 1 : 1)) % all.length].focus()
})`,
}

const focusedName = `(() => { let at = document.activeElement; while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
return at?.getAttribute('aria-label') ?? at?.textContent })()`

describe('over a native modal dialog', () => {
  test('the card is live, changes no size, and Escape closes it and not the dialog', async () => {
    await using app = await openGuidePage(browser, nativeDialog)
    await app.page.locator('#open').click()
    const before = await app.page.locator('#dialog').boundingBox()
    await app.show(save)
    await app.card.waitFor()
    expect(await app.page.locator('#dialog').boundingBox()).toEqual(before)
    expect(await app.isBeside('#save')).toBe(true)
    await app.page.keyboard.press('Escape')
    await app.card.waitFor({ state: 'detached' })
    expect(await app.page.locator('#dialog').evaluate((each: HTMLDialogElement) => each.open)).toBe(
      true,
    )
    await app.page.keyboard.press('Escape')
    await app.page.locator('#dialog').waitFor({ state: 'hidden' })
  })

  test('a click in the card does not close the dialog', async () => {
    await using app = await openGuidePage(browser, nativeDialog)
    await app.page.locator('#open').click()
    await app.show(save)
    await app.card.getByText('Start here').click()
    await app.card.getByRole('button', { name: 'Got it' }).click()
    await app.hasRecorded('$guide_completed')
    expect(await app.page.locator('#dialog').evaluate((each: HTMLDialogElement) => each.open)).toBe(
      true,
    )
  })

  test('a guide of the page behind waits until the dialog closes', async () => {
    await using app = await openGuidePage(browser, nativeDialog)
    await app.page.locator('#open').click()
    await app.show(tooltipOn({ role: 'button', name: 'Open' }))
    await app.hasRecorded('$guide_missed')
    expect(await app.card.count()).toBe(0)
    await app.page.evaluate(() => document.querySelector('dialog')?.close())
    await app.card.waitFor()
  })
})

describe('in a dialog that traps focus', () => {
  test('is reached, used and left by keyboard alone, and focus goes back', async () => {
    await using app = await openGuidePage(browser, trappedDialog)
    await app.show(save)
    await app.card.waitFor()
    expect(await app.page.evaluate(focusedName)).toBe('Name')
    const walk: unknown[] = []
    for (const key of ['Tab', 'Tab', 'Tab', 'Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab', 'Tab']) {
      await app.page.keyboard.press(key)
      walk.push(await app.page.evaluate(focusedName))
    }
    expect(walk).toEqual(['Save', 'Got it', 'Close', 'Cancel', 'Close', 'Got it', 'Save', 'Got it'])
    await app.page.keyboard.press('Enter')
    await app.hasRecorded('$guide_completed')
    expect(await app.page.evaluate(focusedName)).toBe('Save')
    expect(await app.page.evaluate('window.closings')).toBe(0)
    expect(app.complaints).toEqual([])
  })

  test('Escape and clicks belong to the guide while it is there', async () => {
    await using app = await openGuidePage(browser, trappedDialog)
    await app.show(save)
    await app.card.getByText('Start here').click()
    await app.page.keyboard.press('Escape')
    await app.card.waitFor({ state: 'detached' })
    expect(await app.page.evaluate('window.closings')).toBe(0)
    await app.page.keyboard.press('Escape')
    expect(await app.page.evaluate('window.closings')).toBe(1)
  })
})

describe('beside a popover of the page', () => {
  const popover = {
    body: `<button id="save">Save</button><p></p><button popovertarget="menu" id="opens">Menu</button>
<div popover="auto" id="menu"><button>Rename</button> <input id="filter"></div>`,
    css: '#menu { inset: auto 8px 8px auto; margin: 0 }',
  }
  const isOpen = `document.getElementById('menu').matches(':popover-open')`

  test('opening a guide does not close it, and a click in the guide does not either', async () => {
    await using app = await openGuidePage(browser, popover)
    await app.page.locator('#opens').click()
    await app.show(save)
    await app.card.waitFor()
    expect(await app.page.evaluate(isOpen)).toBe(true)
    await app.card.getByText('Start here').click()
    expect(await app.page.evaluate(isOpen)).toBe(true)
    await app.card.getByRole('button', { name: 'Close' }).click()
    await app.card.waitFor({ state: 'detached' })
    expect(await app.page.evaluate(isOpen)).toBe(true)
  })

  test('a guide on something in the popover lives and goes with it', async () => {
    await using app = await openGuidePage(browser, popover)
    await app.show(tooltipOn({ role: 'button', name: 'Rename' }))
    await app.hasRecorded('$guide_missed')
    await app.page.locator('#opens').click()
    await app.card.waitFor()
    await app.card.getByText('Start here').click()
    expect(await app.page.evaluate(isOpen)).toBe(true)
    await app.page.locator('#opens').click()
    await app.card.waitFor({ state: 'hidden' })
    expect(await app.page.evaluate(isOpen)).toBe(false)
  })

  test('a popover that opens while the guide is there survives clicks in it', async () => {
    await using app = await openGuidePage(browser, popover)
    await app.show(tooltipOn({ role: 'button', name: 'Save' }, { step: { placement: 'right' } }))
    await app.card.waitFor()
    await app.page.locator('#opens').click()
    await expect
      .poll(() =>
        app.page.evaluate(() => document.querySelector('waymark-guide')?.parentElement?.id),
      )
      .toBe('menu')
    await app.card.getByText('Start here').click()
    expect(await app.page.evaluate(isOpen)).toBe(true)
    await app.page.evaluate(() => document.getElementById('menu')?.hidePopover())
    await expect
      .poll(() =>
        app.page.evaluate(() => document.querySelector('waymark-guide')?.parentElement?.localName),
      )
      .toBe('html')
    expect(await app.card.isVisible()).toBe(true)
  })
})

describe('among people at work', () => {
  const form = {
    body: `<label>Note <textarea id="note"></textarea></label> <button id="save">Save</button> <button>After</button>`,
    script: `window.blurs = 0; document.getElementById('note').addEventListener('blur', () => window.blurs++)
window.outside = 0; for (const name of ['pointerdown', 'mousedown', 'click', 'focusin', 'keydown'])
  document.addEventListener(name, (event) => { if (!['note','save'].includes(event.target.id)) window.outside++ }, true)`,
  }

  test('not a letter is lost while a guide appears and its card is clicked', async () => {
    await using app = await openGuidePage(browser, form)
    await app.page.locator('#note').focus()
    await app.page.keyboard.type('The quick ')
    await app.show(
      tooltipOn({ role: 'button', name: 'Save' }, { step: { content: [{ heading: 'One' }] } }),
    )
    await app.page.keyboard.type('brown fox ', { delay: 30 })
    await app.card.waitFor()
    await app.card.getByText('One').click()
    await app.page.keyboard.type('jumps ')
    await app.card.getByRole('button', { name: 'Close' }).click()
    await app.page.keyboard.type('over')
    expect(await app.page.locator('#note').inputValue()).toBe('The quick brown fox jumps over')
    expect(await app.page.evaluate('[window.blurs, window.outside]')).toEqual([0, 0])
  })

  test('Escape in a field or an editor of the page is the page’s, anywhere else the guide’s', async () => {
    await using app = await openGuidePage(browser, {
      body: `${form.body} <input type="search" id="find"> <div id="editor" contenteditable>Text</div>`,
      script: `window.heard = 0; addEventListener('keydown', (event) => { if (event.key === 'Escape') window.heard++ })`,
    })
    await app.show(save)
    await app.card.waitFor()
    await app.page.locator('#find').fill('query')
    await app.page.keyboard.press('Escape')
    await expect.poll(() => app.page.locator('#find').inputValue()).toBe('')
    for (const field of ['#note', '#editor']) {
      await app.page.locator(field).focus()
      await app.page.keyboard.press('Escape')
    }
    expect(await app.page.evaluate('window.heard')).toBe(3)
    expect(await app.card.isVisible()).toBe(true)
    await app.card.getByRole('button', { name: 'Got it' }).focus()
    await app.page.keyboard.press('Escape')
    await app.card.waitFor({ state: 'detached' })
    expect(await app.page.evaluate('window.heard')).toBe(3)
    expect(app.complaints).toEqual([])
  })

  test('its text is selected to be copied, unless somebody writes', async () => {
    await using app = await openGuidePage(browser, form)
    await app.show(save)
    await app.card.waitFor()
    const text = app.card.getByText('Start here')
    const selected = () => app.page.evaluate(() => String(document.getSelection()))
    await app.page.locator('#note').focus()
    await text.dblclick({ position: { x: 4, y: 8 } })
    expect(await app.page.evaluate('[window.blurs, document.activeElement.id]')).toEqual([
      0,
      'note',
    ])
    await app.page.locator('#save').focus()
    await text.dblclick({ position: { x: 4, y: 8 } })
    expect(await selected()).toContain('Start')
  })

  test('Tab goes from the target into the card and on behind the target', async () => {
    await using app = await openGuidePage(browser, form)
    await app.show(save)
    await app.card.waitFor()
    await app.page.locator('#note').focus()
    const walk: unknown[] = []
    for (const key of ['Tab', 'Tab', 'Tab', 'Tab', 'Shift+Tab']) {
      await app.page.keyboard.press(key)
      walk.push(await app.page.evaluate(focusedName))
    }
    expect(walk).toEqual(['Save', 'Got it', 'Close', 'After', 'Close'])
  })

  test('says to a screen reader what appeared, politely', async () => {
    await using app = await openGuidePage(browser, form)
    await app.show(save)
    await app.card.waitFor()
    const live = app.page.locator('waymark-guide [aria-live=polite]')
    await expect.poll(() => live.textContent()).toContain('Create your first product')
  })

  test('says each further step, too', async () => {
    await using app = await openGuidePage(browser, form)
    const steps = ['Name it', 'Then save it'].map((heading) => ({
      content: [{ heading }, { button: { label: 'Next', action: { next: true } } } as const],
    }))
    await app.show({ ...save, steps })
    const live = app.page.locator('waymark-guide [aria-live=polite]')
    await expect.poll(() => live.textContent()).toContain('Name it')
    await app.card.getByRole('button', { name: 'Next' }).click()
    await expect.poll(() => live.textContent()).toContain('Then save it')
    expect(await live.textContent()).not.toContain('Name it')
  })
})

describe('while the page shows something in full screen', () => {
  const board = {
    body: '<button id="save">Save</button><div id="board"><button id="pen">Pen</button></div>',
    css: '#board { background: #fee }',
    script: `const go = (event) => { if (event.key === 'f') document.getElementById('board').requestFullscreen() }
addEventListener('keydown', go)`,
  }
  const isOnTop = (app: GuidePage): Promise<boolean> =>
    app.card.evaluate((card) => {
      const { left, top } = card.getBoundingClientRect()
      return document.elementFromPoint(left + 20, top + 20)?.localName === 'waymark-guide'
    })

  test('a guide on something in it comes on top again', async () => {
    await using app = await openGuidePage(browser, board)
    await app.show(tooltipOn({ role: 'button', name: 'Pen' }))
    await app.card.waitFor()
    await app.page.keyboard.press('f')
    await app.page.waitForFunction(() => document.fullscreenElement)
    await expect.poll(() => isOnTop(app)).toBe(true)
    expect(await app.isBeside('#pen')).toBe(true)
  })

  test('a card that stands in the page waits until it is over', async () => {
    await using app = await openGuidePage(browser, board)
    await app.show(guideOf('slideout'))
    await app.card.waitFor()
    await app.page.keyboard.press('f')
    await app.card.waitFor({ state: 'hidden' })
    await app.page.evaluate(() => document.exitFullscreen())
    await app.card.waitFor()
    expect(await isOnTop(app)).toBe(true)
  })
})

test('guides are not printed', async () => {
  await using app = await openGuidePage(browser, { body: '<button id="save">Save</button>' })
  await app.show(save)
  await app.card.waitFor()
  await app.page.emulateMedia({ media: 'print' })
  await app.card.waitFor({ state: 'hidden' })
})

describe('in a hostile page', () => {
  test('its look is its own, and nothing of the page changes', async () => {
    const css = `* { letter-spacing: .3em !important; text-transform: uppercase !important; font-size: 31px !important; color: red !important }
html { font-size: 40px } body > div:empty, html > :not(head, body) { display: none !important; opacity: 0 !important }
button { transform: rotate(4deg); all: unset } h2 { display: none !important } :last-child { margin-bottom: 33px }`
    await using app = await openGuidePage(browser, {
      body: '<button id="save">Save</button><p id="text">text</p>',
      css,
    })
    const before = await app.page.locator('p#text').boundingBox()
    await app.show(save)
    await app.card.waitFor()
    const look = await app.card.getByText('Create your').evaluate((heading) => {
      const { letterSpacing, textTransform, fontSize, color } = getComputedStyle(heading)
      return { letterSpacing, textTransform, fontSize, color }
    })
    expect(look).toEqual({
      letterSpacing: expect.stringMatching(/^-0\.0/),
      textTransform: 'none',
      fontSize: expect.stringMatching(/^15\.99|^16/),
      color: 'rgb(22, 33, 29)',
    })
    expect(await app.page.locator('p#text').boundingBox()).toEqual(before)
  })

  test('finds its target in shadow roots and in frames of the same site', async () => {
    const script = `const host = document.getElementById('host'); const root = host.attachShadow({ mode: 'open' })
const inner = document.createElement('x-inner'); root.append(inner)
const button = document.createElement('button'); button.id = 'deep'; button.append('Deep')
inner.attachShadow({ mode: 'open' }).append(button)`
    await using app = await openGuidePage(browser, {
      body: '<p>text</p><x-host id="host"></x-host><button>Save</button>',
      script,
    })
    await app.show(tooltipOn({ role: 'button', name: 'Deep', id: 'deep' }))
    await app.card.waitFor()
    expect(await app.isBeside('#deep')).toBe(true)
  })
})

/** Closes what it has opened by Escape as many libraries do: heard at the document, told by an attribute, gone when it has faded. */
const menuPage = {
  body: `<button id="save">Save</button><button id="more" aria-haspopup="menu" aria-expanded="false">More</button>
<div role="menu" id="menu" data-state="closed"><button role="menuitem">Archive</button></div>
<button id="details" aria-expanded="false">Details</button><p id="part" hidden>Much more to read</p>`,
  css: `body { padding: 40px } button { display: block; margin: 8px } #more, #menu { margin-left: 500px } #details { margin-top: 200px }
[role=menu][data-state=closed] { visibility: hidden; opacity: 0; transition: opacity .1s, visibility .1s }`,
  script: `const [menu, more, details] = ['menu', 'more', 'details'].map((id) => document.getElementById(id)); window.heard = 0
const set = (open) => { menu.dataset.state = open ? 'open' : 'closed'; more.ariaExpanded = String(open) }
more.onclick = () => set(menu.dataset.state === 'closed')
details.onclick = () => { const open = details.ariaExpanded === 'false'; details.ariaExpanded = String(open); document.getElementById('part').hidden = !open }
document.addEventListener('keydown', (event) => { if (event.key === 'Escape') { window.heard++; if (menu.dataset.state === 'open') set(false) } })`,
}

describe('what the page opened is left by Escape in the order in which it was opened', () => {
  test('a menu that came after the guide goes first, as often as it is opened again', async () => {
    await using app = await openGuidePage(browser, menuPage)
    await app.show(save)
    await app.card.waitFor()
    for (const _ of [1, 2]) {
      await app.page.locator('#more').click()
      await app.page.locator('#menu').waitFor()
      await app.page.keyboard.press('Escape')
      await app.page.locator('#menu').waitFor({ state: 'hidden' })
    }
    expect(await app.card.isVisible()).toBe(true)
    await app.page.keyboard.press('Escape')
    await app.card.waitFor({ state: 'detached' })
    expect(await app.page.evaluate('window.heard')).toBe(2)
  })

  test('so does the menu of the very button that the guide points at, which says no more than that it is expanded', async () => {
    await using app = await openGuidePage(browser, {
      body: '<button id="save" aria-expanded="false">Save</button><ul id="ways" hidden><li>Save as</li></ul>',
      css: 'body { padding: 40px } ul { position: absolute; left: 600px }',
      script: `const [save, ways] = ['save', 'ways'].map((id) => document.getElementById(id))
const set = (open) => { save.ariaExpanded = String(open); ways.hidden = !open }
save.onclick = () => set(ways.hidden)
addEventListener('keydown', (event) => { if (event.key === 'Escape') set(false) })`,
    })
    await app.show(save)
    await app.card.waitFor()
    await app.page.locator('#save').click()
    await app.page.keyboard.press('Escape')
    await app.page.locator('#ways').waitFor({ state: 'hidden' })
    expect(await app.card.isVisible()).toBe(true)
    await app.page.keyboard.press('Escape')
    await app.card.waitFor({ state: 'detached' })
  })

  test('a menu that was open before the guide stays until the guide has gone', async () => {
    await using app = await openGuidePage(browser, menuPage)
    await app.page.locator('#more').click()
    await app.show(save)
    await app.card.waitFor()
    await app.page.keyboard.press('Escape')
    await app.card.waitFor({ state: 'detached' })
    expect(await app.page.locator('#menu').isVisible()).toBe(true)
    expect(await app.page.evaluate('window.heard')).toBe(0)
  })

  test('a button that has only unfolded something takes no Escape from the guide', async () => {
    await using app = await openGuidePage(browser, menuPage)
    await app.show(save)
    await app.card.waitFor()
    await app.page.locator('#details').click()
    await app.page.keyboard.press('Escape')
    await app.card.waitFor({ state: 'detached' })
    expect(await app.page.locator('#part').isVisible()).toBe(true)
  })

  test('a list that the page draws later, and never closes, takes none either', async () => {
    await using app = await openGuidePage(browser, menuPage)
    await app.show(save)
    await app.card.waitFor()
    await app.page.evaluate(() => {
      const list = Object.assign(document.createElement('ul'), { role: 'listbox' })
      list.append('One')
      document.body.append(list)
    })
    await app.page.keyboard.press('Escape')
    await app.card.waitFor({ state: 'detached' })
    expect((await app.events()).at(-1)?.properties).toMatchObject({ by: 'escape' })
  })

  test('in a dialog, a part that is unfolded there leaves the Escape to the guide, and a menu takes it', async () => {
    const { body, script } = nativeDialog
    await using app = await openGuidePage(browser, {
      ...nativeDialog,
      body: body.replace(
        '</form>',
        `<button type="button" id="advanced" aria-expanded="false">Advanced</button>
<button type="button" id="pick" popovertarget="list">Pick</button><div popover id="list">Monthly</div></form>`,
      ),
      script: `${script}
document.getElementById('advanced').onclick = (event) => { event.target.ariaExpanded = 'true' }`,
    })
    const dialog = app.page.locator('#dialog')
    await app.page.locator('#open').click()
    await app.show(save)
    await app.card.waitFor()
    await app.page.locator('#pick').click()
    await app.page.locator('#list').waitFor()
    await app.page.keyboard.press('Escape')
    await app.page.locator('#list').waitFor({ state: 'hidden' })
    await app.card.waitFor()
    await app.page.locator('#advanced').click()
    await app.page.keyboard.press('Escape')
    await app.card.waitFor({ state: 'detached' })
    expect(await dialog.evaluate((each: HTMLDialogElement) => each.open)).toBe(true)
  })

  test.each([
    ['native', ''],
    ['drawn by the page', 'select, ::picker(select) { appearance: base-select }'],
  ])('the list of a select that is %s goes first', async (_name, css) => {
    await using app = await openGuidePage(browser, {
      body: '<button id="save">Save</button><select id="plan"><option>Team</option><option>Firm</option></select>',
      css: `body { padding: 40px } select { margin-left: 300px } ${css}`,
    })
    const isListOpen = () => app.page.locator('#plan').evaluate((each) => each.matches(':open'))
    await app.show(save)
    await app.card.waitFor()
    await app.page.locator('#plan').click()
    await expect.poll(isListOpen).toBe(true)
    await app.page.keyboard.press('Escape')
    await expect.poll(isListOpen).toBe(false)
    expect(await app.card.isVisible()).toBe(true)
    await app.page.keyboard.press('Escape')
    await app.card.waitFor({ state: 'detached' })
  })
})
