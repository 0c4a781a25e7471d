import type { ResultItem, Results } from '@waymark/schemas/api/results'
import { useQuery } from '../../api/queries.ts'
import { address } from '../../api/request.ts'
import { useSession } from '../../app/session.ts'
import { CodeBlock } from '../../ui/code-block.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Name } from '../../ui/name.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Empty } from '../../ui/states.tsx'
import { saySpan } from '../../words/duration.ts'
import { now } from '../../words/now.ts'
import { shortDay } from '../../words/time.ts'
import { applyCommand } from '../setup/snippets.ts'
import { Answers } from './answers-link.tsx'
import { ComparisonTable } from './comparison-table.tsx'
import { Definition } from './definition-link.tsx'
import { HowCounted } from './how-counted.tsx'
import { Numbers } from './numbers-links.tsx'
import { ReadingBadge } from './reading-badge.tsx'
import { hasHoldout, kindNames } from './say-results.ts'
import { WithoutHoldout } from './without-holdout.tsx'

const holdoutFile = `# definitions/remind-to-install.yaml
kind: engagement
id: remind-to-install
audience: { not: { milestone: { id: code-installed } } }
send: [{ guide: install-the-code }]
goal: { milestone: { id: code-installed } }
goal-within: 7d
holdout: 0.1         # a tenth gets nothing, so that it shows`

const Nothing = ({ env }: { readonly env: string }) => (
  <Empty title="Nothing to prove yet">
    <p>
      An engagement or a flow with a goal and a holdout tells here what it does: the share that
      reaches the goal with it and without it.
    </p>
    <CodeBlock label="An engagement with a goal and a holdout" text={holdoutFile} />
    <CodeBlock label="Command that publishes definitions" text={applyCommand(env)} />
  </Empty>
)

const Result = ({ result }: { readonly result: ResultItem }) => {
  const { id, kind, name, goal, since, withinMs, reading, says, comparisons, arms } = result
  return (
    <article class="section result" data-reading={reading}>
      <div class="result-head">
        <h2>
          <Name>{name}</Name>
        </h2>
        <span class="small faint">{kindNames[kind]}</span>
        <ReadingBadge reading={reading} />
      </div>
      <p class="result-says">{says}</p>
      <p class="small quiet">
        {goal === undefined ? 'It has no goal.' : `Goal: ${goal}, within ${saySpan(withinMs)}.`}
        {since !== undefined && ` Counted since ${shortDay(since, now.value)}.`}{' '}
        <Definition of={result} /> <Numbers of={result} /> <Answers of={result} />
      </p>
      {comparisons.length > 0 && <ComparisonTable name={name} comparisons={comparisons} />}
      {arms.some(({ drawn }) => drawn > 0) && <HowCounted key={id} result={result} />}
    </article>
  )
}

const isMeasured = ({ reading }: ResultItem): boolean => reading !== 'unknown'

const Body = ({ results }: Results) => {
  const { env } = useSession()
  if (results.length === 0) return <Nothing env={env} />
  const held = results.filter(hasHoldout)
  const without = results.filter((one) => !hasHoldout(one))
  const shown = [...held.filter(isMeasured), ...held.filter((one) => !isMeasured(one))]
  return (
    <>
      {shown.map((result) => (
        <Result key={`${result.kind} ${result.id}`} result={result} />
      ))}
      {without.length > 0 && <WithoutHoldout results={without} />}
    </>
  )
}

/** What engagements and flows do for their goals, against those who were held out. */
export const ResultsPage = () => {
  const { env } = useSession()
  const results = useQuery<Results>(address('/api/results', { env }))
  return (
    <>
      <PageHead title="Results" asOf={results.data?.asOf} />
      <Loaded answer={results}>{(data) => <Body {...data} />}</Loaded>
    </>
  )
}
