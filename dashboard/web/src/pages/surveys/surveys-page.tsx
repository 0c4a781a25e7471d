import type { SurveyItem, SurveyList } from '@waymark/schemas/api/surveys'
import { useLocation } from 'preact-iso'
import { useQuery } from '../../api/queries.ts'
import { address } from '../../api/request.ts'
import { useSession } from '../../app/session.ts'
import { Ago } from '../../ui/ago.tsx'
import { CodeBlock } from '../../ui/code-block.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Name } from '../../ui/name.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { RangeChips, useRange } from '../../ui/range.tsx'
import { Empty } from '../../ui/states.tsx'
import { sayCount, sayNumber } from '../../words/number.ts'
import { applyCommand } from '../setup/snippets.ts'
import { surveyRange } from './range.ts'
import { surveyHref } from './survey-href.ts'

const surveyFile = `# definitions/nps.yaml
kind: guide
id: nps
name: Would you recommend us?
type: survey
steps:
  - content: [{ question: { id: score, ask: Would you recommend us?, type: nps } }]
  - content: [{ question: { id: why, ask: Why?, type: text } }]
---
kind: engagement
id: ask-nps
audience: { did: { event: Report Exported, count: { gte: 3 } } }
send: [{ guide: nps }]
caps: { per-person: { max: 1, within: 90d } }`

const Nothing = () => {
  const { env } = useSession()
  return (
    <Empty title="Nothing is asked yet">
      <p>
        A survey is a guide with questions, and an engagement that says whom to ask. What people
        answer shows here at once. Publish one:
      </p>
      <CodeBlock label="A survey, and whom it asks" text={surveyFile} />
      <CodeBlock label="Command that publishes definitions" text={applyCommand(env)} />
      <a class="button" href="/definitions?kind=guide">
        Or write one in your app
      </a>
    </Empty>
  )
}

const columns: readonly Column<SurveyItem>[] = [
  {
    name: 'survey',
    label: 'Survey',
    width: 'auto',
    phone: 'lead',
    show: ({ id, name }) => (
      <a class="title" data-row href={surveyHref(id)}>
        <Name>{name}</Name>
      </a>
    ),
  },
  {
    name: 'published',
    label: 'Published',
    width: '9rem',
    phone: 'end',
    show: ({ inForce }) =>
      inForce ? (
        <span class="badge" data-is="good">
          published
        </span>
      ) : (
        <span class="badge">not any more</span>
      ),
  },
  {
    name: 'questions',
    label: 'Questions',
    width: '7rem',
    phone: 'hide',
    num: true,
    show: ({ questions }) => sayNumber(questions),
  },
  {
    name: 'shown',
    label: 'Shown',
    width: '7rem',
    phone: 'hide',
    num: true,
    show: ({ shown }) => sayNumber(shown),
  },
  {
    name: 'responses',
    label: 'Responses',
    width: '8rem',
    phone: 'meta',
    num: true,
    show: ({ responses }) => (
      <>
        {sayNumber(responses)}
        <span class="phone-only"> {responses === 1 ? 'response' : 'responses'}</span>
      </>
    ),
  },
  {
    name: 'last',
    label: 'Last answered',
    width: '9rem',
    phone: 'meta-end',
    show: ({ lastAnswered }) =>
      lastAnswered === undefined ? (
        <span class="faint">not in this time</span>
      ) : (
        <Ago at={lastAnswered} />
      ),
  },
]

/** Guides that ask something, answered last first. */
export const SurveysPage = () => {
  const { env } = useSession()
  const { route } = useLocation()
  const range = useRange(surveyRange)
  const list = useQuery<SurveyList>(address('/api/surveys', { env, from: range.from }))
  return (
    <>
      <PageHead title="Surveys" asOf={list.data?.asOf} meta="What people answered" />
      <div class="bar">
        <RangeChips label="Shown in the last" range={range} />
      </div>
      <Loaded answer={list}>
        {({ surveys }) =>
          surveys.length === 0 ? (
            <Nothing />
          ) : (
            <>
              <p class="gutter small quiet list-count" role="status">
                {sayCount(surveys.length, 'survey', 'surveys')}
              </p>
              <DataTable
                label="Surveys"
                rows={surveys}
                columns={columns}
                keyOf={({ id }) => id}
                onOpen={({ id }) => route(surveyHref(id))}
              />
            </>
          )
        }
      </Loaded>
    </>
  )
}
