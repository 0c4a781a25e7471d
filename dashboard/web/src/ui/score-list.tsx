import type { ScoreItem } from '@waymark/schemas/api/scores'
import { scorePartName } from '../words/names.ts'

const Part = ({ part: { part, points, adds } }: { readonly part: ScoreItem['parts'][number] }) => (
  <li class="score-part">
    <span class="small">{scorePartName(part)}</span>
    <progress
      class="bar-thin"
      value={points}
      max={100}
      aria-label={`${scorePartName(part)}: ${Math.round(points)} of 100`}
    />
    <span class="tiny faint">+{adds.toFixed(1)}</span>
  </li>
)

/** `among trials of their first week` */
const sayCohort = (cohort: string): string => {
  const [state = '', age = ''] = cohort.split('/')
  const ages: Readonly<Record<string, string>> = {
    week: 'in their first week',
    month: 'in their first four weeks',
    quarter: 'in their first 90 days',
  }
  return `compared with others in ${state} ${ages[age] ?? 'who have been here for longer'}`
}

/** How engaged somebody is, and what each part adds. */
export const ScoreList = ({ scores }: { readonly scores: readonly ScoreItem[] }) => (
  <>
    {scores.map((score) => (
      <section key={score.id} class="pane-part" aria-label={score.name}>
        <h2 class="row">
          {score.name} <b>{score.value}</b>
        </h2>
        <ul class="score-parts">
          {score.parts.map((part) => (
            <Part key={part.part} part={part} />
          ))}
        </ul>
        {score.cohort && <p class="tiny faint">{sayCohort(score.cohort)}</p>}
      </section>
    ))}
  </>
)
