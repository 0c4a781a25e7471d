import type { Overview } from '@waymark/schemas/api/overview'
import { useQuery } from '../../api/queries.ts'
import { address } from '../../api/request.ts'
import { useSession } from '../../app/session.ts'
import { CodeBlock } from '../../ui/code-block.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Empty } from '../../ui/states.tsx'
import { lifecycleName, lifecycleOrder } from '../../words/names.ts'
import { sayCount, sayNumber, sayShare } from '../../words/number.ts'
import { applyCommand, milestoneFile } from '../setup/snippets.ts'
import { JourneyView } from './journey-view.tsx'
import { ProductEngagementCard } from './product-engagement.tsx'
import { journeyOf } from './stretches.ts'

const placeOf = (state: string): number => {
  const at = (lifecycleOrder as readonly string[]).indexOf(state)
  return at < 0 ? lifecycleOrder.length : at
}

const Lifecycle = ({ overview }: { readonly overview: Overview }) => {
  const states = [...overview.lifecycle].sort((a, b) => placeOf(a.state) - placeOf(b.state))
  const all = states.reduce((sum, state) => sum + state.people, 0)
  return (
    <section class="section" aria-label="Lifecycle">
      <h2>Where people are now</h2>
      <ul class="states">
        {states.map(({ state, people }) => (
          <li key={state}>
            <a href={`/people?lifecycle=${state}&anonymous=1`}>
              <span class="small">{lifecycleName(state)}</span>
              <b>{sayNumber(people)}</b>
              <progress
                class="bar-thin"
                value={people}
                max={Math.max(1, all)}
                aria-label={`${lifecycleName(state)}: ${sayShare(people, all)}`}
              />
              <span class="tiny faint">{sayShare(people, all)}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

const NoMilestones = ({ env }: { readonly env: string }) => (
  <Empty title="No milestones yet">
    <p>
      A milestone is the event that means “now they got value”. Write it as a file and publish it;
      the past counts too.
    </p>
    <CodeBlock label="A milestone as a file" text={milestoneFile} />
    <CodeBlock label="Command that publishes definitions" text={applyCommand(env)} />
  </Empty>
)

const Body = ({ overview }: { readonly overview: Overview }) => {
  const { env } = useSession()
  const journeys = (['person', 'account'] as const).flatMap(
    (level) => journeyOf(overview, level) ?? [],
  )
  return (
    <>
      {journeys.length === 0 && <NoMilestones env={env} />}
      {journeys.map((journey) => (
        <JourneyView key={journey.level} journey={journey} />
      ))}
      {overview.lifecycle.length > 0 && <Lifecycle overview={overview} />}
      <ProductEngagementCard env={env} />
    </>
  )
}

/** How far people and accounts come, and where they fall off. The first page once Setup is complete. */
export const JourneyPage = () => {
  const { env } = useSession()
  const overview = useQuery<Overview>(address('/api/overview', { env }))
  const leads = overview.data?.leads ?? 0
  return (
    <>
      <PageHead title="Journey to value" asOf={overview.data?.asOf}>
        {leads > 0 && (
          <a class="button" href="/inbox">
            {sayCount(leads, 'open lead', 'open leads')}
          </a>
        )}
      </PageHead>
      <Loaded answer={overview}>{(data) => <Body overview={data} />}</Loaded>
    </>
  )
}
