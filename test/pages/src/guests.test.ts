import { startBrowser } from '@waymark/test/support'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, type ExpectStatic, expect, test } from 'vitest'
import { type Guest, guideOf, openGuest, step } from './page/open-guest.ts'
import { libraries } from './pages/libraries.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

/** Libraries look where the focus went a task later: nobody presses Tab twice within one. */
const pressTab = async (guest: Guest): Promise<void> => {
  await guest.page.keyboard.press('Tab')
  await guest.page.evaluate(() => new Promise((resolve) => setTimeout(resolve)))
}

/** Presses Tab until this has the focus; fails where it never has. */
const tabTo = async (guest: Guest, name: string): Promise<void> => {
  for (let presses = 0; presses < 40; presses++) {
    await pressTab(guest)
    if ((await guest.focused()) === name) return
  }
  expect(await guest.focused()).toBe(name)
}

/** Opens the page's own dialog as a person does. Tests side by side bring an `expect` of their own: the common one knows of one test at a time. */
const openDialog = async (guest: Guest, ofTest: ExpectStatic = expect): Promise<void> => {
  await guest.marked('invite').click()
  await guest.marked('send').waitFor()
  await ofTest.poll(() => stableLayout(guest)).toBe(true)
}

/** Libraries move and fade for a moment. */
const stableLayout = async (guest: Guest): Promise<boolean> => {
  const before = await guest.layout()
  await guest.page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  )
  return before === (await guest.layout())
}

/** Listens at the window from its start on, before any guest can: Escape closes its dialog together with the tooltip. */
const hearsFirst: ReadonlySet<string> = new Set(['mantine'])

/** Listens at the window for presses since its menu has opened, before the guest does: one in a tooltip closes the menu. */
const feelsFirst: ReadonlySet<string> = new Set(['antd'])

const isOpen = (guest: Guest): Promise<boolean> => guest.marked('send').isVisible()

const expectSilence = async (guest: Guest): Promise<void> => {
  expect(await guest.complaints()).toEqual([])
}

