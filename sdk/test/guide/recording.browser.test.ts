import { join } from 'node:path'
import type { Target } from '@waymark/schemas/wire/content'
import { build } from 'esbuild'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startBrowser } from '../../../test/support/browser.ts'
import type { controlAt, examine, recordTarget } from '../../src/targets.ts'

declare global {
  interface Window {
    targets: {
      readonly recordTarget: typeof recordTarget
      readonly controlAt: typeof controlAt
      readonly examine: typeof examine
    }
  }
}

let browser: Browser
let script: string
beforeAll(async () => {
  const [started, bundled] = await Promise.all([
    startBrowser(),
    build({
      ...{ entryPoints: [join(import.meta.dirname, '../../src/targets.ts')], bundle: true },
      ...{ write: false, format: 'iife', globalName: 'targets', target: 'es2022' },
    }),
  ])
  browser = started
  script = bundled.outputFiles[0]?.text ?? ''
})
afterAll(() => browser.close())

const openPage = async (body: string): Promise<Page> => {
  const page = await browser.newPage()
  await page.setContent(`<!doctype html><html lang="en"><body>${body}</body></html>`)
  await page.addScriptTag({ content: script })
  return page
}

/** Points at the middle of it, as an author does, and records what is meant. */
const record = (page: Page, selector: string): Promise<Target> =>
  page.evaluate((at) => {
    const element = document.querySelector(at)
    if (!element) throw new Error(`no ${at}`)
    const path: Element[] = []
    for (let each: Element | null = element; each; each = each.parentElement) path.push(each)
    return window.targets.recordTarget(window.targets.controlAt(path) ?? element)
  }, selector)

const verdictOf = (page: Page, target: Target): Promise<string> =>
  page.evaluate((what) => window.targets.examine(what).verdict, target)

