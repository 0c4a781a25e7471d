import { Ago } from '../../ui/ago.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { Name } from '../../ui/name.tsx'
import { now } from '../../words/now.ts'
import type { NameOf } from '../../words/say-sender.ts'
import { exactTime, isoTime, recentTime } from '../../words/time.ts'
import { type LiveRow, rowAccount, rowName, rowWho } from './live-rows.ts'

const kindBadge = (row: LiveRow) => {
  if (row.kind === 'refusal')
    return (
      <span class="badge" data-is="bad">
        refused
      </span>
    )
  if (row.kind === 'change')
    return (
      <span class="badge" data-is="good">
        change
      </span>
    )
  return <span class="badge">{row.event.type}</span>
}

/** What is imported happened long before it arrived. */
const happened = (row: LiveRow): number => (row.kind === 'event' ? row.event.time : row.at)

interface LiveColumns {
  readonly name: NameOf
  readonly onOpen: (row: LiveRow) => void
  /** Beside an open inspector there is less room. */
  readonly narrow: boolean
}

export const liveColumns = ({ name, onOpen, narrow }: LiveColumns): readonly Column<LiveRow>[] => {
  const columns: readonly (Column<LiveRow> | false)[] = [
    {
      name: 'time',
      label: 'Time',
      width: '7rem',
      phone: 'hide',
      show: (row) => (
        <time class="faint" dateTime={isoTime(happened(row))} title={exactTime(happened(row))}>
          {recentTime(happened(row), now.value)}
        </time>
      ),
    },
    {
      name: 'what',
      label: 'What',
      width: 'auto',
      phone: 'lead',
      show: (row) => (
        <button type="button" class="title" data-row onClick={() => onOpen(row)}>
          <Name>{rowName(row, name)}</Name>
        </button>
      ),
    },
    {
      name: 'who',
      label: 'Who',
      width: narrow ? '36%' : '24%',
      phone: 'meta',
      show: (row) => <Name>{rowWho(row, name)}</Name>,
    },
    !narrow && {
      name: 'account',
      label: 'Account',
      width: '16%',
      phone: 'hide',
      show: (row) => <Name>{rowAccount(row, name)}</Name>,
    },
    !narrow && {
      name: 'source',
      label: 'Sent by',
      width: '6rem',
      phone: 'hide',
      show: (row) => (row.kind === 'event' ? row.event.source : ''),
    },
    { name: 'kind', label: 'Kind', width: '6.5rem', phone: 'end', show: kindBadge },
    !narrow && {
      name: 'ago',
      label: 'Arrived',
      width: '8.5rem',
      phone: 'meta-end',
      show: (row) => <Ago at={row.at} />,
    },
  ]
  return columns.filter((column) => column !== false)
}
