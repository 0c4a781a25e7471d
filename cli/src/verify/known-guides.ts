import type { Definition } from '@waymark/schemas'
import type { DefinitionList } from '@waymark/schemas/api/definitions'
import type { GuideTarget, GuideTargetList } from '@waymark/schemas/api/guide-targets'
import type { Api } from '../instance/api.ts'
import { plain } from '../print/table.ts'
import { targetsOf } from './targets-of.ts'

/** A translation of a guide whose text has changed since it was made. */
export interface StaleText {
  readonly guide: string
  readonly locale: string
  readonly text: string
  readonly of: string
}

/** Where an element was not found, or not as recorded, on people's pages. */
export type ToldTarget = Pick<
  GuideTarget,
  | 'guide'
  | 'path'
  | 'state'
  | 'found'
  | 'missed'
  | 'since'
  | 'times'
  | 'drifted'
  | 'drift'
  | 'reasons'
>

/** What an instance knows of its guides beside what a page shows now. It fails no build: people have met it already. */
export interface KnownOfGuides {
  readonly stale: readonly StaleText[]
  readonly told: readonly ToldTarget[]
}

export const nothingKnown: KnownOfGuides = { stale: [], told: [] }

const toldOf = (target: GuideTarget): ToldTarget => {
  const { guide, path, state, found, missed, since, times, drifted, drift, reasons } = target
  return {
    ...{ guide, path, state, found, missed, times, drifted, drift, reasons },
    ...(since === undefined ? {} : { since }),
  }
}

/** What is in force, and what is known of it. */
export const readInForce = async (
  api: Api,
  env: string,
): Promise<{ readonly definitions: readonly Definition[]; readonly known: KnownOfGuides }> => {
  const { definitions } = await api.get<DefinitionList>('/api/definitions', { env })
  const { targets } = await api.get<GuideTargetList>('/api/guide-targets', { env })
  const guides = definitions.filter(({ kind }) => kind === 'guide')
  const pointing = new Set(
    targetsOf(guides.map(({ definition }) => definition)).map(({ guide }) => guide),
  )
  return {
    definitions: definitions.map(({ definition }) => definition),
    known: {
      stale: guides.flatMap(({ id, stale = [] }) => stale.map((one) => ({ guide: id, ...one }))),
      told: targets
        .filter(({ guide, state }) => state !== 'found' && pointing.has(guide))
        .map(toldOf),
    },
  }
}

export const ofGuides = (
  { stale, told }: KnownOfGuides,
  isWanted: (guide: string) => boolean,
): KnownOfGuides => ({
  stale: stale.filter(({ guide }) => isWanted(guide)),
  told: told.filter(({ guide }) => isWanted(guide)),
})

const people = (count: number): string => (count === 1 ? '1 person' : `${count} people`)

const reasonWords: { readonly [reason: string]: string } = {
  ...{ missing: 'not found', refused: 'not sure enough' },
  ...{ occluded: 'covered by something', zero_size: 'without any size' },
}

/** `not found for 2 people, covered by something for 3 people`; somebody may have met both. */
const sayMissed = ({ missed, reasons }: ToldTarget): string =>
  reasons.length === 0
    ? `not found for ${people(missed)}`
    : reasons
        .map(({ reason, people: n }) => `${reasonWords[reason] ?? reason} for ${people(n)}`)
        .join(', ')

const sayTold = (told: ToldTarget): string => {
  const { state, found, since, times, drifted, drift } = told
  if (state === 'lost') {
    const day = since === undefined ? '' : ` since ${new Date(since).toISOString().slice(0, 10)}`
    return `${sayMissed(told)}${day}, found for ${found}`
  }
  if (state === 'sometimes') return `${sayMissed(told)}, found for ${found}`
  if (drift.length === 0) return `found for ${people(found)}, but not surely`
  return `found for ${people(found)}; ${drifted} of ${times} times not as recorded: ${drift.join(', ')}`
}

const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text)

/** Lines to put under the report. */
export const sayKnown = ({ stale, told }: KnownOfGuides): readonly string[] =>
  [
    ...told.map((one) => `in use     ${one.guide} on ${one.path || 'no path'}: ${sayTold(one)}`),
    ...stale.map(
      ({ guide, locale, text, of }) =>
        `stale      ${guide}: ${locale} "${short(text)}" was made of "${short(of)}", which has changed since`,
    ),
  ].map(plain)
