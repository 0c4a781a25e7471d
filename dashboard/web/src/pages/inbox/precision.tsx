import type { LeadList } from '@waymark/schemas/api/leads'
import { useNames } from '../../api/use-names.ts'
import { sayCount, sayNumber } from '../../words/number.ts'

/** How often each kind of lead was right. */
export const Precision = ({ precision }: Pick<LeadList, 'precision'>) => {
  const name = useNames()
  if (precision.length === 0) return null
  return (
    <section class="precision" aria-label="How often leads were won">
      {precision.map((one) => (
        <p key={one.pql} class="small quiet">
          <b>{name('pql', one.pql)}</b>: {sayCount(one.turned, 'lead', 'leads')}, {one.closed}{' '}
          closed, <b>{one.won} won</b>. {sayNumber(one.customers)} became{' '}
          {one.customers === 1 ? 'a customer' : 'customers'}
          {one.medianDays === undefined
            ? '.'
            : `, in a median of ${one.medianDays} ${one.medianDays === 1 ? 'day' : 'days'}.`}
        </p>
      ))}
    </section>
  )
}
