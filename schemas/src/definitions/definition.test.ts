import { describe, expect, test } from 'vitest'
import { type Definition, parseDefinition } from './definition.ts'

const problems = (document: unknown): readonly string[] => {
  const parsed = parseDefinition(document)
  return parsed.ok ? [] : parsed.problems.map(({ at, message }) => `${at}: ${message}`)
}
const milestone = {
  kind: 'milestone',
  id: 'code-installed',
  level: 'account',
  order: 1,
  reached: { did: { event: 'Data Received' } },
}

test('what is wrong is said in plain words, and of several kinds the one that was meant', () => {
  const guide = (content: unknown, more: object = {}) =>
    problems({ kind: 'guide', id: 'g', type: 'modal', steps: [{ content }], ...more })
  const button = (action: unknown) => guide([{ button: { label: 'Go', action } }])
  const content = 'steps[0].content[0]'
  expect([
    ...problems({ ...milestone, name: '', order: 'one', level: 'team' }),
    ...problems({ ...milestone, reached: { did: { event: '' } } }),
    ...problems({ kind: 'endpoint', id: 'e', type: 'webhook', url: 'crm' }),
    ...problems({ kind: 'endpoint', id: 'e', type: 'pigeon' }),
    ...problems({ kind: 'segment', id: 's', level: 'person' }),
  ]).toEqual([
    'name: is empty: a text',
    'level: one of person, account',
    'order: a number',
    'reached.did.event: is empty: a text',
    'url: a URL such as https://example.com/hook',
    'type: one of webhook, slack, email',
    expect.stringMatching(/^rule: a rule has exactly one of: /),
  ])
  expect([
    ...guide([{ buton: {} }]),
    ...guide([{ heading: 5 }]),
    ...guide('Hi'),
    ...button({ jump: 'x' }),
    ...button({ snooze: 'soon' }),
    ...button([{ next: true }, { open: 'javascript:alert(1)' }]),
    ...guide([{ heading: 'Hi' }], { trigger: { after: { element: 'seen' } } }),
  ]).toEqual([
    `${content}: one of heading, text, image, button, link, list, video, input, progress, question, columns`,
    `${content}.heading: a text, or fields and their values`,
    'steps[0].content: a list',
    `${content}.button.action: one of next, back, goto, open, dismiss, snooze, complete, track, set-trait, start, click-target, call`,
    `${content}.button.action.snooze: a duration such as 30m, 24h, 10d or 8w`,
    `${content}.button.action[1].open: an https, http or mailto URL, or a path`,
    'trigger.after.element: one of visible, clicked, gone',
  ])
})

test('a document that is right comes back as it was', () => {
  const parsed = parseDefinition(milestone)
  expect(parsed).toEqual({ ok: true, definition: milestone as Definition })
})

test('a kind that does not exist is answered with those that do', () => {
  const kinds =
    'one of milestone, segment, score, cohorts, pql, lifecycle, engagement, flow, guide, email, feature, brand, calendar, endpoint, policy'
  for (const document of [{ kind: 'mile' }, {}, null, 'milestone', 5, [], { kind: 'toString' }])
    expect(problems(document)).toEqual([`kind: ${kinds}`])
})

test('a fault deep in a rule is named with its whole path', () => {
  const reached = {
    all: [{ did: { event: 'A' } }, { any: [{ trait: { name: 'plan', is: 'pro' } }] }],
  }
  expect(problems({ ...milestone, reached })[0]).toMatch(
    /^reached\.all\[1\]\.any\[0\]\.trait\.is: no such field/,
  )
})

test('a misspelt field, an id that is no id, a PQL without any part: refused', () => {
  expect(problems({ ...milestone, reachd: 1 })).toEqual([
    'reachd: no such field; there are kind, id, name, from, level, order, value, started, reached, verified',
  ])
  expect(problems({ ...milestone, id: 'Code Installed' })).toEqual(['id: an id in kebab-case'])
  expect(problems({ kind: 'pql', id: 'p', level: 'person' })).toEqual([
    'document: a PQL needs at least one of milestones, fit, behaviour, intent',
  ])
})

test('an address that is not http is no webhook', () => {
  const hook = (url: string) => problems({ kind: 'endpoint', id: 'h', type: 'webhook', url })
  expect(hook('https://crm.example/hook')).toEqual([])
  for (const url of ['javascript:alert(1)', 'file:///etc/passwd', 'crm.example', ''])
    expect(hook(url)).toHaveLength(1)
})

test('a guide needs an element that can be told from others', () => {
  const guide = { kind: 'guide', id: 'g', type: 'tooltip', steps: [{ content: [{ text: 'Hi' }] }] }
  expect(problems({ ...guide, target: { testid: 'copy' } })).toEqual([])
  expect(problems({ ...guide, target: { role: 'button', nth: 2 } })[0]).toMatch(
    /^target: one of wm/,
  )
})