describe('what is kept of an element', () => {
  test('is never what a person entered, is called, or owns', async () => {
    const page = await openPage(`
<main><input id="who" aria-label="Your name" value="Ann Smith"><textarea id="note">About Ann Smith</textarea>
<button id="mail">Write to ann@example.com</button><button id="due">Pay 1299</button>
<div id="free" contenteditable><button id="inner">Ann Smith</button></div>
<button id="plan" role="combobox">Ann’s plan</button><p data-wm-mask><button id="masked">Ann Smith</button></p>
<table><tr><td><a id="person" href="/people/ann?token=9f">Ann Smith</a></td><td><button id="edit">Edit</button></td></tr>
<tr><td><a href="/people/bob">Bob Jones</a></td><td><button>Edit</button></td></tr></table></main>`)
    const kept: { [id: string]: Target } = {}
    for (const id of 'who note mail due inner plan masked person edit'.split(' ')) {
      kept[id] = await record(page, `#${id}`)
    }
    expect(JSON.stringify(kept)).not.toMatch(/Smith|Ann’s|ann@|1299|token/)
    expect(kept.who?.name).toBe('Your name')
    expect(kept.mail?.name).toBe('Write to @')
    expect(kept.due?.name).toBe('Pay ####')
    expect(kept.edit?.name).toBe('Edit')
    await page.close()
  })

  test('is the control, not the icon or word in it, and finds it again', async () => {
    const page =
      await openPage(`<nav aria-label="Main"><a href="/new?from=nav"><svg width="9" height="9"></svg> <b>New product</b></a></nav>
<form aria-label="Product"><label for="f">Name</label><input id="f" name="title"></form>`)
    const link = await record(page, 'b')
    expect(link).toEqual({
      ...{ role: 'link', name: 'New product', href: '/new', tag: 'a', nth: 0 },
      within: [{ role: 'navigation', name: 'Main' }],
    })
    expect(await verdictOf(page, link)).toBe('found')
    const field = await record(page, '#f')
    expect(field).toMatchObject({ id: 'f', field: 'title', name: 'Name', role: 'textbox' })
    expect(await verdictOf(page, field)).toBe('found')
    await page.close()
  })

  test('may be a plain div, by its test id or by the words in it; one that nothing tells from its like is refused', async () => {
    const page = await openPage(
      '<main><div data-testid="usage">7 of 10</div><div id="x">Seats are free</div><div class="a">&nbsp;</div><div class="a">&nbsp;</div></main>',
    )
    const named = await record(page, '[data-testid=usage]')
    expect(named).toMatchObject({ testid: 'usage', tag: 'div' })
    expect(await verdictOf(page, named)).toBe('found')
    expect(await verdictOf(page, await record(page, '#x'))).toBe('found')
    const nameless = await record(page, '.a')
    expect(['ambiguous', 'refused', 'missing']).toContain(await verdictOf(page, nameless))
    await page.close()
  })

  test('was what somebody had chosen in a select whose label names its value, too', async () => {
    const page =
      await openPage(`<label id="tier">Tier</label><div id="choice" role="combobox" aria-haspopup="listbox" aria-labelledby="tier choice">Pro</div>
<label id="owner">Owner</label><button id="who" aria-haspopup="listbox" aria-labelledby="owner who">Ann Smith</button>
<button id="del" aria-labelledby="del file">Delete</button> <b id="file">this file</b>`)
    expect((await record(page, '#choice')).name).toBe('Tier')
    const owner = await record(page, '#who')
    expect(JSON.stringify(owner)).not.toContain('Smith')
    expect((await record(page, '#del')).name).toBe('Delete this file')
    await page.evaluate(() => document.querySelector('#who')?.replaceChildren('Bob Jones'))
    expect(await verdictOf(page, owner)).toBe('found')
    await page.close()
  })

  test('was nothing of a column header; it is its label, and never that of a row', async () => {
    const page =
      await openPage(`<table><thead><tr><th><div id="plan">Plan</div></th><th id="seats">Seats</th></tr><tr><td>loading</td></tr></thead>
<tbody><tr><th id="ann">Ann Smith</th><td>3</td></tr><tr><th scope="row">Bob Jones</th><td>4</td></tr></tbody></table>
<div role="table"><div role="row"><div role="columnheader" id="state">State</div></div><div role="row"><div role="cell">Live</div></div></div>`)
    for (const [at, name] of [
      ['#plan', 'Plan'],
      ['#seats', 'Seats'],
      ['#state', 'State'],
    ] as const) {
      const header = await record(page, at)
      expect(header).toMatchObject({ role: 'columnheader', name })
      expect([at, await verdictOf(page, header)]).toEqual([at, 'found'])
    }
    expect(JSON.stringify(await record(page, '#ann'))).not.toContain('Ann')
    await page.close()
  })

  test('is no id or class that the next render changes', async () => {
    const page = await openPage(
      '<button id=":r3:" class="btn css-1x2y3z9 primary">A</button><button id="tab-4">B</button><button id="mantine-x1">C</button>',
    )
    const targets = await Promise.all(
      ['.btn', '#tab-4', '#mantine-x1'].map((each) => record(page, each)),
    )
    expect(targets.map(({ id }) => id)).toEqual([undefined, undefined, undefined])
    expect(targets[0]?.classes).toEqual(['btn', 'primary'])
    await page.close()
  })
})

describe('a target that is looked at closely', () => {
  test('is told to be found, drifted, hidden, ambiguous, refused or missing', async () => {
    const page =
      await openPage(`<main><button id="save">Save</button><button>Twin</button><button>Twin</button>
<p hidden><button>Later</button></p><button id="new">Create</button></main>`)
    const verdicts = {
      found: { id: 'save', role: 'button', name: 'Save' },
      drifted: { id: 'new', role: 'button', name: 'New' },
      hidden: { role: 'button', name: 'Later' },
      ambiguous: { role: 'button', name: 'Twin' },
      refused: { wm: 'other', role: 'button', name: 'Save' },
      missing: { role: 'link', name: 'Elsewhere' },
    } satisfies Record<string, Target>
    for (const [verdict, target] of Object.entries(verdicts)) {
      expect([await verdictOf(page, target), target]).toEqual([verdict, target])
    }
    await page.close()
  })
})

