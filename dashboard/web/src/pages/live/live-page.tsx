import { useComputed, useSignal } from '@preact/signals'
import type { EventList } from '@waymark/schemas/api/events'
import { Pause, Play } from 'lucide-preact'
import { useQuery } from '../../api/queries.ts'
import { address } from '../../api/request.ts'
import { useNames } from '../../api/use-names.ts'
import { useKeys } from '../../app/key-bindings.ts'
import { useSession } from '../../app/session.ts'
import { ChoiceChips } from '../../ui/choice-chips.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { Empty } from '../../ui/states.tsx'
import { useParam } from '../../ui/use-param.ts'
import { now } from '../../words/now.ts'
import { sayCount } from '../../words/number.ts'
import { Inspector } from './inspector.tsx'
import { liveColumns } from './live-columns.tsx'
import { filterRows, type LiveRow } from './live-rows.ts'
import { RateLine } from './rate-line.tsx'
import { Stored } from './stored.tsx'
import { useLiveRows } from './use-live-rows.ts'

const kinds = [
  { id: '', label: 'All' },
  { id: 'event', label: 'Events' },
  { id: 'change', label: 'Changes' },
  { id: 'refusal', label: 'Refused' },
] as const

const Nothing = ({ filtered }: { readonly filtered: boolean }) =>
  filtered ? (
    <Empty title="Nothing matches">
      <p>Loosen the filter, or wait: what matches shows as it comes.</p>
    </Empty>
  ) : (
    <Empty title="No events yet">
      <p>Every event shows here within a second of its arrival, with the rules that it moved.</p>
      <a class="button" data-look="first" href="/setup">
        Install Waymark
      </a>
    </Empty>
  )

/** What happens now. It stands still under the hand, and says what waits. */
export const LivePage = () => {
  const { env } = useSession()
  const [text, setText] = useParam('filter')
  const [kind, setKind] = useParam('kind')
  const paused = useSignal(false)
  const hovered = useSignal(false)
  const open = useSignal<LiveRow | undefined>(undefined)
  const still = useComputed(() => paused.value || hovered.value || open.value !== undefined)
  const known = useQuery<EventList>(address('/api/events', { env, limit: 100 }))
  const { rows, waiting, fresh, quiet } = useLiveRows(known.data, still)
  const name = useNames()
  const toggle = (): void => {
    paused.value = !paused.value
  }
  useKeys([{ keys: ' ', does: 'Hold or go on', group: 'Live events', run: toggle }])
  const show = (row: LiveRow): void => {
    open.value = row
  }
  const close = (): void => {
    open.value = undefined
  }
  const shown = filterRows(rows.value, { text, kind }, name)
  return (
    <>
      <PageHead
        title="Live events"
        asOf={
          known.data
            ? Math.max(known.data.asOf, rows.value[0]?.at ?? 0, now.value - 1000)
            : undefined
        }
      >
        <button type="button" class="button" aria-pressed={paused.value} onClick={toggle}>
          {paused.value ? <Play class="icon" /> : <Pause class="icon" />}
          {paused.value ? 'Go on' : 'Hold'} <kbd>space</kbd>
        </button>
      </PageHead>
      <RateLine />
      <div class="bar">
        <ChoiceChips label="Kind" choices={kinds} value={kind} onChoose={setKind} />
        <SearchField
          label="Filter by name, person or account"
          value={text}
          onInput={(value) => setText(value, 'replace')}
        />
        <span class="small quiet" role="status">
          {waiting.value > 0 && (
            <b class="attention">{sayCount(waiting.value, 'new', 'new')} waiting</b>
          )}
        </span>
      </div>
      <Loaded answer={known} rows={12}>
        {() => (
          <div class="panes" data-form={open.value ? 'table-side' : 'table'}>
            {/* biome-ignore lint/a11y/noStaticElementInteractions: pointing only holds the list still */}
            <div
              onMouseEnter={() => {
                hovered.value = true
              }}
              onMouseLeave={() => {
                hovered.value = false
              }}
            >
              {shown.length === 0 ? (
                <Nothing filtered={rows.value.length > 0} />
              ) : (
                <>
                  {quiet.value && <Stored />}
                  <DataTable
                    label="Live events"
                    rows={shown}
                    columns={liveColumns({ name, onOpen: show, narrow: open.value !== undefined })}
                    keyOf={(row) => row.key}
                    onOpen={show}
                    isOpen={(row) => row.key === open.value?.key}
                    isNew={(row) => fresh.has(row.key)}
                  />
                </>
              )}
            </div>
            {open.value && <Inspector key={open.value.key} row={open.value} onClose={close} />}
          </div>
        )}
      </Loaded>
    </>
  )
}
