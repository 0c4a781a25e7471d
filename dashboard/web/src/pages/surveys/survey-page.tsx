import type { SurveyQuestion, SurveyResults } from '@waymark/schemas/api/surveys'
import { useRoute } from 'preact-iso'
import { useQuery } from '../../api/queries.ts'
import { address } from '../../api/request.ts'
import { useSession } from '../../app/session.ts'
import { Figure } from '../../ui/figure.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { RangeChips, useRange } from '../../ui/range.tsx'
import { Empty } from '../../ui/states.tsx'
import { useParam } from '../../ui/use-param.ts'
import { sayCount, sayNumber, sayShare } from '../../words/number.ts'
import { numbersHref } from '../guide-numbers/numbers-href.ts'
import { QuestionPart } from './question-part.tsx'
import { surveyRange } from './range.ts'
import { rateOf, sayRate, saySureness, sayValue, sayWhole } from './say-survey.ts'
import { SurveyFilter } from './survey-filter.tsx'
import { surveyHref } from './survey-href.ts'
import { WrittenList } from './written-list.tsx'

const scoreNames: { readonly [type in SurveyQuestion['type']]?: string } = {
  nps: 'NPS',
  csat: 'CSAT',
  ces: 'CES',
  rating: 'Rating',
}

const Figures = ({ survey }: { readonly survey: SurveyResults }) => {
  const { responses, people, whole, shown, questions, scored } = survey
  const question = questions.find(({ id }) => id === scored)
  return (
    <dl class="figures">
      {question?.score && (
        <Figure
          label={scoreNames[question.type] ?? 'Score'}
          value={sayValue(question.score, question.score.value)}
          says={saySureness(question.score)}
        />
      )}
      <Figure
        label="Responses"
        value={sayNumber(responses)}
        says={`of ${sayCount(people, 'person', 'people')}`}
      />
      {shown !== undefined && (
        <Figure label="Response rate" value={rateOf(survey)} says={sayRate(survey)} />
      )}
      <Figure label="To the end" value={sayShare(whole, responses)} says={sayWhole(survey)} />
    </dl>
  )
}

const Nothing = ({
  survey,
  isFiltered,
}: {
  readonly survey: SurveyResults
  readonly isFiltered: boolean
}) => {
  const { id, name, shown = 0, inForce } = survey
  // An engagement says what it shows by its name.
  const definition = `/definitions?kind=engagement&search=${encodeURIComponent(name)}`
  if (isFiltered)
    return (
      <Empty title="No answers match">
        <p>Nobody who answered is in this group, version and variant.</p>
        <a class="button" href={surveyHref(id)}>
          Show all answers
        </a>
      </Empty>
    )
  return (
    <Empty title="Nobody answered in this time">
      <p>
        {shown > 0
          ? `It was shown ${sayCount(shown, 'time', 'times')}. Look at more time, or ask at a moment at which people have time to answer.`
          : inForce
            ? 'It was not shown to anybody either. An engagement says whom to ask: look whether one sends it, and whom it reaches.'
            : 'It is not published any more. Look at more time for what was answered before.'}
      </p>
      <a class="button" href={definition}>
        Who is asked?
      </a>
    </Empty>
  )
}

const Body = ({
  survey,
  path,
  isFiltered,
}: {
  readonly survey: SurveyResults
  readonly path: string
  readonly isFiltered: boolean
}) => {
  const { responses, questions, unknown, type } = survey
  if (responses === 0) return <Nothing survey={survey} isFiltered={isFiltered} />
  return (
    <>
      <Figures survey={survey} />
      {type === 'tour' && (
        <p class="gutter small quiet survey-note">
          It is part of a tour: the rate counts from the tour’s beginning.
        </p>
      )}
      {questions
        .filter(({ inForce, answers }) => inForce || answers > 0)
        .map((question) => (
          <QuestionPart key={question.id} question={question} />
        ))}
      {unknown.length > 0 && (
        <p class="gutter small quiet survey-note">
          Answered, but in no version that is kept:{' '}
          {unknown.map(({ id, answers }) => `${id} (${sayNumber(answers)})`).join(', ')}.
        </p>
      )}
      {questions.some(({ type: kind }) => kind === 'text') && <WrittenList path={path} />}
    </>
  )
}

/** What people answered to one survey. */
export const SurveyPage = () => {
  const { env } = useSession()
  const { params } = useRoute()
  const id = params.id ?? ''
  const range = useRange(surveyRange)
  const [group] = useParam('group')
  const [version] = useParam('version')
  const [variant] = useParam('variant')
  const query = { env, from: range.from, group, version, variant }
  const path = `/api/surveys/${encodeURIComponent(id)}`
  const answer = useQuery<SurveyResults>(address(path, query))
  const data = answer.data?.id === id ? answer.data : undefined
  const isFiltered = group !== '' || version !== '' || variant !== ''
  return (
    <>
      <PageHead
        title={data?.name ?? id}
        asOf={data?.asOf}
        crumb={<a href="/surveys">Surveys</a>}
        meta={
          <>
            <a href={`/definitions?kind=guide&search=${encodeURIComponent(id)}`}>Definition</a>
            <a href={numbersHref(id)}>Numbers</a>
          </>
        }
      >
        <a class="button" href={address(`${path}/answers.csv`, query)} download>
          Export CSV
        </a>
        <a class="button" href={address(`${path}/answers.ndjson`, query)} download>
          NDJSON
        </a>
      </PageHead>
      <div class="bar survey-filters">
        <RangeChips label="Shown in the last" range={range} />
        {data && <SurveyFilter survey={data} />}
      </div>
      <Loaded answer={answer}>
        {(survey) => (
          <Body
            survey={survey}
            path={address(`${path}/responses`, { ...query, written: 1, limit: 20 })}
            isFiltered={isFiltered}
          />
        )}
      </Loaded>
    </>
  )
}
