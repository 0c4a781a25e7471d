import { describe, expect, test } from 'vitest'
import { parseDefinition } from '../definition.ts'
import { contrastOf } from './contrast.ts'

const problems = (document: object): readonly string[] => {
  const parsed = parseDefinition(document)
  return parsed.ok ? [] : parsed.problems.map(({ at, message }) => `${at}: ${message}`)
}

describe('a guide behind a button', () => {
  const guide = (type: string, more: object) => problems({ kind: 'guide', id: 'g', type, ...more })
  const launcher = { label: 'Help' }
  const items = [{ label: 'Docs', action: { open: '/docs' } }]
  const post = { id: 'one', date: '2026-11-20', content: [{ text: 'Hi' }] }

  test('is a launcher, a resource centre or a feed, with what each needs', () => {
    expect(guide('launcher', { launcher: { ...launcher, start: 'help' }, steps: [] })).toEqual([])
    expect(guide('resource-centre', { launcher, items, steps: [] })).toEqual([])
    expect(guide('feed', { launcher, steps: [post] })).toEqual([])
    expect(guide('launcher', { launcher, steps: [] })).toEqual([
      'launcher.start: is missing: the id of the guide that it opens',
    ])
    expect(guide('resource-centre', { launcher, steps: [] })).toEqual([
      'items: a resource centre needs items',
    ])
    const lost = [{ label: 'Go on', action: { next: true } }]
    expect(guide('resource-centre', { launcher, items: lost, steps: [] })).toEqual([
      'items[0].action: there is no step to go to from a list',
    ])
    expect(guide('feed', { launcher, steps: [] })).toEqual(['steps: at least one step'])
    expect(guide('feed', { steps: [post] })).toEqual([
      'launcher: a feed needs a launcher, at least with a label',
    ])
    expect(guide('modal', { launcher, items, steps: [{ content: post.content }] })).toEqual([
      'launcher: a modal has no launcher',
      'items: a modal has no items',
    ])
  })

  test('has posts with a name and a day, and none leads to the next', () => {
    const next = { button: { label: 'Next', action: { next: true } } }
    const feed = (step: object) => guide('feed', { launcher, steps: [step] })
    expect(feed({ content: [next] })).toEqual([
      'steps[0].id: a name of its own: by it is remembered who has read the post',
      'steps[0].date: the day from which the post is listed',
      'steps[0].content: nothing leads from post to post',
    ])
    expect(feed({ ...post, date: 'tomorrow' })[0]).toMatch(/^steps\[0\]\.date: a date such as/)
    expect(guide('modal', { steps: [{ ...post, reactions: ['+1'] }] })).toEqual([
      'steps[0].date: only the posts of a feed have it',
      'steps[0].reactions: only the posts of a feed have it',
    ])
  })
})

describe('a paywall', () => {
  const out = { button: { label: 'Not now', action: { dismiss: true } } }
  const paywall = (content: readonly object[], more: object = {}) =>
    problems({ kind: 'guide', id: 'g', type: 'paywall', steps: [{ content }], ...more })

  test('is refused without a way out', () => {
    expect(paywall([{ heading: 'Pay' }, out])).toEqual([])
    const plans = { button: { label: 'Plans', action: { open: '/plans' } } }
    expect(paywall([{ heading: 'Pay' }, plans])[0]).toMatch(/^steps\[0\]\.content: a button that/)
  })

  test('answers what somebody does, and nags nobody', () => {
    const when = (trigger: object) => paywall([out], { target: { id: 'x' }, trigger })
    expect(when({ after: { event: 'Limit Reached' } })).toEqual([])
    expect(when({ after: { element: 'clicked' } })).toEqual([])
    expect(when({ after: { delay: '5s' } })[0]).toMatch(/^trigger\.after: an event, or/)
    expect(when({ after: { element: 'visible' } })[0]).toMatch(/^trigger\.after: an event, or/)
  })
})

