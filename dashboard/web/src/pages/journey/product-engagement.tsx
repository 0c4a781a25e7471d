import type { ProductEngagement } from '@waymark/schemas/api/scores'
import { useQuery } from '../../api/queries.ts'
import { address } from '../../api/request.ts'
import { CodeBlock } from '../../ui/code-block.tsx'
import { sayCount, sayNumber } from '../../words/number.ts'
import { applyCommand, scoreFile } from '../setup/snippets.ts'

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
        ? 'not known: no score says what the core use cases are'
        : 'of the core use cases, per person',
  },
  {
    label: 'Stickiness',
    value: numbers.stickiness,
    says:
      numbers.stickiness === undefined
        ? 'not known: nobody was active in 28 days'
        : 'of the active people come on a usual day',
  },
  {
    label: 'Growth',
    value: numbers.growth,
    says:
      numbers.growth === undefined
        ? 'not known: nobody came or went yet'
        : `${sayNumber(numbers.new)} new, ${sayNumber(numbers.back)} back, ${sayNumber(numbers.lost)} lost`,
  },
]

/** Adoption is counted of what a score of people names as core. */
const HowToAdopt = ({ env }: { readonly env: string }) => (
  <details>
    <summary class="small">How to know the adoption</summary>
    <div class="stack">
      <p class="small quiet">
        Say in a score of people which events your product is for. The past counts, too.
      </p>
      <CodeBlock label="A score of people as a file" text={scoreFile} />
      <CodeBlock label="Command that publishes definitions" text={applyCommand(env)} />
    </div>
  </details>
)

/** The mean of some of the parts would pass for the whole. */
const headOf = (parts: readonly Part[], score: number): string => {
  const known = parts.filter(({ value }) => value !== undefined).length
  return known === parts.length
    ? `Product engagement: ${score} of 100`
    : `Product engagement: ${known} of ${parts.length} parts are known`
}

/** The whole product in one number, and what it is made of; what is missing, and how to get it. */
export const ProductEngagementCard = ({ env }: { readonly env: string }) => {
  const { data } = useQuery<ProductEngagement>(address('/api/product-engagement', { env }))
  if (data?.score === undefined) return null
  const parts = partsOf(data)
  return (
    <section class="section" aria-label="Product engagement">
      <h2>{headOf(parts, data.score)}</h2>
      <ul class="thirds">
        {parts.map(({ label, value, says }) => (
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
      {data.adoption === undefined && <HowToAdopt env={env} />}
    </section>
  )
}
