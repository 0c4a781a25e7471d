import type { ProductEngagement } from '@waymark/schemas/api/scores'
import { useQuery } from '../../api/queries.ts'
import { address } from '../../api/request.ts'
import { sayCount, sayNumber } from '../../words/number.ts'

interface Part {
  readonly label: string
  readonly value: number | undefined
  readonly says: string
}

const partsOf = (numbers: ProductEngagement): readonly Part[] => [
  {
    label: 'Adoption',
    value: numbers.adoption,
    says:
      numbers.adoption === undefined
        ? 'not known: define a score of people first'
        : 'of the core use cases, per person',
  },
  {
    label: 'Stickiness',
    value: numbers.stickiness,
    says: 'of the active people come on a usual day',
  },
  {
    label: 'Growth',
    value: numbers.growth,
    says: `${sayNumber(numbers.new)} new, ${sayNumber(numbers.back)} back, ${sayNumber(numbers.lost)} lost`,
  },
]

/** The whole product in one number, and what it is made of. */
export const ProductEngagementCard = ({ env }: { readonly env: string }) => {
  const { data } = useQuery<ProductEngagement>(address('/api/product-engagement', { env }))
  if (data?.score === undefined) return null
  return (
    <section class="section" aria-label="Product engagement">
      <h2>Product engagement: {data.score} of 100</h2>
      <ul class="thirds">
        {partsOf(data).map(({ label, value, says }) => (
          <li key={label}>
            <span class="small">{label}</span>
            <b>{value === undefined ? '–' : `${value}%`}</b>
            <progress
              class="bar-thin"
              value={value ?? 0}
              max={100}
              aria-label={value === undefined ? `${label}: not known` : `${label}: ${value}%`}
            />
            <span class="tiny faint">{says}</span>
          </li>
        ))}
      </ul>
      <p class="tiny faint">{sayCount(data.active, 'person', 'people')} active in 28 days</p>
    </section>
  )
}