describe('what a guide asks', () => {
  const question = (id: string, more: object = {}) => ({
    question: { id, ask: 'Why?', type: 'text', ...more },
  })
  const survey = (...steps: readonly object[]) =>
    problems({ kind: 'guide', id: 'g', type: 'survey', steps })

  test('is recorded under ids that differ', () => {
    const twice = survey({ content: [question('why')] }, { content: [question('why')] })
    expect(twice).toEqual(['steps[1].content: "why" is asked twice; each needs an id of its own'])
    const choices = [
      { id: 'a', label: 'A' },
      { id: 'a', label: 'B' },
    ]
    expect(survey({ content: [question('which', { type: 'single', choices })] })).toEqual([
      'steps[0].content: choices with ids that differ',
    ])
  })

  test('is what branches read, once it was asked', () => {
    const branch = (answer: string) => [{ when: { answer, gte: 9 }, goto: 'end' }]
    const end = { id: 'end', content: [{ heading: 'Thanks' }] }
    const nps = { content: [question('nps', { type: 'nps' })] }
    expect(survey({ ...nps, branch: branch('nps') }, end)).toEqual([])
    expect(survey({ ...nps, branch: branch('nsp') }, end)).toEqual([
      'steps[0].branch: "nsp" is not asked before',
    ])
  })

  test('has ends where it is a scale', () => {
    expect(survey({ content: [question('nps', { type: 'nps', low: 'Never' })] })).toEqual([])
    expect(survey({ content: [question('why', { low: 'Never' })] })[0]).toMatch(
      /^steps\[0\]\.content: a text question has no ends/,
    )
  })
})

describe('a survey as a step of a tour', () => {
  const question = { question: { id: 'nps', ask: 'Recommend us?', type: 'nps' } }
  const thanks = { kind: 'survey', content: [{ heading: 'Thank you' }] }
  const welcome = { content: [{ heading: 'Welcome' }] }
  const tour = (...steps: readonly object[]) =>
    problems({ kind: 'guide', id: 'g', type: 'tour', steps })
  const asked = (more: object) => tour({ kind: 'survey', content: [question], ...more }, thanks)

  test('asks, branches and thanks, where a survey stands', () => {
    const branch = [{ when: { answer: 'nps', gte: 9 }, goto: 'end' }]
    const asking = { kind: 'survey', content: [question], branch, position: 'bottom-left' }
    expect(tour(welcome, asking, thanks, { id: 'end', ...welcome })).toEqual([])
    expect(asked({ layout: 'inline', target: { id: 'slot' }, skip: '5s' })).toEqual([])
    expect(asked({ backdrop: true })).toEqual([])
  })

  test('is where a tour asks: its other steps do not', () => {
    expect(tour(welcome, { kind: 'modal', content: [question] })).toEqual([
      'steps[1].content: only a step of kind survey has questions',
    ])
    const columns = { columns: [[question], [{ text: 'Hi' }]] }
    expect(tour({ content: [columns] })).toEqual([
      'steps[0].content: only a step of kind survey has questions',
    ])
  })

  test('thanks for nothing', () => {
    expect(tour(welcome, thanks)).toEqual([
      'steps[1].content: a question; a survey without one thanks for an answer of a step before it',
    ])
  })

  test('would lead on without its answer, or wait for what it does not point at', () => {
    expect(asked({ advance: { event: 'Went On' } })[0]).toMatch(/^steps\[0\]\.advance: its button/)
    expect(asked({ skip: '5s' })[0]).toMatch(/^steps\[0\]\.skip: only with layout: inline/)
    expect(asked({ layout: 'push' })).toEqual(['steps[0].layout: over or inline'])
    expect(asked({ placement: 'top' })).toEqual(['steps[0].placement: a survey has no placement'])
  })
})

