import { type Did, type GuideNumbers, guideDeeds } from '@waymark/schemas/api/guide-numbers'
import { createLineForms } from '../http/line-forms.ts'

/** One count of a guide, as a line of an export has it. */
export interface NumberLine {
  readonly guide: string
  /** ISO 8601, UTC. */
  readonly from: string
  readonly to: string
  /** `guide`, `step`, `post`, `task`, `item`, `variant`, `language` */
  readonly of: string
  readonly id: string
  readonly name: string
  /** `shown`, `seen`, `clicked` …; of a step `reached` and `stopped`, of a post `read` and `reacted`, of a task `opened` and `done`. */
  readonly what: string
  /** The button, the way out, the reaction. */
  readonly by: string
  readonly people: number
  /** `` where only people are counted. */
  readonly times: number | ''
}

const columns = [
  ...(['guide', 'from', 'to', 'of', 'id', 'name', 'what', 'by', 'people', 'times'] as const),
] satisfies readonly (keyof NumberLine)[]

type Of = Pick<NumberLine, 'of' | 'id' | 'name'>
type Count = Pick<NumberLine, 'what' | 'people'> & Partial<Pick<NumberLine, 'by' | 'times'>>

const done = (what: string, { people, times }: Did): Count => ({ what, people, times })

type Ways = GuideNumbers['ways']
const deedsOf = (told: GuideNumbers | GuideNumbers['steps'][number]): readonly Count[] => [
  ...guideDeeds.map((deed) => done(deed, told[deed])),
  ...waysOf(told.ways),
]
const waysOf = (ways: Ways): readonly Count[] =>
  ways.map(({ deed, by, people, times }) => ({ what: deed, by, people, times }))

const partsOf = (of: string, parts: GuideNumbers['variants']) =>
  parts.map(({ id, shown, clicked, completed }): readonly [Of, readonly Count[]] => [
    { of, id, name: id },
    Object.entries({ shown, clicked, completed }).map(([what, people]) => ({ what, people })),
  ])

/** Each count of a guide as a line. */
export const linesOf = (numbers: GuideNumbers): readonly NumberLine[] => {
  const { id: guide, name, from, to, shown, opened, steps, posts, tasks, items } = numbers
  const whole: readonly Count[] = [
    done('shown', shown),
    ...(opened ? [done('opened', opened)] : []),
    ...deedsOf(numbers),
  ]
  const parts: readonly (readonly [Of, readonly Count[]])[] = [
    [{ of: 'guide', id: guide, name }, whole],
    ...steps.map((step): readonly [Of, readonly Count[]] => [
      { of: 'step', id: step.id, name: step.name },
      [
        { what: 'reached', people: step.reached },
        { what: 'stopped', people: step.stopped },
        ...deedsOf(step),
      ],
    ]),
    ...posts.map((post): readonly [Of, readonly Count[]] => [
      { of: 'post', id: post.id, name: post.name },
      [
        { what: 'read', people: post.read },
        ...post.reactions.map(({ reaction: by, people }) => ({ what: 'reacted', by, people })),
      ],
    ]),
    ...tasks.map((task): readonly [Of, readonly Count[]] => [
      { of: 'task', id: task.milestone, name: task.name },
      [done('opened', task.opened), { what: 'done', people: task.done }],
    ]),
    ...items.map((item): readonly [Of, readonly Count[]] => [
      { of: 'item', id: item.name, name: item.name },
      [done('opened', item.opened)],
    ]),
    ...partsOf('variant', numbers.variants),
    ...partsOf('language', numbers.languages),
  ]
  const range = { from: new Date(from).toISOString(), to: new Date(to).toISOString() }
  return parts.flatMap(([of, counts]) =>
    counts.map(({ what, by = '', people, times = '' }) => ({
      ...{ guide, ...range, ...of, what, by, people, times },
    })),
  )
}

/** The forms of an export of numbers. */
export const forms = createLineForms<NumberLine, keyof NumberLine>(columns)