/** As libraries draw fields: the field itself has no size, is transparent, or lies under what was chosen. */
const drawnFields = [
  {
    what: 'a select whose field is transparent',
    ...{ hit: '#arrow', name: 'Shipping' },
    html: `<div class="box" style="width: 220px; height: 32px; border: 1px solid; display: flex"><div style="flex: 1"><input role="combobox" aria-label="Shipping" style="opacity: 0; width: 4px"></div><i id="arrow">v</i></div>`,
  },
  {
    what: 'a select whose field has no size',
    ...{ hit: '#value', name: 'Owner' },
    html: `<label class="box" style="display: block; width: 220px; height: 56px; border: 1px solid"><span id="value">Ann Smith</span><input role="combobox" aria-label="Owner" style="width: 0; height: 0; border: 0; padding: 0"></label>`,
  },
  {
    what: 'a select whose field lies under the chosen value',
    ...{ hit: '#value', name: 'Region' },
    html: `<div class="box" style="width: 220px; height: 32px; position: relative"><span><input role="combobox" aria-label="Region" style="position: absolute; inset: 0; width: 100%"></span><span id="value" style="position: absolute; inset: 0; background: #fff">North</span></div>`,
  },
  {
    what: 'a select whose field is for screen readers, with another one for forms',
    ...{ hit: '#value', name: 'Plan' },
    html: `<label for="plan">Plan</label><div style="width: 220px; height: 44px; border: 1px solid; position: relative"><div style="position: absolute; width: 1px; height: 1px; overflow: hidden; clip: rect(0 0 0 0)"><input id="plan" aria-haspopup="listbox" readonly value="Ann Smith"></div><div style="position: absolute; width: 1px; height: 1px; overflow: hidden"><select tabindex="-1"><option>Ann Smith</option></select></div><span id="value" style="position: absolute; inset: 0">Ann Smith</span></div>`,
  },
  {
    what: 'a slider whose field lies under its thumb',
    ...{ hit: '#rail', name: 'Volume' },
    html: `<span class="rail" style="display: block; position: relative; width: 220px; height: 20px"><span id="rail" style="position: absolute; inset: 8px 0; background: #ccc"></span><span class="box" style="position: absolute; left: 40px; width: 20px; height: 20px; background: #06c"><input type="range" aria-label="Volume" style="position: absolute; width: 100%; height: 100%; margin: 0; clip: rect(0 0 0 0)"></span></span>`,
  },
  {
    what: 'a switch whose field has no size',
    ...{ hit: '#knob', name: 'Notify' },
    html: `<div class="box" style="width: 40px; height: 20px; position: relative"><input type="checkbox" role="switch" aria-label="Notify" style="position: absolute; width: 0; height: 0; opacity: 0; margin: 0"><span id="knob" style="position: absolute; inset: 0; background: #0a6">on</span></div>`,
  },
] as const

describe('a field that its library draws', () => {
  test.each(drawnFields)('was not to be pointed at: $what', async ({ hit, name, html }) => {
    const page = await openPage(`<main><div>${html}</div><p>Words</p></main>`)
    const target = await record(page, hit)
    expect(target.name).toBe(name)
    expect(JSON.stringify(target)).not.toMatch(/Ann|North/)
    expect(await verdictOf(page, target)).toBe('found')
    await page.close()
  })

  test('is not shown while what it is drawn in is closed or covered', async () => {
    const [{ html }] = drawnFields
    const target: Target = { role: 'combobox', name: 'Shipping' }
    for (const around of [
      `<div><form style="display: none">${html}</form></div>`,
      `<div><div role="dialog" style="opacity: 0">${html}</div></div>`,
      `<main>${html}</main><div style="position: fixed; inset: 0; background: #fff"></div>`,
    ]) {
      const page = await openPage(around)
      expect([around, await verdictOf(page, target)]).toEqual([around, 'hidden'])
      await page.close()
    }
  })

  test('is not meant by words beside it', async () => {
    const page = await openPage(
      '<main><div id="bar"><span id="words">12 of 20 seats</span> <input aria-label="Search"></div></main>',
    )
    expect((await record(page, '#words')).name).toBeUndefined()
    await page.close()
  })
})

describe('an element that people can see', () => {
  test('may be a link over two lines, or a field that lies transparent over its drawing', async () => {
    const page =
      await openPage(`<p style="width: 12em">Some words before <a href="/a">a link over two lines</a></p>
<label style="position: relative"><input type="checkbox" style="opacity: 0; position: absolute; inset: 0; width: 20px; height: 20px"><i>o</i> Agree</label>`)
    expect(await verdictOf(page, { role: 'link', name: 'a link over two lines' })).toBe('found')
    expect(await verdictOf(page, { role: 'checkbox', name: 'o Agree' })).toBe('found')
    await page.close()
  })
})
