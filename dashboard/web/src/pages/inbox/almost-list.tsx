import type { LeadList } from '@waymark/schemas'
import { Ago } from '../../ui/ago.tsx'
import { Name } from '../../ui/name.tsx'
import { subjectHref } from '../../words/subject.ts'

/** Who is close to being a lead, and what is missing. */
export const AlmostList = ({ almost }: Pick<LeadList, 'almost'>) => {
  if (almost.length === 0) return null
  return (
    <section class="almost" aria-label="Close to being a lead">
      <h2 class="small">Close</h2>
      <ul class="lines">
        {almost.map((one) => (
          <li key={`${one.subject} ${one.pql}`} class="small">
            <a href={subjectHref(one.subject)}>
              <Name>{one.name}</Name>
            </a>{' '}
            <span class="faint">
              {one.met} of {one.of} for {one.pqlName}, seen <Ago at={one.seen} />
            </span>
            <br />
            <span class="quiet">Missing: {one.missing.join('; ')}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
