import type { GuideWay } from '@waymark/schemas/api/guide-numbers'
import { NumbersTable } from './numbers-table.tsx'
import { sayBy, sayDeed } from './say-numbers.ts'

const sources = {
  content: '',
  own: '',
  older: ', not there any more',
  unknown: ', in no version that is kept',
} as const

/** By what people clicked a guide or a step, and by what they left it. */
export const WayTable = ({
  label,
  ways,
  of,
}: {
  readonly label: string
  readonly ways: readonly GuideWay[]
  readonly of: number
}) =>
  ways.length === 0 ? null : (
    <NumbersTable
      label={label}
      what="By"
      of={of}
      rows={ways.map((way) => ({
        ...{ key: `${way.deed} ${way.by}`, people: way.people, times: way.times },
        name: (
          <>
            <bdi>{sayBy(way)}</bdi>{' '}
            <span class="tiny faint">
              {sayDeed(way)}
              {sources[way.source]}
            </span>
          </>
        ),
      }))}
    />
  )
