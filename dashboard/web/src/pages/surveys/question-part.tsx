import type { SurveyBar, SurveyQuestion, SurveyScore } from '@waymark/schemas/api/surveys'
import { sayCount, sayNumber, sayShare } from '../../words/number.ts'
import { sayGroup, saySureness, sayValue } from './say-survey.ts'

const typeNames: { readonly [T in SurveyQuestion['type']]: string } = {
  nps: 'NPS',
  ces: 'Effort (CES)',
  csat: 'Satisfaction (CSAT)',
  rating: 'Rating',
  single: 'One choice',
  multiple: 'Several choices',
  text: 'In words',
  number: 'Number',
}

const Score = ({ score }: { readonly score: SurveyScore }) => (
  <p class="survey-score">
    <b class="survey-value">{sayValue(score, score.value)}</b>{' '}
    <span class="small">{saySureness(score)}</span>
    <span class="tiny faint survey-formula">{score.formula}</span>
  </p>
)

/** Which group of the score a bar is part of, for its colour: the groups stand beside it in words. */
const placeOf = ({ score, type }: SurveyQuestion, { value }: SurveyBar): number | undefined => {
  if (type === 'number') return undefined
  const at = score?.groups.findIndex(({ from, to }) => Number(value) >= from && Number(value) <= to)
  return at === undefined || at < 0 ? undefined : at
}

const Bar = ({
  question,
  bar,
  most,
}: {
  readonly question: SurveyQuestion
  readonly bar: SurveyBar
  readonly most: number
}) => {
  const { value, label, answers, retired } = bar
  return (
    <tr>
      <th scope="row" dir="auto">
        {label ?? value}
        {retired && <span class="tiny faint"> not offered any more</span>}
      </th>
      <td class="survey-bar">
        <svg
          viewBox="0 0 100 10"
          preserveAspectRatio="none"
          aria-hidden="true"
          data-group={placeOf(question, bar)}
        >
          <rect width={most === 0 ? 0 : (100 * answers) / most} height="10" />
        </svg>
      </td>
      <td class="num">{sayNumber(answers)}</td>
      <td class="num quiet">{sayShare(answers, question.answers - question.leftOut)}</td>
    </tr>
  )
}

const Bars = ({ question }: { readonly question: SurveyQuestion }) => {
  const most = Math.max(0, ...question.bars.map(({ answers }) => answers))
  const isScale = question.score !== undefined && question.type !== 'number'
  return (
    <table class="survey-bars" data-of={isScale ? 'scale' : 'choices'}>
      <caption class="out-of-sight">{`Answers to ${question.ask}`}</caption>
      <thead class="out-of-sight">
        <tr>
          <th scope="col">Answer</th>
          <th scope="col">Bar</th>
          <th scope="col">Answers</th>
          <th scope="col">Share</th>
        </tr>
      </thead>
      <tbody>
        {question.bars.map((bar) => (
          <Bar key={bar.value} question={question} bar={bar} most={most} />
        ))}
      </tbody>
    </table>
  )
}

const Groups = ({ score }: { readonly score: SurveyScore }) => (
  <ul class="survey-groups small">
    {score.groups.map((one, at) => (
      <li key={one.group}>
        <i data-group={at} aria-hidden="true" />
        {sayGroup(one)}: <b>{sayShare(one.answers, score.answers)}</b>{' '}
        <span class="faint">({sayNumber(one.answers)})</span>
      </li>
    ))}
  </ul>
)

const Spread = ({ spread }: Required<Pick<SurveyQuestion, 'spread'>>) => (
  <p class="small quiet">
    {`Half answered ${spread.median} or less; the least is ${spread.least}, the greatest ${spread.most}.`}
  </p>
)

/** One question: its score, and how its answers are spread. */
export const QuestionPart = ({ question }: { readonly question: SurveyQuestion }) => {
  const { id, ask, type, inForce, answers, leftOut, low, high, score, spread, bars } = question
  return (
    <section class="section survey-question" aria-label={ask}>
      <div class="survey-ask">
        <h2 dir="auto">{ask}</h2>
        <p class="tiny faint">
          {typeNames[type]}, <code>{id}</code>
          {!inForce && ', not asked any more'}
        </p>
        <p class="small quiet">
          {sayCount(answers, 'answer', 'answers')}
          {leftOut > 0 &&
            `; ${sayCount(leftOut, 'does', 'do')} not fit the question as it is, and ${leftOut === 1 ? 'is' : 'are'} left out`}
        </p>
        {score && <Score score={score} />}
        {score && score.groups.length > 0 && <Groups score={score} />}
        {spread && <Spread spread={spread} />}
      </div>
      {bars.length > 0 && answers > 0 && (
        <div class="survey-spread">
          <Bars question={question} />
          {(low ?? high) !== undefined && (
            <p class="tiny faint survey-ends">
              {low !== undefined && <span dir="auto">{`${bars[0]?.value}: ${low}`}</span>}
              {high !== undefined && <span dir="auto">{`${bars.at(-1)?.value}: ${high}`}</span>}
            </p>
          )}
        </div>
      )}
    </section>
  )
}
