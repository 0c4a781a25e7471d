import { parseDefinition } from '@waymark/schemas'
import type { GuideDraft } from '@waymark/schemas/wire/authoring'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { choicesFrom } from './choices.ts'
import { setStepKind, setType, writtenKinds } from './kinds.ts'
import { addLine, removeLine } from './lines.ts'
import { pageOf } from './page-of.ts'
import {
  addStep,
  moveStep,
  pageOfStep,
  pickTarget,
  removeStep,
  setTarget,
  setTrigger,
} from './steps.ts'
import { asContent, hasMark, joined, type Mark, type PlainRun, toggleMark } from './text-runs.ts'

const tooltip: GuideDraft = {
  kind: 'guide',
  id: 'hello',
  type: 'tooltip',
  target: { id: 'new' },
  steps: [{ content: [{ heading: 'Hello' }], placement: 'top', spotlight: true }],
}

describe('marks', () => {
  const text = fc.string({ minLength: 1, maxLength: 8 })
  const run: fc.Arbitrary<PlainRun> = fc.record(
    { text, bold: fc.constant(true as const), code: fc.constant(true as const) },
    { requiredKeys: ['text'] },
  )
  const stretches = fc
    .array(run, { minLength: 1, maxLength: 5 })
    .chain((runs) => {
      const { length } = runs.map((each) => each.text).join('')
      return fc.tuple(
        fc.constant(joined(runs)),
        fc.nat(length - 1),
        fc.integer({ min: 1, max: length }),
      )
    })
    .map(([runs, a, more]) => {
      const { length } = runs.map((each) => each.text).join('')
      return { runs, from: a, to: Math.min(length, a + more) }
    })
  const plain = (runs: readonly PlainRun[]) => runs.map((each) => each.text).join('')

  test.each<Mark>(['bold', 'italic', 'code'])(
    '%s is put on a stretch and taken off again; no letter is lost',
    (mark) => {
      fc.assert(
        fc.property(stretches, ({ runs, from, to }) => {
          const once = toggleMark(runs, mark, { from, to })
          expect(plain(once)).toBe(plain(runs))
          expect(hasMark(once, mark, { from, to })).toBe(!hasMark(runs, mark, { from, to }))
          expect(joined(once)).toEqual(once)
          const twice = toggleMark(once, mark, { from, to })
          if (hasMark(runs, mark, { from, to })) expect(twice).toEqual(runs)
        }),
      )
    },
  )

  test('a link has an address; an empty one takes the link away, and nothing but text is a plain text', () => {
    const runs = [{ text: 'Read this now' }]
    const linked = toggleMark(runs, 'link', { from: 5, to: 9, url: 'https://acme.test' })
    expect(linked).toEqual([
      { text: 'Read ' },
      { text: 'this', link: 'https://acme.test' },
      { text: ' now' },
    ])
    const unlinked = toggleMark(linked, 'link', { from: 5, to: 9, url: '' })
    expect(asContent(unlinked)).toBe('Read this now')
    expect(asContent([])).toBe('')
  })
})

