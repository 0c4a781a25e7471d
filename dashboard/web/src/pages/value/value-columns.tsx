import type { GoldenItem } from '@waymark/schemas/api/golden'
import type { Column } from '../../ui/data-table.tsx'
import { Name } from '../../ui/name.tsx'
import { sayNumber, sayShare } from '../../words/number.ts'
import { sayTimes, strengthNames } from './say-value.ts'

const kinds = { event: 'Event', page: 'Page', feature: 'Feature' } as const

/** The share that reached the target of those who did it, beside that of the others. */
const Shares = ({ item }: { readonly item: GoldenItem }) => {
  const { precision, otherwise } = item
  return (
    <span class="value-shares">
      <span class="value-bars" aria-hidden="true">
        <progress class="bar-thin" value={precision} max={1} />
        <progress class="bar-thin" data-is="others" value={otherwise} max={1} />
      </span>
      <span>
        <b>{sayShare(precision, 1)}</b> <span class="faint">against {sayShare(otherwise, 1)}</span>
      </span>
    </span>
  )
}

export const valueColumns = (onOpen: (item: GoldenItem) => void): readonly Column<GoldenItem>[] => [
  {
    name: 'deed',
    label: 'Done early',
    width: 'auto',
    phone: 'lead',
    show: (item) => (
      <button type="button" class="title" data-row onClick={() => onOpen(item)}>
        <Name>{item.name}</Name>
      </button>
    ),
  },
  {
    name: 'kind',
    label: 'Kind',
    width: '5.5rem',
    phone: 'hide',
    show: ({ kind }) => <span class="quiet">{kinds[kind]}</span>,
  },
  {
    name: 'times',
    label: 'How often',
    width: '9rem',
    phone: 'meta',
    show: ({ times }) => <span class="quiet">{sayTimes(times)}</span>,
  },
  {
    name: 'shares',
    label: 'Reached it',
    width: '16rem',
    phone: 'meta-end',
    show: (item) => <Shares item={item} />,
  },
  {
    name: 'people',
    label: 'People',
    width: '5.5rem',
    phone: 'hide',
    num: true,
    show: ({ people }) => sayNumber(people),
  },
  {
    name: 'strength',
    label: 'Goes together',
    width: '9.5rem',
    phone: 'end',
    show: ({ strength, phi }) => (
      <span class="strength" data-strength={strength}>
        {phi < 0 && strength !== 'chance' ? 'The reverse' : strengthNames[strength]}
      </span>
    ),
  },
]
