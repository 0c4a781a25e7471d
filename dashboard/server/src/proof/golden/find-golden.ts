import type { Definition } from '@waymark/schemas'
import type { GoldenItem, Strength } from '@waymark/schemas/api/golden'
import { type Association, associationOf, isTestable } from '../maths/association.ts'
import { falseDiscoveryRates } from '../maths/false-discovery.ts'
import type { TwoByTwo } from '../maths/two-by-two.ts'
import { type EarlyDeed, type EarlyPeople, timesTried } from './read-early.ts'

/** Of what is taken to be more than chance, so large a share may be chance on average. */
const mayBeChance = 0.05

interface Tried {
  readonly deed: EarlyDeed
  readonly times: number
  readonly table: TwoByTwo
  readonly found: Association
}

type Judged = Pick<EarlyPeople, 'people' | 'reached'>

const tableOf = ({ deed, at }: { deed: EarlyDeed; at: number }, all: Judged): TwoByTwo => {
  const did = deed.did[at] ?? 0
  const didAndReached = deed.reached[at] ?? 0
  const reachedOnly = all.reached - didAndReached
  return {
    didAndReached,
    didOnly: did - didAndReached,
    reachedOnly,
    neither: all.people - did - reachedOnly,
  }
}

/** Every number of times that is another question than the one before, where there are enough people to ask it. */
const triesOf = (deed: EarlyDeed, all: Judged): readonly Tried[] =>
  timesTried.flatMap((times, at) => {
    const isNew = at === 0 || deed.did[at] !== deed.did[at - 1]
    const table = tableOf({ deed, at }, all)
    return isNew && isTestable(table) ? [{ deed, times, table, found: associationOf(table) }] : []
  })

const strengthOf = (phi: number, q: number): Strength => {
  const size = Math.abs(phi)
  if (q > mayBeChance) return 'chance'
  if (size >= 0.4) return 'high'
  if (size >= 0.3) return 'moderate'
  return size >= 0.2 ? 'slight' : 'weak'
}

const kindOf = (key: string): GoldenItem['kind'] =>
  key.startsWith('feature/') ? 'feature' : key.startsWith('page/') ? 'page' : 'event'

const often = ['', 'once', 'twice'] as const

/** `once`, `twice`, `5 times`. */
const sayTimes = (times: number): string => often[times] ?? `${times} times`

const percent = (share: number): string => `${Math.round(share * 100)}%`

const verbs = { event: 'did', page: 'saw', feature: 'used' } as const

const sayItem = (item: Omit<GoldenItem, 'says' | 'id' | 'q' | 'strength'>): string => {
  const { kind, name, times, precision, otherwise } = item
  const who = `Of those who ${verbs[kind]} ${name}${times > 1 ? ` at least ${sayTimes(times)}` : ''}`
  return `${who}, ${percent(precision)} reached it; of the others ${percent(otherwise)}.`
}

type NameOf = (kind: GoldenItem['kind'], id: string) => string

const itemOf = ({ deed, times, table, found }: Tried, q: number, nameOf: NameOf): GoldenItem => {
  const kind = kindOf(deed.key)
  const id = deed.key.slice(kind.length + 1)
  const { phi, precision, recall, support, lift } = found
  const others = table.reachedOnly + table.neither
  const item = {
    kind,
    name: nameOf(kind, id),
    times,
    people: table.didAndReached + table.didOnly,
    reached: table.didAndReached,
    phi,
    precision,
    otherwise: others === 0 ? 0 : table.reachedOnly / others,
    recall,
    support,
    lift,
  }
  return { ...item, id, q, strength: strengthOf(phi, q), says: sayItem(item) }
}

/** The name of a feature as its author wrote it; events and pages are called what they are called. */
export const namesIn =
  (definitions: readonly Definition[]): NameOf =>
  (kind, id) => {
    if (kind !== 'feature') return id
    return definitions.find((d) => d.kind === 'feature' && d.id === id)?.name ?? id
  }

/** What is tried of one event, page or feature. */
interface Candidate {
  readonly best: Tried
  /** How often chance alone would show as much for any of its numbers of times: the smallest p, times their number (Bonferroni). */
  readonly p: number
}

const candidateOf = (tries: readonly Tried[]): Candidate | undefined => {
  const [best] = [...tries].sort((a, b) => a.found.p - b.found.p)
  return best && { best, p: Math.min(1, best.found.p * tries.length) }
}

/**
 * What goes with reaching the target, closest first: of each event, page and feature the number of times that says most. The false
 * discovery rate is that of what is shown, one line each: corrected first within each for its numbers of times, then over all of them,
 * those that are not shown, too. (Corrected over all tries at once, one true discovery that shows at five numbers of times would make
 * room for false ones.)
 */
export const findGolden = (
  deeds: readonly EarlyDeed[],
  all: Judged,
  nameOf: NameOf = (_, id) => id,
): { readonly tried: number; readonly items: readonly GoldenItem[] } => {
  const tries = deeds.map((deed) => triesOf(deed, all))
  const candidates = tries.flatMap((own) => candidateOf(own) ?? [])
  const qs = falseDiscoveryRates(candidates.map(({ p }) => p))
  const items = candidates.map(({ best }, i) => itemOf(best, qs[i] ?? 1, nameOf))
  const isChance = ({ strength }: GoldenItem): number => (strength === 'chance' ? 1 : 0)
  return {
    tried: tries.flat().length,
    items: items.sort((a, b) => isChance(a) - isChance(b) || b.phi - a.phi),
  }
}