describe('kinds and steps', () => {
  test('another kind of guide keeps what it says, and loses what the new kind does not read', () => {
    const modal = setType('modal')(tooltip)
    expect(modal.steps).toEqual([{ content: [{ heading: 'Hello' }] }])
    const hotspot = setType('hotspot')(tooltip)
    expect(hotspot).toMatchObject({ hotspot: { look: 'beacon' }, steps: tooltip.steps })
    expect(setType('modal')(hotspot)).not.toHaveProperty('hotspot')
  })

  test('only a survey asks and only a checklist has tasks: both come and go with the kind', () => {
    const survey = setType('survey')(tooltip)
    expect(survey.steps[0]?.content[1]).toMatchObject({
      question: { id: 'question-1', type: 'nps' },
    })
    expect(setType('survey')(survey)).toEqual(survey)
    const checklist = setType('checklist')(survey)
    expect(checklist.steps).toEqual([{ content: [{ heading: 'Hello' }] }])
    expect(checklist.tasks).toHaveLength(1)
    expect(setType('modal')(checklist)).not.toHaveProperty('tasks')
    const [asked] = survey.steps[0]?.content.slice(1) ?? []
    const alone = { ...survey, steps: [{ content: asked ? [asked] : [] }] }
    expect(setType('modal')(alone).steps[0]?.content).toHaveLength(1)
  })

  test('a survey that becomes a tour is a survey among its steps, with its thanks', () => {
    const question = { question: { id: 'nps', ask: 'Recommend us?', type: 'nps' } } as const
    const tour = setType('tour')({
      ...{ ...tooltip, type: 'survey' },
      steps: [
        { content: [{ heading: 'Hello' }] },
        { content: [question], position: 'top-left' },
        { content: [{ heading: 'Thanks' }] },
      ],
    })
    expect(tour.steps.map(({ kind }) => kind)).toEqual([undefined, 'survey', 'survey'])
    expect(tour.steps[1]).toMatchObject({ content: [question], position: 'top-left' })
  })

  test('a step of a tour that becomes a survey asks; as another kind it does not', () => {
    const tour = setType('tour')(addStep(0, '/')(tooltip))
    const asking = setStepKind(1, 'survey')(tour)
    expect(asking.steps[1]).toMatchObject({ kind: 'survey' })
    expect(asking.steps[1]?.content.at(-1)).toHaveProperty('question.id', 'question-1')
    const thanks = setStepKind(2, 'survey')(addStep(1, '/')(asking))
    expect(thanks.steps[2]?.content).toEqual(addStep(1, '/')(asking).steps[2]?.content)
    const slideout = setStepKind(1, 'slideout')(asking)
    expect(slideout.steps[1]).toEqual({ ...tour.steps[1], kind: 'slideout' })
  })

  test.each(writtenKinds.flatMap((from) => writtenKinds.map((to) => [from, to] as const)))(
    'a %s that becomes a %s has all that its kind needs, and nothing that only the other one has',
    (from, to) => {
      const parsed = parseDefinition(setType(to)(addStep(0, '/')(setType(from)(tooltip))))
      const left = parsed.ok ? [] : parsed.problems.map(({ at }) => at)
      // What only its author can say.
      const open = { checklist: ['tasks[0].milestone'], launcher: ['launcher.start'] }
      const own: readonly string[] = (open as Record<string, readonly string[]>)[to] ?? []
      expect(left.filter((at) => !/^steps\[\d\]$/.test(at))).toEqual(own)
    },
  )

  test('an element that is picked is that of the whole feed, whichever post is written', () => {
    const feed = addStep(0, '/')(setType('feed')(tooltip))
    const aimed = setTarget(1, { id: 'other' })(feed)
    expect(aimed.target).toEqual({ id: 'other' })
    expect(aimed.steps).toEqual(feed.steps)
    expect(feed.steps.map(({ id }) => id)).toEqual(['post-1', 'post-2'])
  })

  test('in a tour each step has its own element', () => {
    const tour = setType('tour')(tooltip)
    expect(tour).not.toHaveProperty('target')
    expect(tour.steps[0]?.target).toEqual({ id: 'new' })
    const aimed = setTarget(1, { id: 'other' })(addStep(0, '/')(tour))
    expect(aimed.steps.map((step) => step.target?.id)).toEqual(['new', 'other'])
  })

  test('a step that is added on another page belongs there', () => {
    const tour = setTrigger(0, { url: '/products' })(setType('tour')(tooltip))
    const there = addStep(0, '/people')(tour)
    expect(there.steps[1]?.trigger).toEqual({ url: '/people' })
    expect(addStep(1, '/people')(there).steps[2]).not.toHaveProperty('trigger')
    expect(pageOfStep(addStep(1, '/people')(there), 2)).toBe('/people')
  })

  const done = { button: { label: 'Got it', action: { complete: true } } } as const
  const ending: GuideDraft = { ...tooltip, steps: [{ content: [{ heading: 'Hello' }, done] }] }

  test('a tour that was made by pointing ended at the button of its first step', () => {
    const tour = addStep(0, '/')(setType('tour')(ending))
    expect(tour.steps[0]?.content[1]).toEqual({ button: { label: 'Next', action: { next: true } } })
    const own = { button: { label: 'Thanks', action: [{ complete: true }, { track: 'Seen' }] } }
    const said = addStep(0, '/')({ ...ending, steps: [{ content: [own] }] } as GuideDraft)
    expect(said.steps[0]?.content).toEqual([
      { button: { label: 'Thanks', action: [{ next: true }, { track: 'Seen' }] } },
    ])
    const between = addStep(
      0,
      '/',
    )({ ...tour, steps: [tour.steps[0], ...ending.steps] } as GuideDraft)
    expect(between.steps[2]?.content).toContainEqual(done)
  })

  test('a tooltip whose second step was picked on another page could not work: it is a tour', () => {
    const here = setTrigger(0, { url: '/products' })(ending)
    const there = addStep(0, '/people')(here)
    expect(there).toMatchObject({ type: 'tour', trigger: { url: '/products' } })
    expect(there).not.toHaveProperty('target')
    expect(there.steps[0]?.target).toEqual({ id: 'new' })
    expect(there.steps[1]?.trigger).toEqual({ url: '/people' })
    const late = pickTarget(
      1,
      { id: 'b' },
      'https://app.test/people',
    )(addStep(0, '/products')(here))
    expect(late).toMatchObject({
      type: 'tour',
      steps: [{ target: { id: 'new' } }, { target: { id: 'b' }, trigger: { url: '/people' } }],
    })
    expect(parseDefinition(late).ok).toBe(true)
    expect(addStep(0, '/products')(here).type).toBe('tooltip')
    for (const url of ['/**', ['/a', '/people'], 'https://*.acme.test/people']) {
      const wide = setTrigger(0, { url })(ending)
      expect([url, addStep(0, '/people')(wide).type]).toEqual([url, 'tooltip'])
    }
    const slideout = addStep(0, '/people')(setType('slideout')(here))
    expect(slideout.steps.map(({ kind }) => kind)).toEqual(['slideout', undefined])
  })

  test('steps change places and go', () => {
    const three = addStep(1, '/')(addStep(0, '/')(tooltip))
    expect(moveStep(0, 2)(three).steps[2]).toEqual(three.steps[0])
    expect(moveStep(0, -1)(three).steps).toEqual(three.steps)
    expect(removeStep(0)(three).steps).toEqual(three.steps.slice(1))
  })
})

