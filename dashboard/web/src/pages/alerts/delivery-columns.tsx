import type { DeliveryItem } from '@waymark/schemas/api/alerts'
import { Ago } from '../../ui/ago.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { Name } from '../../ui/name.tsx'
import { sayNumber } from '../../words/number.ts'
import type { NameOf } from '../../words/say-sender.ts'

const looks: Readonly<
  Record<DeliveryItem['status'], { readonly says: string; readonly look?: string }>
> = {
  waiting: { says: 'waiting', look: 'info' },
  delivered: { says: 'delivered', look: 'good' },
  retrying: { says: 'retrying', look: 'warn' },
  dead: { says: 'gave up', look: 'bad' },
  dropped: { says: 'dropped' },
}

export const DeliveryStatus = ({ delivery }: { readonly delivery: DeliveryItem }) => (
  <span class="badge" data-is={looks[delivery.status].look}>
    {looks[delivery.status].says}
  </span>
)

/** What the receiver said, and how fast: `200 in 41 ms`. */
export const sayResponse = ({ httpStatus, ms, error }: DeliveryItem): string => {
  if (httpStatus === undefined) return error ?? '–'
  return ms === undefined ? String(httpStatus) : `${httpStatus} in ${sayNumber(ms)} ms`
}

/** What the receiver said; of what is tried again, when: `503, again in 8 min`. */
const Response = ({ delivery }: { readonly delivery: DeliveryItem }) =>
  delivery.next === undefined ? (
    sayResponse(delivery)
  ) : (
    <>
      {delivery.attempts === 0 ? 'First try' : `${delivery.httpStatus ?? 'No answer'}, again`}{' '}
      <Ago at={delivery.next} />
    </>
  )

interface DeliveryColumns {
  readonly name: NameOf
  readonly onOpen: (delivery: DeliveryItem) => void
  readonly narrow: boolean
}

export const deliveryColumns = ({
  name,
  onOpen,
  narrow,
}: DeliveryColumns): readonly Column<DeliveryItem>[] => {
  const columns: readonly (Column<DeliveryItem> | false)[] = [
    {
      name: 'what',
      label: 'Alert',
      width: 'auto',
      phone: 'lead',
      show: (delivery) => (
        <button type="button" class="title" data-row onClick={() => onOpen(delivery)}>
          <Name>
            {delivery.kind === 'test'
              ? 'Test'
              : `${name('subject', delivery.subject)}: ${delivery.engagement === undefined ? name('pql', delivery.pql) : name('engagement', delivery.engagement)}`}
          </Name>
        </button>
      ),
    },
    {
      name: 'status',
      label: 'Status',
      width: '7.5rem',
      phone: 'end',
      show: (delivery) => <DeliveryStatus delivery={delivery} />,
    },
    !narrow && {
      name: 'response',
      label: 'Response',
      width: '10rem',
      phone: 'meta',
      show: (delivery) => <Response delivery={delivery} />,
    },
    !narrow && {
      name: 'attempts',
      label: 'Tries',
      width: '3.5rem',
      num: true,
      phone: 'hide',
      show: (delivery) => delivery.attempts,
    },
    !narrow && {
      name: 'at',
      label: 'When',
      width: '7.5rem',
      phone: 'meta-end',
      show: (delivery) => <Ago at={delivery.at} />,
    },
  ]
  return columns.filter((column) => column !== false)
}
