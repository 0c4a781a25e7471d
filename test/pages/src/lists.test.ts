import { startBrowser } from '@waymark/test/support'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lists } from './lists/list-page.ts'
import { meant, rows, type Scene, scenes } from './lists/rows.ts'
import { type Guest, guideOf, openList, step } from './page/open-guest.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

/** Named for their row by an address and a test id. */
const named = ['open', 'share'].map((part) => `${part}-${meant.slug}`)
/** Named by what is a record's own, and so is not kept. */
const unnamed = `choose-${meant.slug}`
/** Named alike in every row. Each visitor has other records: it means such a control, which can be told while there is only one. */
const alike = `edit-${meant.slug}`

const show = (guest: Guest, { rows: shown, at = 0 }: Omit<Scene, 'name'>) =>
  guest.page.evaluate(([all, top]) => window.list.show(all, top), [shown, at] as const)

/** The mark that is right for each target now; `none` where showing nothing is right. */
const answers = async (guest: Guest, { rows: [only, another] }: Pick<Scene, 'rows'>) => {
  const [open, share] = await Promise.all(
    named.map((mark) => guest.marked(mark).first().isVisible()),
  )
  return {
    [named[0] ?? '']: open ? named[0] : 'none',
    [named[1] ?? '']: share ? named[1] : 'none',
    [unnamed]: 'none',
    [alike]: only && !another ? `edit-${only.slug}` : 'none',
  }
}

describe.each(lists)('a list that draws only the rows in view, by %s', (library) => {
  test('a control of a row is found in that row or refused, never in another', async () => {
    await using guest = await openList(browser, library)
    await show(guest, { rows })
    const targets = await guest.page.evaluate(
      (all) => all.map((mark) => [mark, window.list.record(mark)] as const),
      [...named, unnamed, alike],
    )
    expect(JSON.stringify(targets)).not.toContain(meant.name)
    for (const { name, ...scene } of scenes) {
      await show(guest, scene)
      const found = await guest.page.evaluate(
        (all) => Object.fromEntries(all.map(([mark, each]) => [mark, window.list.find(each)])),
        targets,
      )
      expect({ name, found }).toEqual({ name, found: await answers(guest, scene) })
    }
  })

  test('a card leaves with its row, though its elements are another row’s now, and comes back with it', async () => {
    await using guest = await openList(browser, library)
    await show(guest, { rows })
    const mark = `share-${meant.slug}`
    const target = await guest.page.evaluate((each) => window.list.record(each), mark)
    await guest.show(guideOf('tooltip', { ...step, target }))
    await guest.card.waitFor()
    for (const away of [{ rows: rows.toReversed() }, { rows, at: 40 }, { rows: rows.slice(9) }]) {
      await show(guest, away)
      await guest.card.waitFor({ state: 'hidden' })
      await show(guest, { rows })
      await guest.card.waitFor()
      await expect.poll(() => isBeside(guest, mark)).toBe(true)
    }
  })
})

const isBeside = async (guest: Guest, mark: string): Promise<boolean> => {
  const [card, row] = await Promise.all([
    guest.card.boundingBox(),
    guest.marked(mark).boundingBox(),
  ])
  if (!card || !row) return false
  const gap = Math.max(row.y - card.y - card.height, card.y - row.y - row.height)
  const aside = Math.max(row.x - card.x - card.width, card.x - row.x - row.width)
  return Math.max(gap, aside) >= 0 && Math.max(gap, aside) < 24
}
