import type { ApplyResult, PastProgress } from '@waymark/schemas/api/definitions'

type Change = ApplyResult['changes'][number]

const marks = { new: '+', changed: '~', same: '=' } as const

const percentOf = ({ read, events }: PastProgress): number =>
  events === 0 ? 0 : Math.min(99, Math.floor((100 * read) / events))

/** How much of a past is still to be read. */
export const sayPast = (past: PastProgress): string =>
  ` Its past is being read (${percentOf(past)}%); it is not in force yet.`

/** One dry run counts only so many definitions; of the others it is said once, below them. */
const isMore = ({ moves }: Change): boolean => moves?.t === 'untold' && moves.more === true

const sayMore = (changes: ApplyResult['changes']): readonly string[] => {
  const more = changes.filter(isMore)
  const [first] = more
  if (first?.moves?.t !== 'untold') return []
  const names = more.map(({ kind, id }) => `${kind}/${id}`).join(', ')
  return [`and ${more.length} more that were not counted (${first.moves.why}): ${names}`]
}

/** Who would come in and go out, or how much of the past is still to be read. */
const sayMoves = ({ movesSay, past }: Change): string => {
  if (past) return sayPast(past)
  return movesSay === undefined ? '' : ` ${movesSay}`
}

/** What is new, and what follows of it. */
const parted = ({ says }: Change): readonly [head: string, effect: string] => {
  const end = says.indexOf('. ')
  return end < 0 ? [says, ''] : [says.slice(0, end + 1), says.slice(end + 2)]
}

/** A line for each change; what follows of several alike is said once, below them. */
export const sayChanges = (changes: ApplyResult['changes']): readonly string[] => {
  const alike = Map.groupBy(changes, (change) => parted(change)[1])
  alike.delete('')
  const isShared = (effect: string): boolean => (alike.get(effect)?.length ?? 0) > 1
  return [
    ...changes.map((change) => {
      const { kind, id, what, version, says } = change
      const [head, effect] = parted(change)
      const said = isShared(effect) ? head : says
      return `${marks[what]} ${kind}/${id} v${version}  ${said}${sayMoves(change)}`
    }),
    ...[...alike]
      .filter(([effect]) => isShared(effect))
      .map(
        ([effect, all]) => `${all.map(({ kind, id }) => `${kind}/${id}`).join(', ')}: ${effect}`,
      ),
    ...sayMore(changes),
  ]
}
