import type { GuideTarget, GuideTargetList, TargetState } from '@waymark/schemas/api/guide-targets'
import { useQuery } from '../../api/queries.ts'
import { address } from '../../api/request.ts'
import { useSession } from '../../app/session.ts'
import { Ago } from '../../ui/ago.tsx'
import { CodeBlock } from '../../ui/code-block.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Empty } from '../../ui/states.tsx'
import { now } from '../../words/now.ts'
import { DayBars } from './day-bars.tsx'
import { sayReasons, sayTarget } from './say-target.ts'

const badges: Readonly<Record<TargetState, readonly [word: string, is?: string]>> = {
  lost: ['lost', 'bad'],
  sometimes: ['sometimes', 'warn'],
  drifted: ['drifted', 'warn'],
  found: ['found', 'good'],
}

const Target = ({ target, from }: { readonly target: GuideTarget; readonly from: number }) => {
  const { state, guide, guideName, path, lastFound, missed } = target
  const [word, is] = badges[state]
  return (
    <li class="target">
      <div class="stack-1">
        <div class="row">
          <b dir="auto">{guideName}</b>
          <code class="faint">{path || 'no path'}</code>
          <span class="badge" data-is={is}>
            {word}
          </span>
        </div>
        <p>{sayTarget(target, now.value)}</p>
        <p class="tiny faint">
          <code>{guide}</code>
          {lastFound !== undefined && (
            <>
              , last found <Ago at={lastFound} />
            </>
          )}
          {missed > 0 && `; ${sayReasons(target)}`}
        </p>
      </div>
      <DayBars days={target.days} from={from} now={now.value} />
    </li>
  )
}

const Nothing = () => (
  <Empty title="No guide has looked for an element yet">
    <p>
      As soon as people meet a guide, its element shows here: whether it is found, on which page,
      and what has changed since it was recorded. Before a release, look for yourself:
    </p>
    <CodeBlock
      label="Command that looks for every element"
      text="npm run waymark -- verify --url https://app.example.com/settings"
    />
  </Empty>
)

const Body = ({ list }: { readonly list: GuideTargetList }) =>
  list.targets.length === 0 ? (
    <Nothing />
  ) : (
    <>
      <ul aria-label="Elements of guides">
        {list.targets.map((target) => (
          <Target key={`${target.guide} ${target.path}`} target={target} from={list.from} />
        ))}
      </ul>
      <p class="gutter small quiet targets-note">
        People by day over two weeks: found above the line, not found below it. A guide that does
        not find its element waits and shows nothing. To mend one, record its element anew and
        publish the guide: each version begins with no days behind it.
      </p>
    </>
  )

/** Where the elements of guides are found on people's pages, and since when not. */
export const TargetsPage = () => {
  const { env } = useSession()
  const list = useQuery<GuideTargetList>(address('/api/guide-targets', { env }))
  return (
    <>
      <PageHead
        title="Elements of guides"
        asOf={list.data?.asOf}
        meta="As people’s browsers report it"
      />
      <Loaded answer={list}>{(data) => <Body list={data} />}</Loaded>
    </>
  )
}
