import type { NameOf } from '../words/say-sender.ts'
import { Blaze } from './blaze.tsx'
import { Name } from './name.tsx'

interface MilestoneCountProps {
  readonly ids: readonly string[]
  readonly name: NameOf
}

/** The milestones that somebody reached, as blazes; their names on hover and for screen readers. */
export const MilestoneCount = ({ ids, name }: MilestoneCountProps) =>
  ids.length === 0 ? (
    <span class="faint">None yet</span>
  ) : (
    <span class="row-tight" title={ids.map((id) => name('milestone', id)).join(', ')}>
      <span class="blazes">
        {ids.slice(0, 8).map((id) => (
          <Blaze key={id} />
        ))}
      </span>
      <span class="cut">
        <Name>{name('milestone', ids.at(-1) ?? '')}</Name>
      </span>
    </span>
  )
