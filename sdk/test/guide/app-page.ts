import { mkdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { GuidePage } from './guide-page.ts'

const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** A customer's app, as far as a guide needs one to look well in. `html` of class `dark` makes it dark. */
export const css = `
:root { --canvas: #f6f8f6; --sheet: #fff; --line: #dde3df; --text: #16211d; --soft: #47534e }
.dark { --canvas: #0b1210; --sheet: #121a17; --line: #262f2b; --text: #eaeeeb; --soft: #aeb7b2 }
body { margin: 0; background: var(--canvas); color: var(--text); font: 15px/1.4 system-ui }
header { padding: 14px 24px; border-bottom: 1px solid var(--line); background: var(--sheet); font-weight: 650 }
main { padding: 24px; max-width: 960px; box-sizing: border-box }
.bar { display: flex; flex-wrap: wrap; gap: 8px; margin-bottom: 16px }
button { font: inherit; padding: 6px 12px; border: 1px solid var(--line); border-radius: 6px; background: var(--sheet); color: inherit }
table { width: 100%; border-collapse: collapse; background: var(--sheet) } td, th { text-align: start; padding: 9px 12px; border: 1px solid var(--line); color: var(--soft) }`

const row = '<tr><td>Starter</td><td>1,204</td><td>Live</td></tr>'
export const body = `<header>Acme</header><main><h1>Products</h1>
<div class="bar"><button>Import</button><button id="new">New product</button><button>Export</button></div>
<table><thead><tr><th>Name</th><th>People</th><th>State</th></tr></thead><tbody>${row.repeat(8)}</tbody></table></main>`

/** What axe would report. */
export const violations = async (
  app: Pick<GuidePage, 'page'>,
  more: readonly string[] = [],
): Promise<unknown> => {
  await app.page.evaluate(await axe)
  return app.page.evaluate(async (tags) => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    const found = await axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice', ...tags],
    })
    return found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])
  }, more)
}

/** Keeps a picture, where somebody asked for them: `WAYMARK_PICTURES=docs/guides npm test -- --project @waymark/sdk`. */
export const snapshot = async (app: Pick<GuidePage, 'page'>, name: string): Promise<void> => {
  const folder = process.env.WAYMARK_PICTURES
  if (!folder) return
  await mkdir(folder, { recursive: true })
  await app.page.screenshot({ path: `${folder}/${name}.png` })
}

/** Nothing of the card is cut off, and nothing in it is wider than it. */
export const fits = (app: GuidePage): Promise<boolean> =>
  app.box.evaluate((card) => {
    const { left, top, right, bottom } = card.getBoundingClientRect()
    const inner = [...card.querySelectorAll('h2,p,button,a')].every(
      (each) =>
        each.getBoundingClientRect().right <= right && each.getBoundingClientRect().left >= left,
    )
    return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight && inner
  })
