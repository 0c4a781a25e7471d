import type { Target } from '@waymark/schemas/wire/content'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Choice, choose, type Sight, strictThreshold } from './choose.ts'
import { scoreOf } from './score.ts'
import type { ElementTraits } from './traits.ts'

const button = (more: Partial<ElementTraits> = {}): ElementTraits => ({
  wm: undefined,
  testid: undefined,
  id: undefined,
  field: undefined,
  role: 'button',
  name: undefined,
  text: undefined,
  tag: 'button',
  href: undefined,
  placeholder: undefined,
  within: [],
  classes: [],
  nth: 0,
  ...more,
})

const named = (name: string, more: Partial<ElementTraits> = {}): ElementTraits =>
  button({ name, text: name, ...more })

/** What the authoring tool would record of this element. */
const recordingOf = (traits: ElementTraits): Target =>
  Object.fromEntries(
    Object.entries({
      ...traits,
      within: traits.within.map(({ role, name }) => (name ? { role, name } : { role })),
    }).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
  )

const find = (
  target: Target,
  page: readonly ElementTraits[],
  sight: (element: ElementTraits) => Sight = () => 'seen',
): Choice<ElementTraits> =>
  choose(
    page.map((element) => ({ element, score: scoreOf(target, element, 'en') })),
    target.threshold ?? strictThreshold,
    { sightOf: sight, contains: () => false },
  )

const word = fc.constantFrom(
  'Save',
  'Cancel',
  'New product',
  'Delete',
  'Export',
  'Invite people',
  'Settings',
)
const className = fc.constantFrom('btn', 'primary', 'large', 'css-1x2y3z', 'quiet')
const element: fc.Arbitrary<ElementTraits> = fc.record({
  wm: fc.option(fc.constantFrom('new', 'save'), { nil: undefined, freq: 6 }),
  testid: fc.option(fc.constantFrom('t-new', 't-save', 't-x'), { nil: undefined }),
  id: fc.option(fc.constantFrom('new', 'save', 'x', 'radix-:r1:'), { nil: undefined }),
  field: fc.constant(undefined),
  role: fc.constantFrom('button', 'link', undefined),
  name: fc.option(word, { nil: undefined }),
  text: fc.option(word, { nil: undefined }),
  tag: fc.constantFrom('button', 'a', 'div'),
  href: fc.option(fc.constantFrom('/new', '/save'), { nil: undefined }),
  placeholder: fc.constant(undefined),
  within: fc.constantFrom<ElementTraits['within']>(
    [],
    [{ role: 'toolbar', name: 'Products' }],
    [{ role: 'main', name: undefined }],
  ),
  classes: fc.uniqueArray(className, { maxLength: 3 }),
  nth: fc.nat({ max: 5 }),
})

type Case = [what: string, recorded: Target, found: ElementTraits, verdict: 'this' | 'not this']

