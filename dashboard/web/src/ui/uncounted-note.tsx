import type { PersonDetail } from '@waymark/schemas/api/people'
import { now } from '../words/now.ts'
import { sayUncounted } from '../words/say-uncounted.ts'

/** Says that some of what somebody sent counts for no rule, and why. */
export const UncountedNote = ({
  of,
  uncounted,
}: {
  readonly of: 'person' | 'account'
  readonly uncounted: PersonDetail['uncounted']
}) =>
  uncounted ? (
    <div class="note" data-is="warn">
      <p>{sayUncounted(uncounted, of, now.value)}</p>
    </div>
  ) : null
