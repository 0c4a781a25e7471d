import type { ResultItem } from '@waymark/schemas/api/results'
import type { SurveyList } from '@waymark/schemas/api/surveys'
import { useQuery } from '../../api/queries.ts'
import { address } from '../../api/request.ts'
import { useSession } from '../../app/session.ts'
import { surveyHref } from '../surveys/survey-href.ts'

/** Leads to what people answered, where it shows a guide that asks. */
export const Answers = ({ of: { name, sends } }: { readonly of: ResultItem }) => {
  const { env } = useSession()
  const { data } = useQuery<SurveyList>(address('/api/surveys', { env }))
  const asking = data?.surveys.find(({ id }) => sends.includes(`guide/${id}`))
  return asking ? (
    <a href={surveyHref(asking.id)} aria-label={`Answers of ${name}`}>
      Answers
    </a>
  ) : null
}
