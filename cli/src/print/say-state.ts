import type { AccountState, PersonState } from '@waymark/processor'
import type { StateAnswer } from '@waymark/schemas/api/operation'
import { instant, plain, table } from './table.ts'

type State = PersonState | AccountState

const section = (title: string, rows: readonly (readonly string[])[]): readonly string[] =>
  rows.length === 0
    ? []
    : ['', title, table(rows.map((row) => ['  '.concat(row[0] ?? ''), ...row.slice(1)]))]

const whenOf = (at: number | undefined): string => (at === undefined ? '' : instant(at))

const milestones = (state: State): readonly (readonly string[])[] =>
  Object.entries(state.mile).map(([id, { started, reached }]) => [
    id,
    reached === undefined ? `started ${whenOf(started)}` : `reached ${whenOf(reached)}`,
  ])

/** Each score, and under it what every part adds, measured and got points for. */
export const scoreRows = (state: Pick<State, 'score'>): readonly (readonly string[])[] =>
  Object.entries(state.score ?? {}).flatMap(([id, { value, cohort, parts }]) => [
    [id, String(value), cohort === undefined ? '' : `compared with ${cohort}`],
    ...Object.entries(parts).map(([part, { raw, points, adds }]) => [
      `  ${part}`,
      `+${adds}`,
      `${raw} measured, ${points} points`,
    ]),
  ])

const pqls = (state: State): readonly (readonly string[])[] =>
  Object.entries(state.pql).map(([id, { since, turn, owner }]) => [
    id,
    since === undefined ? 'no' : `since ${instant(since)}, turn ${turn}`,
    owner ? `claimed by ${owner.by}` : '',
  ])

const times = (deed: string, { length }: readonly number[]): string =>
  length === 0 ? '' : `${deed} ${length} ${length === 1 ? 'time' : 'times'}`

type Message = Pick<PersonState['eng'][string], 'dec' | 'gate' | 'shown' | 'acted'>

/** What has a decision is painted; what goes out without one is sent. Of what a gate stopped since the state does not say which. */
const sayMessage = ({ dec, gate, shown, acted }: Message): readonly string[] => {
  if (dec !== undefined) return [`decided (${dec})`, times('painted', shown)]
  if (gate !== undefined) return [`held back: ${gate}`, times('painted or sent', shown)]
  return shown.length === 0 ? ['not decided', ''] : [times(acted ? 'painted' : 'sent', shown), '']
}

const messages = (state: State): readonly (readonly string[])[] =>
  state.kind !== 'person'
    ? []
    : Object.entries(state.eng).map(([id, message]) => [id, ...sayMessage(message)])

/** A snapshot for people; `--json` has all of it. */
export const sayState = ({ subject, version, state: json }: StateAnswer): string => {
  const state = json as unknown as State
  const head = [
    ['subject', subject],
    ['version', String(version)],
    ['lifecycle', `${state.life.state} since ${instant(state.life.since)}`],
    ['first seen', whenOf(state.first)],
    ['last seen', whenOf(state.last)],
    ...(state.kind === 'person'
      ? [
          ['account', state.acc?.id ?? '-'],
          ['visitor ids', state.ids.join(', ') || '-'],
        ]
      : [['people', String(state.joined)]]),
  ]
  const traits = Object.entries(state.traits).map(([name, [value]]) => [
    name,
    JSON.stringify(value),
  ])
  const segments = Object.entries(state.seg).map(([id, since]) => [id, `since ${instant(since)}`])
  const text = [
    table(head),
    ...section('Traits', traits),
    ...section('Milestones', milestones(state)),
    ...section('Segments', segments),
    ...section('Scores', scoreRows(state)),
    ...section('PQL', pqls(state)),
    ...section('Messages', messages(state)),
  ]
  return text.join('\n').split('\n').map(plain).join('\n')
}
