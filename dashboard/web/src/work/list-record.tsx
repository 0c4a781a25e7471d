import { ArrowLeft } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { useOpenRow } from '../ui/use-open-row.ts'
import { useParam } from '../ui/use-param.ts'

/** One line of a list. */
interface Row {
  readonly title: ComponentChildren
  readonly state: ComponentChildren
  readonly says: ComponentChildren
  readonly foot: ComponentChildren
}

interface ListRecordProps<Item> {
  /** The parameter of the address that names the open one. */
  readonly param: string
  readonly items: readonly Item[]
  readonly idOf: (item: Item) => string
  readonly row: (item: Item) => Row
  readonly record: (item: Item) => ComponentChildren
  /** What stands below the rows. */
  readonly below: ComponentChildren
  /** The way back to the list, where there is room for one of the two. */
  readonly back: string
  /** Shown where there is nothing to list. */
  readonly empty: ComponentChildren
}

interface ListRowProps extends Row {
  readonly isOpen: boolean
  readonly onOpen: () => void
}

const ListRow = ({ title, state, says, foot, isOpen, onOpen }: ListRowProps) => (
  <li class="lead-row" data-is={isOpen ? 'open' : undefined}>
    <button type="button" data-row aria-current={isOpen ? 'true' : undefined} onClick={onOpen}>
      <span class="row-tight">
        <b class="cut">{title}</b>
        <span class="push">{state}</span>
      </span>
      <span class="small quiet cut">{says}</span>
      <span class="tiny faint row-tight">{foot}</span>
    </button>
  </li>
)

/** A list, and beside it the record of the open row: the one that the address names, or the first. */
export const ListRecord = <Item,>(props: ListRecordProps<Item>) => {
  const { param, items, idOf, row, record, below, back, empty } = props
  const [chosen, choose] = useParam(param)
  const picked = items.find((item) => idOf(item) === chosen)
  const open = picked ?? items[0]
  const rows = useOpenRow(open && idOf(open))
  if (!open) return <>{empty}</>
  return (
    <div class="panes inbox" data-form="list-record" data-open={picked ? 'yes' : 'no'}>
      <div class="phone-list">
        <ul ref={rows}>
          {items.map((item) => (
            <ListRow
              key={idOf(item)}
              {...row(item)}
              isOpen={item === open}
              onOpen={() => choose(idOf(item))}
            />
          ))}
        </ul>
        {below}
      </div>
      <div class="phone-record">
        <button
          type="button"
          class="button back-to-list"
          data-look="plain"
          onClick={() => choose('')}
        >
          <ArrowLeft class="icon" /> {back}
        </button>
        {record(open)}
      </div>
    </div>
  )
}
