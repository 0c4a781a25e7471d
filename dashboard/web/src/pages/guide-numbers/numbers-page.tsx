import type { GuideNumbers, GuideWay } from '@waymark/schemas/api/guide-numbers'
import { useRoute } from 'preact-iso'
import { useQuery } from '../../api/queries.ts'
import { address } from '../../api/request.ts'
import { useSession } from '../../app/session.ts'
import { Choose } from '../../ui/choose.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { RangeChips, type RangeChoices, useRange } from '../../ui/range.tsx'
import { Empty } from '../../ui/states.tsx'
import { useParam } from '../../ui/use-param.ts'
import { fromId } from '../../words/names.ts'
import { sayNumber } from '../../words/number.ts'
import { surveyHref } from '../surveys/survey-href.ts'
import { NumbersFigures } from './numbers-figures.tsx'
import { numbersHref } from './numbers-href.ts'
import { Items, Parts, Posts, Tasks } from './shelf-parts.tsx'
import { StepList } from './step-list.tsx'
import { WayTable } from './way-table.tsx'

const ranges: RangeChoices = {
  choices: [
    { id: '7', label: '7 days' },
    { id: '30', label: '30 days' },
    { id: '90', label: '90 days' },
    { id: 'all', label: 'All that is kept' },
  ],
  byDefault: '30',
}

interface NothingProps {
  readonly numbers: GuideNumbers
  readonly isFiltered: boolean
}

const Nothing = ({ numbers: { id, name, inForce }, isFiltered }: NothingProps) => {
  if (isFiltered) {
    return (
      <Empty title="Nothing matches">
        <p>Nobody was shown this version and variant in this time.</p>
        <a class="button" href={numbersHref(id)}>
          Show all
        </a>
      </Empty>
    )
  }
  return (
    <Empty title="Shown to nobody in this time">
      <p>
        {inForce
          ? 'An engagement says who is shown it, and the guide on which page: look whether an engagement sends it and whom it reaches, and whether its element is found. Or look at more time.'
          : 'It is not published any more. Look at more time for what people did with it before.'}
      </p>
      <a class="button" href={`/definitions?kind=engagement&search=${encodeURIComponent(name)}`}>
        Who is shown it?
      </a>
      {inForce && (
        <a class="button" href="/targets">
          Is its element found?
        </a>
      )}
    </Empty>
  )
}

/** What has a row of its own below is not said twice. */
const otherWays = ({ ways, items, tasks, steps }: GuideNumbers): readonly GuideWay[] => {
  const told = new Set([...items, ...tasks].map(({ name }) => name))
  return ways.filter(({ by, deed }) => !told.has(by) && (steps.length === 0 || deed !== 'clicked'))
}

const Body = ({ numbers, isFiltered }: NothingProps) => {
  const { shown, steps, posts, tasks, items, variants, languages } = numbers
  if (shown.people === 0) return <Nothing numbers={numbers} isFiltered={isFiltered} />
  const ways = otherWays(numbers)
  return (
    <>
      <NumbersFigures numbers={numbers} />
      {steps.length > 0 && <StepList numbers={numbers} />}
      {posts.length > 0 && <Posts {...numbers} />}
      {tasks.length > 0 && <Tasks {...numbers} />}
      {items.length > 0 && <Items {...numbers} />}
      {ways.length > 0 && (
        <section class="section" aria-label="What people did">
          <h2>{steps.length > 0 ? 'How it ended' : 'What people did'}</h2>
          <WayTable label="By what people clicked and left it" ways={ways} of={shown.people} />
        </section>
      )}
      {variants.length > 0 && (
        <Parts
          title="Variants"
          what="Variant"
          says="Which of them is better is for Results to say: these are counts, without what would have come without it."
          parts={variants}
        />
      )}
      {languages.length > 1 && (
        <Parts
          title="Languages"
          what="Language"
          says="What people’s pages ask for. Where the guide is not written in it, they read its fall-back."
          parts={languages}
        />
      )}
    </>
  )
}

const Filter = ({
  numbers: { version, versions, variants, inForce },
}: {
  readonly numbers: GuideNumbers
}) => (
  <>
    <Choose
      label="Version"
      param="version"
      options={versions.map((one) => ({
        id: `${one.version}`,
        label: `${one.version}${one.version === version && inForce ? ', in force' : ''} (${sayNumber(one.shown)})`,
      }))}
    />
    <Choose
      label="Variant"
      param="variant"
      options={variants.map(({ id, shown }) => ({ id, label: `${id} (${sayNumber(shown)})` }))}
    />
  </>
)

const typeOf = ({ type, version, inForce }: GuideNumbers): string =>
  `${fromId(type)}, ${inForce ? `version ${version}` : 'not published any more'}`

/** How one guide does. */
export const NumbersPage = () => {
  const { env } = useSession()
  const { params } = useRoute()
  const id = params.id ?? ''
  const range = useRange(ranges)
  const [version] = useParam('version')
  const [variant] = useParam('variant')
  const query = { env, from: range.from, version, variant }
  const path = `/api/guide-numbers/${encodeURIComponent(id)}`
  const answer = useQuery<GuideNumbers>(address(path, query))
  const data = answer.data?.id === id ? answer.data : undefined
  return (
    <>
      <PageHead
        title={data?.name ?? id}
        asOf={data?.asOf}
        crumb={<a href="/definitions?kind=guide">Guides</a>}
        meta={
          <>
            {data && <span>{typeOf(data)}</span>}
            <a href={`/definitions?kind=guide&search=${encodeURIComponent(id)}`}>Definition</a>
            {data && data.answered.people > 0 && data.type !== 'feed' && (
              <a href={surveyHref(id)}>Answers</a>
            )}
          </>
        }
      >
        <a class="button" href={address(`${path}/numbers.csv`, query)} download>
          Export CSV
        </a>
        <a class="button" href={address(`${path}/numbers.ndjson`, query)} download>
          NDJSON
        </a>
      </PageHead>
      <div class="bar survey-filters">
        <RangeChips label="What happened in the last" range={range} />
        {data && <Filter numbers={data} />}
      </div>
      <Loaded answer={answer}>
        {(numbers) => <Body numbers={numbers} isFiltered={version !== '' || variant !== ''} />}
      </Loaded>
    </>
  )
}
