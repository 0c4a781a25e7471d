import type { TraitItem } from '@waymark/schemas/api/people'
import { exactTime } from '../words/time.ts'

const shown = (value: unknown): string => {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return JSON.stringify(value) ?? ''
}

const sentBy = {
  server: 'Sent by your server',
  signed: 'Sent by a page with a signed identity',
} as const

/** What is known of somebody. Facts from the server are marked: they can be trusted. */
export const TraitList = ({ traits }: { readonly traits: readonly TraitItem[] }) =>
  traits.length === 0 ? (
    <p class="small quiet">No traits yet. They come with identify and group.</p>
  ) : (
    <dl class="facts">
      {traits.map((trait) => (
        <>
          <dt title={`since ${exactTime(trait.since)}`}>
            <bdi>{trait.name}</bdi>
          </dt>
          <dd>
            <bdi>{shown(trait.value)}</bdi>{' '}
            {trait.from !== 'browser' && (
              <span class="badge" title={sentBy[trait.from]}>
                {trait.from}
              </span>
            )}
          </dd>
        </>
      ))}
    </dl>
  )