describe.each(libraries)('a guest on a page of %s', (library) => {
  test.each([
    ['tooltip', async (guest: Guest) => guideOf('tooltip', await guest.at('new'))],
    ['modal', async () => guideOf('modal', step)],
    ['slideout', async () => guideOf('slideout', step)],
    ['banner', async () => guideOf('banner', step)],
  ] as const)(
    'a %s moves nothing, is on top, and is used and left by keyboard',
    async (_kind, make) => {
      await using guest = await openGuest(browser, library)
      await expect.poll(() => stableLayout(guest)).toBe(true)
      const before = await guest.layout()
      await guest.show(await make(guest))
      await guest.card.waitFor()
      expect(await guest.layout()).toBe(before)
      expect(await guest.isOnTop()).toBe(true)
      await tabTo(guest, 'Got it')
      await guest.page.keyboard.press('Enter')
      await guest.hasRecorded('$guide_completed')
      await guest.card.waitFor({ state: 'detached' })
      expect(await guest.layout()).toBe(before)
      await expectSilence(guest)
    },
  )

  test('a hotspot moves nothing, opens by click and closes by Escape', async () => {
    await using guest = await openGuest(browser, library)
    await expect.poll(() => stableLayout(guest)).toBe(true)
    const before = await guest.layout()
    await guest.show({ ...guideOf('hotspot', await guest.at('new')), hotspot: { label: 'News' } })
    const spot = guest.page.locator('waymark-guide').getByRole('button', { name: 'News' })
    await spot.click()
    await guest.card.waitFor()
    expect(await guest.layout()).toBe(before)
    await guest.page.keyboard.press('Escape')
    await guest.card.waitFor({ state: 'hidden' })
    await expectSilence(guest)
  })

  test('a tour goes from the page into its dialog and on', async () => {
    await using guest = await openGuest(browser, library)
    const next = { content: [{ button: { label: 'Next', action: { next: true } } }] } as const
    const first = await guest.at('invite', { advance: { click: true }, ...next })
    await openDialog(guest)
    const second = await guest.at('send')
    await guest.marked('cancel').click()
    await guest.marked('send').waitFor({ state: 'hidden' })
    await guest.show(guideOf('tour', first, second))
    await guest.card.waitFor()
    await guest.marked('invite').click()
    await guest.card.getByText('Start here.').waitFor()
    expect(await guest.isOnTop()).toBe(true)
    await guest.card.getByRole('button', { name: 'Got it' }).click()
    await guest.hasRecorded('$guide_completed')
    expect(await isOpen(guest)).toBe(true)
    await expectSilence(guest)
  })

  describe('while its dialog is open', () => {
    test('a tooltip in it changes no size, and neither appearing nor a click in it closes the dialog', async () => {
      await using guest = await openGuest(browser, library)
      await openDialog(guest)
      const before = await guest.layout()
      await guest.show(guideOf('tooltip', await guest.at('send')))
      await guest.card.waitFor()
      expect(await guest.layout()).toBe(before)
      expect(await guest.isOnTop()).toBe(true)
      await guest.card.getByText('Start here.').click()
      expect(await isOpen(guest)).toBe(true)
      await guest.card.getByRole('button', { name: 'Got it' }).click()
      await guest.hasRecorded('$guide_completed')
      await guest.card.waitFor({ state: 'detached' })
      expect(await isOpen(guest)).toBe(true)
      await expectSilence(guest)
    })

    test('what is typed into the dialog arrives while the tooltip comes, and the dialog stays usable', async () => {
      await using guest = await openGuest(browser, library)
      await openDialog(guest)
      const field = guest.page.locator('[data-truth=email]')
      await field.click()
      await guest.page.keyboard.type('ann')
      await guest.show(guideOf('tooltip', await guest.at('send')))
      await guest.page.keyboard.type('@exam', { delay: 40 })
      await guest.card.waitFor()
      await guest.page.keyboard.type('ple.com')
      expect(await field.evaluate((each) => (each as HTMLInputElement).value)).toBe(
        'ann@example.com',
      )
      await guest.marked('cancel').click()
      await guest.marked('send').waitFor({ state: 'hidden' })
      await guest.card.waitFor({ state: 'hidden' })
      await expectSilence(guest)
    })

    test('the tooltip is reached, used and left by keyboard, and focus goes back into the dialog', async () => {
      await using guest = await openGuest(browser, library)
      await openDialog(guest)
      await guest.page.locator('[data-truth=email]').click()
      await guest.show(guideOf('tooltip', await guest.at('send')))
      await guest.card.waitFor()
      await tabTo(guest, 'send')
      await pressTab(guest)
      expect(await guest.focused()).toBe('Got it')
      await guest.page.keyboard.press('Enter')
      await guest.hasRecorded('$guide_completed')
      await expect.poll(() => guest.focused()).toBe('send')
      expect(await isOpen(guest)).toBe(true)
      await expectSilence(guest)
    })

    test('Escape closes the tooltip, and the next one the dialog', async () => {
      await using guest = await openGuest(browser, library)
      await openDialog(guest)
      await guest.page.locator('[data-truth=email]').click()
      await guest.show(guideOf('tooltip', await guest.at('send')))
      await guest.card.waitFor()
      await guest.page.keyboard.press('Escape')
      await guest.card.waitFor({ state: 'detached' })
      expect(await isOpen(guest)).toBe(!hearsFirst.has(library))
      if (await isOpen(guest)) await guest.page.keyboard.press('Escape')
      await guest.marked('send').waitFor({ state: 'hidden' })
      await expectSilence(guest)
    })
  })

  test('its open menu stays open beside a tooltip on one of its items, also when that is clicked', async () => {
    await using guest = await openGuest(browser, library)
    await guest.marked('more').click()
    await guest.marked('duplicate').waitFor()
    await expect.poll(() => stableLayout(guest)).toBe(true)
    await guest.show(guideOf('tooltip', await guest.at('duplicate')))
    await guest.card.waitFor()
    expect(await guest.isOnTop()).toBe(true)
    await guest.card.getByText('Start here.').click()
    expect(await guest.marked('duplicate').isVisible()).toBe(true)
    await guest.card.getByRole('button', { name: 'Got it' }).click()
    await guest.hasRecorded('$guide_completed')
    expect(await guest.marked('duplicate').isVisible()).toBe(true)
    await expectSilence(guest)
  })

  test.skipIf(feelsFirst.has(library))(
    'what is written in a tooltip on an item of its open menu arrives there, and the menu stays',
    async () => {
      await using guest = await openGuest(browser, library)
      await guest.marked('more').click()
      await guest.marked('duplicate').waitFor()
      await expect.poll(() => stableLayout(guest)).toBe(true)
      const input = { id: 'why', label: 'Why?', type: 'text' } as const
      const content = [...step.content, { input }]
      await guest.show(guideOf('tooltip', await guest.at('duplicate', { content })))
      const field = guest.card.getByRole('textbox')
      await field.click()
      await guest.page.keyboard.type('To try it', { delay: 5 })
      expect(await field.inputValue()).toBe('To try it')
      expect(await guest.marked('duplicate').isVisible()).toBe(true)
      await expectSilence(guest)
    },
  )

  test('Escape closes its menu that was opened after the tooltip, and the next one the tooltip', async () => {
    await using guest = await openGuest(browser, library)
    await guest.show(guideOf('tooltip', await guest.at('new')))
    await guest.card.waitFor()
    await guest.marked('more').click()
    await guest.marked('duplicate').waitFor()
    await expect.poll(() => stableLayout(guest)).toBe(true)
    await guest.page.keyboard.press('Escape')
    await guest.marked('duplicate').waitFor({ state: 'hidden' })
    await expect.poll(() => stableLayout(guest)).toBe(true)
    // Some lay an unseen sheet over the page while their menu is open: the tooltip comes back once that has gone.
    await guest.card.waitFor()
    await guest.page.keyboard.press('Escape')
    await guest.card.waitFor({ state: 'detached' })
    await expectSilence(guest)
  })

  test.each([
    ['on a phone of 320 px', { width: 320, height: 640 }],
    ['at 200 % zoom', { width: 640, height: 400 }],
    ['from right to left', { width: 1000, height: 700, html: 'lang="ar" dir="rtl"' }],
    [
      'with a huge font, zoomed and scaled by styles',
      { css: 'html{font-size:40px} body{zoom:1.3} main{transform:scale(.9)}' },
    ],
    [
      'under styles for everything',
      {
        css: '*{letter-spacing:.2em!important;text-transform:uppercase!important;max-width:400px!important}:last-child{margin-bottom:9px}',
      },
    ],
  ])(
    'a tooltip %s is all on the screen, off its target, and moves nothing',
    async (_name, options) => {
      await using guest = await openGuest(browser, library, options)
      await guest.marked('save').scrollIntoViewIfNeeded()
      await expect.poll(() => stableLayout(guest)).toBe(true)
      const before = await guest.layout()
      await guest.show(guideOf('tooltip', await guest.at('save')))
      await guest.card.waitFor()
      expect(await guest.layout()).toBe(before)
      expect(await guest.isOnTop()).toBe(true)
      const [card, target] = await Promise.all([
        guest.card.boundingBox(),
        guest.marked('save').boundingBox(),
      ])
      const size = guest.page.viewportSize()
      if (!card || !target || !size) throw new Error('nothing to compare')
      expect(Math.min(card.x, card.y)).toBeGreaterThanOrEqual(0)
      expect(card.x + card.width).toBeLessThanOrEqual(size.width)
      expect(card.y + card.height).toBeLessThanOrEqual(size.height)
      const apart = [
        ...[target.y - card.y - card.height, card.y - target.y - target.height],
        ...[target.x - card.x - card.width, card.x - target.x - target.width],
      ]
      expect(Math.max(...apart)).toBeGreaterThan(0)
      await expectSilence(guest)
    },
  )
})

// They wait most of their time: side by side.
describe.concurrent('while a dialog is open', () => {
  test.for(libraries)(
    'a modal waits on a page of %s until it has closed',
    async (library, { expect }) => {
      await using guest = await openGuest(browser, library)
      await openDialog(guest, expect)
      await guest.show(guideOf('modal', step))
      await guest.hasRecorded('$guide_missed')
      expect(await guest.card.count()).toBe(0)
      await guest.marked('cancel').click()
      await guest.card.waitFor()
      expect(await guest.isOnTop()).toBe(true)
      expect(await guest.complaints()).toEqual([])
    },
  )
})
