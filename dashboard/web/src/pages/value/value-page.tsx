import type { GoldenFeatures, GoldenItem } from '@waymark/schemas/api/golden'
import { type Shown, useQuery } from '../../api/queries.ts'
import { address } from '../../api/request.ts'
import { useSession } from '../../app/session.ts'
import { ChoiceChips } from '../../ui/choice-chips.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Empty } from '../../ui/states.tsx'
import { useParam } from '../../ui/use-param.ts'
import { saySpan } from '../../words/duration.ts'
import { sayCount, sayNumber, sayShare } from '../../words/number.ts'
import { DeedDialog } from './deed-dialog.tsx'
import { valueColumns } from './value-columns.tsx'

const sayDays = (id: string): string => (id === '1d' ? 'day' : id.replace('d', ' days'))
const early = ['1d', '2d', '3d', '7d'].map((id) => ({ id, label: `First ${sayDays(id)}` }))
const later = ['7d', '14d', '30d'].map((id) => ({ id, label: `Within ${sayDays(id)}` }))

const keyOf = ({ kind, id }: GoldenItem): string => `${kind}/${id}`

/** `reached At home`, `came back` */
const sayReached = ({ id, name }: GoldenFeatures['target']) =>
  id.startsWith('milestone:') ? (
    <>
      reached <b dir="auto">{name}</b>
    </>
  ) : (
    <b>{name.toLowerCase()}</b>
  )

/** Whom the numbers are about, and how many of them came there. */
const Finding = ({ golden }: { readonly golden: GoldenFeatures }) => {
  const { people, reached, target, leftOut, firstMs } = golden
  return (
    <div class="gutter value-finding">
      <p class="finding">
        <b>{sayShare(reached, people)}</b> of {sayCount(people, 'person', 'people')}{' '}
        {sayReached(target)}
      </p>
      <p class="small quiet">
        What they did in their first {saySpan(firstMs).replace(/^1 /, '')} goes with it, or does
        not. It is a correlation until an experiment shows more.
        {leftOut.young > 0 &&
          ` ${sayCount(leftOut.young, 'person is', 'people are')} too new to be judged.`}
        {leftOut.already > 0 &&
          ` ${sayCount(leftOut.already, 'person was', 'people were')} there before that already, and ${leftOut.already === 1 ? 'is' : 'are'} left out.`}
      </p>
    </div>
  )
}

const tooEarly = ({ leftOut }: GoldenFeatures): string =>
  leftOut.young > 0
    ? 'Everybody is too new to be judged. Choose a shorter time, or wait.'
    : 'Nobody has been here whom this could be told of. Once events arrive, and people have been here for as long as they are judged by, it says what those did who got there.'

const TooFew = ({ golden }: { readonly golden: GoldenFeatures }) => (
  <Empty title="Nothing can be said yet">
    <p>
      {golden.people === 0
        ? tooEarly(golden)
        : `${sayCount(golden.people, 'person', 'people')} can be judged, and ${sayNumber(golden.reached)} of them got there: too few to tell anything from chance.`}
    </p>
  </Empty>
)

const Table = ({ golden }: { readonly golden: GoldenFeatures }) => {
  const [key, setKey] = useParam('deed')
  const open = golden.items.find((item) => keyOf(item) === key)
  const onOpen = (item: GoldenItem): void => setKey(keyOf(item))
  const found = golden.items.filter(({ strength }) => strength !== 'chance')
  const chance = golden.items.filter(({ strength }) => strength === 'chance')
  const shared = { columns: valueColumns(onOpen), keyOf, onOpen }
  if (golden.items.length === 0) return <TooFew golden={golden} />
  return (
    <>
      <Finding golden={golden} />
      {found.length > 0 ? (
        <DataTable label="What goes with it" rows={found} {...shared} />
      ) : (
        <p class="gutter value-none">Nothing goes with it by more than chance.</p>
      )}
      {chance.length > 0 && (
        <details class="value-chance">
          <summary class="small">
            {sayCount(chance.length, 'more may be', 'more may be')} chance alone
          </summary>
          <DataTable label="What may be chance alone" rows={chance} {...shared} />
        </details>
      )}
      <DeedDialog item={open} golden={golden} onClose={() => setKey('')} />
    </>
  )
}

interface AskedProps {
  readonly answer: Shown<GoldenFeatures>
  readonly first: string
  readonly by: string
  readonly set: (name: 'target' | 'first' | 'by', value: string) => void
}

const Asked = ({ answer, first, by, set }: AskedProps) => {
  const { targets = [], target } = answer.data ?? {}
  return (
    <div class="bar">
      <label class="row-tight value-target">
        <span class="small quiet">Leads to</span>
        <select
          class="input"
          value={target?.id}
          onChange={(event) => set('target', event.currentTarget.value)}
        >
          {targets.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <ChoiceChips
        label="What counts as early"
        choices={early}
        value={first}
        onChoose={(value) => set('first', value)}
      />
      <ChoiceChips
        label="Until when the target counts"
        choices={later}
        value={by}
        onChoose={(value) => set('by', value)}
      />
    </div>
  )
}

const days = (text: string): number => Number.parseInt(text, 10)

/** What people do early that goes with reaching a milestone, coming back or paying. */
export const ValuePage = () => {
  const { env } = useSession()
  const [target, setTarget] = useParam('target')
  const [chosenFirst, setFirst] = useParam('first')
  const [chosenBy, setBy] = useParam('by')
  const by = chosenBy || '7d'
  const wanted = chosenFirst || '2d'
  const first = days(wanted) < days(by) ? wanted : '3d'
  const golden = useQuery<GoldenFeatures>(address('/api/golden', { env, target, first, by }))
  const set = { target: setTarget, first: setFirst, by: setBy }
  return (
    <>
      <PageHead title="What leads to value" asOf={golden.data?.asOf} />
      <Asked
        answer={golden}
        first={first}
        by={by}
        set={(name, value) => set[name](value, 'replace')}
      />
      <Loaded answer={golden}>{(data) => <Table golden={data} />}</Loaded>
    </>
  )
}