describe('the score of an element', () => {
  test('is 1 for the recorded element itself and lies between 0 and 1 for any', () => {
    fc.assert(
      fc.property(element, element, (one, other) => {
        const target = recordingOf(one)
        const { total, identity } = scoreOf(target, other, 'en')
        expect(total).toBeGreaterThanOrEqual(0)
        expect(identity).toBeLessThanOrEqual(1)
        expect(total).toBeLessThanOrEqual(identity)
        if (one.name ?? one.text ?? one.testid ?? one.wm)
          expect(scoreOf(target, one, 'en').total).toBe(1)
      }),
    )
  })

  test.each<Case>([
    [
      'an author’s mark, with everything else new',
      { wm: 'new', name: 'New product', role: 'button', classes: ['a'] },
      named('Create', { wm: 'new', role: 'link' }),
      'this',
    ],
    [
      'the same, its mark gone',
      { wm: 'new', name: 'New product', role: 'button' },
      named('New product'),
      'not this',
    ],
    [
      'a test id, the label reworded',
      { testid: 'new', name: 'New product', role: 'button' },
      named('Create', { testid: 'new' }),
      'this',
    ],
    [
      'the label, the test id gone',
      { testid: 'new', name: 'New', text: 'New', role: 'button' },
      named('New'),
      'this',
    ],
    [
      'a target written by hand, its test id gone from the page',
      { testid: 'export', role: 'button', name: 'Export report' },
      named('Export report'),
      'this',
    ],
    [
      'the same of another row, which has a test id of its own',
      { testid: 'export-1', role: 'button', name: 'Export report' },
      named('Export report', { testid: 'export-2' }),
      'not this',
    ],
    [
      'one of another name, the test id gone',
      { testid: 'export', role: 'button', name: 'Export report' },
      named('Export reports', {}),
      'not this',
    ],
    [
      'an id that a machine made: it says nothing',
      { id: 'radix-:r1:', role: 'button' },
      button({ id: 'radix-:r1:' }),
      'not this',
    ],
    [
      'only what it looks like and where it stands',
      { tag: 'button', classes: ['primary'], nth: 2, role: 'button' },
      button({ classes: ['primary'], nth: 2 }),
      'not this',
    ],
    [
      'a counter that counts on',
      { name: 'Inbox (3)', role: 'link' },
      named('Inbox (12)', { role: 'link' }),
      'this',
    ],
    [
      'the neighbour in the same form',
      { name: 'Save', text: 'Save', role: 'button', within: [{ role: 'form' }] },
      named('Cancel', { within: [{ role: 'form', name: undefined }] }),
      'not this',
    ],
    [
      'the label in another recorded language',
      { name: { en: 'Save', de: 'Speichern' }, role: 'button' },
      named('Speichern'),
      'this',
    ],
    [
      'a link that leads to the same place by another query',
      { href: '/people', role: 'link' },
      button({ role: 'link', href: '/people/?tab=2' }),
      'this',
    ],
    [
      'a button that became a link',
      { name: 'New product', role: 'button', within: [{ role: 'toolbar' }] },
      named('New product', { role: 'link', within: [{ role: 'toolbar', name: undefined }] }),
      'this',
    ],
    [
      'the label of a field that is gone',
      { name: 'Product name', role: 'textbox', within: [{ role: 'form' }] },
      named('Product name', { role: undefined, within: [{ role: 'form', name: undefined }] }),
      'not this',
    ],
    [
      'the namesake in the page of what was recorded in a dialog, which is closed',
      { role: 'button', name: 'Save', id: 'save', within: [{ role: 'dialog', name: 'Invite' }] },
      named('Save', { id: 'save', within: [{ role: 'form', name: 'Invite' }] }),
      'not this',
    ],
    [
      'the same in the dialog, which is called otherwise now',
      { role: 'button', name: 'Save', within: [{ role: 'dialog', name: 'Invite' }] },
      named('Save', { within: [{ role: 'alertdialog', name: 'Invite people' }] }),
      'this',
    ],
    [
      'a reworded link to the same place, looking the same',
      { name: 'People', role: 'link', href: '/people', within: [{ role: 'navigation' }], nth: 1 },
      named('Team', {
        ...{ role: 'link', href: '/people', nth: 1 },
        within: [{ role: 'navigation', name: undefined }],
      }),
      'this',
    ],
  ])('%s', (...[, target, traits, verdict]: Case) => {
    const accepted = scoreOf(target, traits, 'en').total >= strictThreshold
    expect(accepted ? 'this' : 'not this').toBe(verdict)
  })
})