describe('lines', () => {
  const choices = [
    { id: 'a', label: 'Once' },
    { id: 'b', label: { en: 'Twice', de: 'Zweimal' } },
    { id: 'c', label: 'Often' },
  ]
  const asking = (content: GuideDraft['steps'][number]['content']): GuideDraft => ({
    ...tooltip,
    type: 'survey',
    steps: [{ content }],
  })
  const idsOf = (labels: readonly string[]) =>
    choicesFrom(labels, choices, 'en').map(({ id }) => id)

  test('a choice keeps the id that its answers are counted by, whatever is written around it', () => {
    expect(idsOf(['One time', 'Twice', 'Often'])).toEqual(['a', 'b', 'c'])
    expect(idsOf(['Twice', 'Often'])).toEqual(['b', 'c'])
    expect(idsOf(['Never', 'Once', 'Twice', 'Often'])).toEqual(['choice-1', 'a', 'b', 'c'])
    expect(idsOf(['Once', 'Once', 'Twice', 'Often'])).toEqual(['a', 'choice-1', 'b', 'c'])
    expect(choicesFrom(['Once', '2', 'Often'], choices, 'en')[1]?.label).toEqual({
      en: '2',
      de: 'Zweimal',
    })
  })

  test('an emptied item goes, the last line of a step stays, and a question keeps two choices', () => {
    const listed = asking([{ list: ['One', 'Two'] }])
    expect(removeLine(0, { node: 0, item: 0 })(listed).steps[0]?.content).toEqual([
      { list: ['Two'] },
    ])
    expect(removeLine(0, { node: 0 })(asking([{ text: '' }])).steps[0]?.content).toHaveLength(1)
    const question = { id: 'q', ask: 'How often?', type: 'single', choices } as const
    const left = [2, 1, 0].reduce(
      (guide, item) => removeLine(0, { node: 0, item })(guide),
      asking([{ question }]),
    )
    expect(left.steps[0]?.content).toMatchObject([
      { question: { choices: [{ id: 'a' }, { id: 'b' }] } },
    ])
    expect(addLine(0, { node: 0, item: 0 })(listed).steps[0]?.content).toEqual([
      { list: ['One', '', 'Two'] },
    ])
  })
})

describe('the page of a picked element', () => {
  const { target: _, ...bare } = tooltip
  const at = (path: string): string => `https://app.test${path}`

  test('has any record where its path names one', () => {
    expect(pageOf('/people/7/edit')).toBe('/people/*/edit')
    expect(pageOf('/o/6F9619FF-8B86-D011-B42D-00C04FC964FF')).toBe('/o/*')
    for (const path of ['/', '/v2/people', '/people/ann-7', '/people/'])
      expect(pageOf(path)).toBe(path)
  })

  test('is asked for once, and never in place of what the author has said', () => {
    const picked = pickTarget(0, { id: 'a' }, at('/people'))
    expect(picked(bare)).toMatchObject({ target: { id: 'a' }, trigger: { url: '/people' } })
    expect(picked(tooltip).trigger).toBeUndefined()
    const said = setTrigger(0, { url: '/x/**', after: { delay: '5s' } })(bare)
    expect(picked(said).trigger).toEqual({ url: '/x/**', after: { delay: '5s' } })
    const late = setTrigger(0, { after: { delay: '5s' } })(bare)
    expect(picked(late).trigger).toEqual({ url: '/people', after: { delay: '5s' } })
  })

  test('is said by a later step of a tour only where the tour moves on', () => {
    const tour = addStep(
      0,
      '/people',
    )(pickTarget(0, { id: 'a' }, at('/people'))(setType('tour')(bare)))
    expect(pickTarget(1, { id: 'b' }, at('/people'))(tour).steps[1]?.trigger).toBeUndefined()
    expect(pickTarget(1, { id: 'b' }, at('/plans'))(tour).steps[1]).toMatchObject({
      target: { id: 'b' },
      trigger: { url: '/plans' },
    })
  })
})