describe('a text without words', () => {
  const expected =
    'is empty: a text such as Welcome, or one for each locale such as { en: Welcome, de: Willkommen }'
  const modal = (...content: readonly object[]) =>
    problems({ kind: 'guide', id: 'g', type: 'modal', steps: [{ content }] })

  test.each([
    [{ heading: {} }, 'heading'],
    [{ heading: '' }, 'heading'],
    [{ heading: { en: 'Hello', de: ' ' } }, 'heading'],
    [{ text: {} }, 'text'],
    [{ text: '\u200b' }, 'text'],
    [{ text: [{ text: ' ' }, { text: {}, bold: true }] }, 'text'],
    [{ button: { label: {}, action: { complete: true } } }, 'button.label'],
    [{ link: { label: '', url: '/docs' } }, 'link.label'],
    [{ list: ['One', {}] }, 'list[1]'],
    [{ video: { src: '/a.mp4', title: '' } }, 'video.title'],
    [{ input: { id: 'role', label: {} } }, 'input.label'],
    [{ progress: { label: '', value: 1, max: 2 } }, 'progress.label'],
    [{ columns: [[{ text: 'Left' }], [{ heading: {} }]] }, 'columns[1][0].heading'],
  ])('is refused: %j', (node, at) => {
    expect(modal({ heading: 'Hello' }, node)).toEqual([`steps[0].content[1].${at}: ${expected}`])
  })

  test('is refused in a question, its choices, a task, a launcher and its list', () => {
    const choices = ['a', 'b'].map((id) => ({ id, label: {} }))
    const question = { question: { id: 'q', ask: '', type: 'single', choices } }
    const survey = { kind: 'guide', id: 'g', type: 'survey', steps: [{ content: [question] }] }
    expect(problems(survey)).toEqual([
      `steps[0].content[0].question.ask: ${expected}`,
      `steps[0].content[0].question.choices[0].label: ${expected}`,
      `steps[0].content[0].question.choices[1].label: ${expected}`,
    ])
    const items = [{ label: '', action: { open: '/docs' } }]
    const centre = { kind: 'guide', id: 'g', type: 'resource-centre', steps: [], items }
    expect(problems({ ...centre, launcher: { label: {} } })).toEqual([
      `items[0].label: ${expected}`,
      `launcher.label: ${expected}`,
    ])
  })

  test('is one of several runs, a name that is filled in, or beside an ornament, and goes', () => {
    const runs = { text: [{ text: 'Bold', bold: true }, { text: ' ' }, { text: 'and not' }] }
    const image = { image: { src: '/line.svg', alt: '' } }
    expect(modal(runs, image, { heading: '{{ person.name }}' })).toEqual([])
  })
})

describe('a theme', () => {
  const modal = (theme: object) =>
    problems({
      kind: 'guide',
      id: 'g',
      type: 'modal',
      steps: [{ content: [{ text: 'Hi' }] }],
      theme,
    })

  test('is refused where its text cannot be read', () => {
    expect(modal({ text: '#16211d', background: '#ffffff' })).toEqual([])
    expect(modal({ text: '#888888', background: '#999999' })).toEqual([
      'theme.text: #888888 on #999999 has a contrast of 1.24; people need 4.5',
    ])
    expect(modal({ text: '#777777', background: '#ffffff' })[0]).toMatch(/a contrast of 4\.48;/)
  })

  test('is weighed on the grounds that it may stand on', () => {
    expect(modal({ text: '#16211d', mode: 'light' })).toEqual([])
    expect(modal({ text: '#eaeeeb', mode: 'dark' })).toEqual([])
    expect(modal({ text: '#16211d' })).toEqual([
      'theme.text: #16211d on #1a231f has a contrast of 1.03; people need 4.5. Name a background with it',
    ])
    expect(modal({ background: '#777777', accent: '#777777' })).toEqual([])
  })

  test('is measured as the guidelines say', () => {
    expect(contrastOf('#000000', '#ffffff')).toBe(21)
    expect(contrastOf('#ffffff', '#ffffff')).toBe(1)
    expect(contrastOf('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
    expect(contrastOf('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
  })
})