test('a definition cannot be called constructor: every person would seem to have reached it', () => {
  expect(problems({ ...milestone, id: 'constructor' })).toEqual([
    'id: an id that is not a word of the language itself',
  ])
})

test('a feature says in which ways it is used', () => {
  const feature = (...used: object[]) => problems({ kind: 'feature', id: 'reports', used })
  const click = { click: { wm: 'reports' } }
  expect(feature({ page: '/reports/*' }, { event: 'Report Exported' }, click)).toEqual([])
  expect(feature()).toHaveLength(1)
  expect(feature({ page: '/reports', event: 'Report' })).toEqual([
    'used[0]: one of event, page, click',
  ])
  expect(feature({ ...click, where: { a: { eq: 1 } } })).toEqual([
    'used[0]: a click is told by its marks, without `where`',
  ])
})

test('there is one calendar, in a time zone that exists', () => {
  const calendar = { kind: 'calendar', id: 'project', zone: 'Europe/Berlin' }
  expect(problems({ ...calendar, 'working-days': ['mon'], holidays: ['2026-12-25'] })).toEqual([])
  expect(problems({ ...calendar, zone: 'Berlin' })).toEqual([
    'zone: a time zone such as Europe/Berlin',
  ])
  expect(problems({ ...calendar, id: 'ours' })[0]).toMatch(/^id: /)
})

describe('a guide', () => {
  const content = [{ heading: 'Hi' }]
  const guide = (type: string, more: object = {}) =>
    problems({ kind: 'guide', id: 'g', type, steps: [{ content }], ...more })

  test('of a kind that there is not is refused, and told which there are', () => {
    expect(guide('popup')).toEqual([
      expect.stringMatching(/^type: one of tooltip, modal, .*paywall$/),
    ])
  })

  test('that stands in the page needs no target; a tooltip, and a banner within something, do', () => {
    for (const type of ['modal', 'banner', 'slideout']) expect(guide(type)).toEqual([])
    for (const problem of [
      guide('tooltip')[0],
      guide('banner', { steps: [{ content, layout: 'inline' }] })[0],
    ])
      expect(problem).toMatch(/^steps\[0\]: a target, here or for the whole guide/)
  })

  test('has only the parts of its kind', () => {
    expect(guide('modal', { hotspot: {} })).toEqual(['hotspot: a modal has no hotspot'])
    expect(guide('modal', { steps: [{ content, kind: 'modal' }] })).toEqual([
      "steps[0].kind: only a tour's steps have a kind",
    ])
    const question = { question: { id: 'q', ask: 'Why?', type: 'text' } }
    expect(guide('modal', { steps: [{ content: [question] }] })).toEqual([
      'steps[0].content: only a survey has questions',
    ])
    expect(guide('modal', { steps: [] })).toEqual(['steps: at least one step'])
    expect(guide('modal', { steps: [{ content, placement: 'top', skip: '5s' }] })).toEqual([
      'steps[0].placement: a modal has no placement',
      'steps[0].skip: only in a tour',
    ])
    expect(guide('banner', { steps: [{ content, position: 'left' }] })).toEqual([
      'steps[0].position: top or bottom',
    ])
  })

  test('leads only to steps that it has', () => {
    const button = { button: { label: 'Go', action: { goto: 'nowhere' } } }
    expect(guide('modal', { steps: [{ content: [button] }] })).toEqual([
      'steps[0]: there is no step "nowhere" to go to',
    ])
    const branch = [{ when: { url: '/a' }, goto: 'there' }]
    const steps = [
      { content, branch },
      { content, id: 'there' },
    ]
    expect(guide('modal', { steps })).toEqual([])
  })

  test('has video, input, columns and progress; columns do not nest', () => {
    const leaf = { video: { src: 'https://cdn.example/a.mp4', title: 'How' } }
    const columns = { columns: [[leaf], [{ input: { id: 'x', label: 'X' } }]] }
    expect(guide('modal', { steps: [{ content: [columns, { progress: 'steps' }] }] })).toEqual([])
    expect(
      guide('modal', { steps: [{ content: [{ columns: [[columns], [leaf]] }] }] }),
    ).toHaveLength(1)
    const bad = { video: { src: 'javascript:alert(1)', title: 'x' } }
    expect(guide('modal', { steps: [{ content: [bad] }] })).toHaveLength(1)
  })
})

test('a brand whose text cannot be read on its ground is refused, and so is a second brand', () => {
  const brand = { kind: 'brand', id: 'project', accent: '#5b3df5' }
  expect(problems(brand)).toEqual([])
  expect(problems({ ...brand, background: '#fafafa', text: '#eeeeee' })).toEqual([
    expect.stringMatching(/^text: #eeeeee on #fafafa has a contrast of 1\.1/),
  ])
  expect(problems({ ...brand, id: 'other' })).toEqual([expect.stringMatching(/^id: /)])
})
