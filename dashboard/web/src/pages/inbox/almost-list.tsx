import { useSignal } from '@preact/signals'
import type { LeadList } from '@waymark/schemas/api/leads'
import { Ago } from '../../ui/ago.tsx'
import { Name } from '../../ui/name.tsx'
import { subjectHref } from '../../words/subject.ts'

type Almost = LeadList['almost'][number]

/** As many are seen at first: the inbox is about those who are there. */
const first = 5

const AlmostLine = ({ one }: { readonly one: Almost }) => (
  <li class="almost-line small">
    <a href={subjectHref(one.subject)}>
      <Name>{one.name}</Name>
    </a>
    <span class="faint" title={one.pqlName}>
      {one.met} of {one.of}
    </span>
    <span class="quiet">Missing: {one.missing.join('; ')}</span>
    <span class="faint">
      <Ago at={one.seen} />
    </span>
  </li>
)

/** Who is close to being a lead, and what is missing. */
export const AlmostList = ({ almost }: Pick<LeadList, 'almost'>) => {
  const all = useSignal(false)
  if (almost.length === 0) return null
  const shown = all.value ? almost : almost.slice(0, first)
  return (
    <section class="almost" aria-label="Almost leads">
      <h2 class="small">Almost there</h2>
      <ul class="lines">
        {shown.map((one) => (
          <AlmostLine key={`${one.subject} ${one.pql}`} one={one} />
        ))}
      </ul>
      {shown.length < almost.length && (
        <button
          type="button"
          class="button"
          data-look="plain"
          onClick={() => {
            all.value = true
          }}
        >
          Show all {almost.length}
        </button>
      )}
    </section>
  )
}