describe('choosing an element', () => {
  test('renamed classes, other tags and other positions never make a wrong element win', () => {
    const looks = fc.record({
      classes: fc.uniqueArray(className, { maxLength: 3 }),
      nth: fc.nat({ max: 9 }),
      tag: fc.constantFrom('button', 'a', 'div', 'span'),
    })
    fc.assert(
      fc.property(
        fc.array(element, { minLength: 1, maxLength: 8 }),
        fc.array(looks, { minLength: 8, maxLength: 8 }),
        (page, newLooks) => {
          const [meant] = page
          if (!meant) return
          const target = recordingOf(meant)
          const before = find(target, page)
          const changed = page.map((each, at) => ({ ...each, ...newLooks[at] }))
          const after = find(target, changed)
          if (after.found)
            expect(changed.indexOf(after.found)).toBe(before.found ? page.indexOf(before.found) : 0)
        },
      ),
    )
  })

  test('the order of the page never decides', () => {
    fc.assert(
      fc.property(fc.array(element, { minLength: 2, maxLength: 8 }), fc.nat(), (page, turn) => {
        const [meant] = page
        if (!meant) return
        const target = recordingOf(meant)
        const at = turn % page.length
        const turned = [...page.slice(at), ...page.slice(0, at)]
        expect(find(target, turned).found).toBe(find(target, page).found)
      }),
    )
  })

  test('taking the meant element away never makes one win that was not as good', () => {
    fc.assert(
      fc.property(fc.array(element, { minLength: 2, maxLength: 8 }), (page) => {
        const [meant, ...others] = page
        if (!meant) return
        const { found, ...rest } = find(recordingOf(meant), others)
        if (!found) return
        expect(rest.score).toBeGreaterThanOrEqual(strictThreshold)
        const shared = (['wm', 'testid', 'id', 'name', 'text', 'href'] as const).some(
          (trait) => meant[trait] !== undefined && meant[trait] === found[trait],
        )
        expect(shared).toBe(true)
      }),
    )
  })

  test('of two that are the same, the visible one is meant; two visible ones are refused', () => {
    const [wide, narrow] = [named('Menu', { nth: 0 }), named('Menu', { nth: 1 })]
    const target: Target = { role: 'button', name: 'Menu', nth: 0 }
    expect(
      find(target, [wide, narrow], (each) => (each === wide ? 'zero_size' : 'seen')).found,
    ).toBe(narrow)
    expect(find(target, [wide, narrow])).toMatchObject({ found: undefined, reason: 'refused' })
  })

  test('the only arrow that nothing lay over was taken for its like under a field', () => {
    const [covered, free] = [named('down', { role: 'img' }), named('down', { role: 'img' })]
    const target: Target = { role: 'img', name: 'down', nth: 0 }
    const sight = (each: ElementTraits): Sight => (each === covered ? 'occluded' : 'seen')
    expect(find(target, [covered, free], sight)).toMatchObject({
      ...{ found: undefined, reason: 'occluded' },
    })
  })

  test('of two around each other, the one that looks as recorded is meant, else the inner', () => {
    const [outer, inner] = [named('Save', { tag: 'x-button' }), named('Save', { tag: 'span' })]
    const meant = (target: Target): ElementTraits | undefined =>
      choose(
        [outer, inner].map((element) => ({ element, score: scoreOf(target, element, 'en') })),
        strictThreshold,
        { sightOf: () => 'seen', contains: (one, other) => one === outer && other === inner },
      ).found
    expect(meant({ name: 'Save', tag: 'x-button' })).toBe(outer)
    expect(meant({ name: 'Save' })).toBe(inner)
  })

  test('a target written by hand was not found once its test id was gone, though nothing else is called so', () => {
    const target: Target = { testid: 'export', role: 'button', name: 'Export report' }
    const [right, other] = [named('Export report'), named('Export')]
    expect(find(target, [other, right])).toMatchObject({ found: right, changed: ['testid'] })
    const twice = find(target, [right, named('Export report', { nth: 1 })])
    expect(twice).toMatchObject({ found: undefined, reason: 'refused' })
  })

  test('says what is not as it was recorded', () => {
    const target: Target = { id: 'new', role: 'button', name: 'New product' }
    expect(scoreOf(target, named('Create', { id: 'new' }), 'en').changed).toEqual(['name'])
    expect(scoreOf(target, named('New product', { id: 'new' }), 'en').changed).toEqual([])
  })

  test('a hidden right one is not replaced by a visible wrong one', () => {
    const [right, wrong] = [named('Save', { testid: 'save' }), named('Save as')]
    const target: Target = { testid: 'save', role: 'button', name: 'Save' }
    expect(
      find(target, [right, wrong], (each) => (each === right ? 'occluded' : 'seen')),
    ).toMatchObject({
      ...{ found: undefined, reason: 'occluded' },
    })
  })

  test('a threshold of its own makes a target stricter or looser', () => {
    const reworded = named('Create product')
    const target: Target = { id: 'new', role: 'button', name: 'New product' }
    const page = [{ ...reworded, id: 'new' }]
    expect(find({ ...target, threshold: 0.9 }, page).found).toBeUndefined()
    expect(find({ ...target, threshold: 0.5 }, page).found).toBe(page[0])
  })

  test('a label that its library wrote twice while the tab was not chosen is the same once it is', () => {
    const target: Target = { role: 'tab', name: 'BillingBilling' }
    const page = [named('Billing', { role: 'tab' }), named('MembersMembers', { role: 'tab' })]
    expect(find(target, page).found).toBe(page[0])
    expect(find({ role: 'tab', name: 'Members' }, page).found).toBe(page[1])
  })
})
