import {
  type Did,
  type GuideDeeds,
  type GuideNumbers,
  type GuideNumbersItem,
  type GuidePart,
  type GuideStepNumbers,
  type GuideWay,
  guideDeeds,
} from '@waymark/schemas/api/guide-numbers'
import { sayPercent } from './percent.ts'
import { plain, table } from './table.ts'

const share = (part: number, of: number): string => (of === 0 ? '–' : sayPercent(part / of))

const seconds = (ms: number): string => {
  const whole = Math.round(ms / 1000)
  if (whole < 120) return `${whole} s`
  if (whole < 7200) return `${Math.round(whole / 60)} min`
  return whole < 172_800 ? `${Math.round(whole / 3600)} h` : `${Math.round(whole / 86_400)} d`
}

/** What every guide has, in words. */
const ownParts: { readonly [by: string]: string } = {
  close: 'its close button',
  escape: 'Escape',
  target: 'the element it points at',
  open: 'its button, to open it',
  next: 'Next',
  back: 'Back',
  skip: 'nothing: its last step found no place',
  complete: 'Done',
}

const sayWay = ({ deed, by, source }: GuideWay): string => {
  if (source === 'own') return `${deed} by ${ownParts[by] ?? by}`
  return `${deed} by "${by}"${source === 'content' ? '' : ' (not there any more)'}`
}

const rowOf = (name: string, { people, times }: Did, of: number): readonly string[] => [
  ...[name, `${people}`, share(people, of), `${times}`],
]

const columns = ['people', 'share', 'times']

const deedRows = (told: GuideDeeds, of: number): readonly (readonly string[])[] =>
  guideDeeds.filter((deed) => told[deed].times > 0).map((deed) => rowOf(deed, told[deed], of))

const wayRows = (ways: readonly GuideWay[], of: number): readonly (readonly string[])[] =>
  ways.map((way) => rowOf(`  ${sayWay(way)}`, way, of))

const block = (head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] =>
  rows.length === 0 ? [] : ['', ...table([head, ...rows]).split('\n')]

const stepRows = (steps: readonly GuideStepNumbers[], shown: number) =>
  steps.flatMap(({ id, name, inForce, reached, stopped, ways }) => [
    [
      `${id}${name === '' ? '' : ` ${name}`}${inForce ? '' : ' (not there any more)'}`,
      ...[`${reached}`, share(reached, shown), `${stopped} stopped`],
    ],
    ...wayRows(
      ways.filter(({ people }) => people > 0),
      reached,
    ),
  ])

const partRows = (parts: readonly GuidePart[]) =>
  parts.map(({ id, shown, clicked, completed }) => [
    ...[id, `${shown}`, share(clicked, shown), share(completed, shown)],
  ])

const sayTime = ({ toComplete }: GuideNumbers): readonly string[] => {
  if (!toComplete) return []
  const { showings, half, most } = toComplete
  return [
    `  To complete it half took ${seconds(half)} at most, nine in ten ${seconds(most)} (${showings} ${showings === 1 ? 'showing' : 'showings'})`,
  ]
}

const shelfRows = ({ posts, tasks, items, shown }: GuideNumbers): readonly string[] => [
  ...block(
    ['post', 'read', 'reactions'],
    posts.map(({ id, name, read, reactions }) => [
      ...[name || id, `${read}`],
      reactions.map(({ reaction, people }) => `${reaction} ${people}`).join(', '),
    ]),
  ),
  ...block(
    ['task', 'opened', 'done', ''],
    tasks.map(({ name, opened, done }) => [
      ...[name, `${opened.people}`, `${done}`, share(done, shown.people)],
    ]),
  ),
  ...block(
    ['item', 'opened', 'share', 'times'],
    items.map(({ name, opened }) => rowOf(name, opened, shown.people)),
  ),
]

/** A guide's numbers, for people. */
export const sayGuide = (numbers: GuideNumbers): string => {
  const { id, name, type, inForce, version, shown, opened, ways, steps } = numbers
  const days = [numbers.from, numbers.to].map((at) => new Date(at).toISOString().slice(0, 10))
  const head = [
    `${name} (${type} ${id}, version ${version}${inForce ? '' : ', not published any more'})`,
    `  ${days.join(' to ')}`,
  ]
  if (shown.people === 0) {
    return [...head, '  It was shown to nobody.'].map(plain).join('\n')
  }
  const parts = ['shown', 'clicked', 'completed']
  return [
    ...head,
    ...sayTime(numbers),
    ...block(
      ['', ...columns],
      [
        rowOf('shown', shown, shown.people),
        ...(opened ? [rowOf('opened', opened, shown.people)] : []),
        ...deedRows(numbers, shown.people),
        ...(steps.length > 0 ? [] : wayRows(ways, shown.people)),
      ],
    ),
    ...block(['step', 'reached', 'share', ''], stepRows(steps, shown.people)),
    ...shelfRows(numbers),
    ...block(['variant', ...parts], partRows(numbers.variants)),
    ...block(
      ['language', ...parts],
      numbers.languages.length > 1 ? partRows(numbers.languages) : [],
    ),
  ]
    .map(plain)
    .join('\n')
}

/** The list of guides, for people. */
export const sayGuides = (guides: readonly GuideNumbersItem[]): string => {
  const rows = guides.map(({ id, name, type, inForce, shown, clicked, completed }) => [
    ...[id, type, `${shown.people}`],
    ...[share(clicked.people, shown.people), share(completed.people, shown.people)],
    `${name}${inForce ? '' : ' (not published any more)'}`,
  ])
  return table([['guide', 'type', 'people', 'clicked', 'completed', 'name'], ...rows])
    .split('\n')
    .map(plain)
    .join('\n')
}
