import type { SurveyAnswer, SurveyResponse, SurveyResponses } from '@waymark/schemas/api/surveys'
import { useQuery } from '../../api/queries.ts'
import { Ago } from '../../ui/ago.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { MoreButton } from '../../ui/more-button.tsx'
import { Name } from '../../ui/name.tsx'
import { useMorePages } from '../../ui/use-pages.ts'
import { sayPerson, subjectHref } from '../../words/subject.ts'

const isWritten = ({ type, value }: SurveyAnswer): boolean =>
  type === 'text' && typeof value === 'string'

const isScale = ({ type }: SurveyAnswer): boolean =>
  type === 'nps' || type === 'csat' || type === 'ces' || type === 'rating'

const Written = ({ response }: { readonly response: SurveyResponse }) => {
  const { subject, name, account, at, whole, answers } = response
  return (
    <li class="survey-written">
      {answers.filter(isWritten).map(({ question, ask, value }) => (
        <div key={question}>
          <p class="tiny faint" dir="auto">
            {ask}
          </p>
          <blockquote dir="auto">{value}</blockquote>
        </div>
      ))}
      <p class="small quiet row">
        <a href={subjectHref(subject)}>
          <Name>{name ?? sayPerson(subject)}</Name>
        </a>
        {account !== undefined && <Name>{account}</Name>}
        {answers.filter(isScale).map(({ question, ask, value }) => (
          <span key={question} class="badge" title={ask}>
            {`${question} ${value}`}
          </span>
        ))}
        {!whole && <span class="badge">partial</span>}
        <span class="faint">
          <Ago at={at} />
        </span>
      </p>
    </li>
  )
}

/** What people wrote, the newest first, and who it was. */
export const WrittenList = ({ path }: { readonly path: string }) => {
  const list = useQuery<SurveyResponses>(path)
  const pages = useMorePages<SurveyResponses, SurveyResponse>({
    path,
    first: list.stale ? undefined : list.data?.before,
    name: 'before',
    rows: ({ responses }) => responses,
    cursor: ({ before }) => before,
  })
  return (
    <section class="section" aria-label="In their words">
      <h2>In their words</h2>
      <Loaded answer={list} rows={4}>
        {({ responses }) => (
          <>
            {responses.length === 0 && <p class="small quiet">Nobody wrote anything.</p>}
            <ul>
              {[...responses, ...pages.more].map((response) => (
                <Written key={`${response.subject} ${response.id}`} response={response} />
              ))}
            </ul>
            <MoreButton pages={pages} />
          </>
        )}
      </Loaded>
    </section>
  )
}
