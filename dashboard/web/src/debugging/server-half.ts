import type { DefinitionList } from '@waymark/schemas/api/definitions'
import type { ExplainedGuide, Explanation } from '@waymark/schemas/api/explanation'
import type { DebuggedBy, ServerHalf } from '@waymark/schemas/wire/debugging'

/** Where no gate could be asked, the engagement is named all the same. */
const byOf = ({ engagement, now }: ExplainedGuide): readonly DebuggedBy[] =>
  now.length > 0 ? now : [{ engagement, shows: false, gates: [] }]

/** Of all that is explained, what the page is told: guides by their ids, and their gates. Neither traits nor events nor what was sent. */
export const serverHalf = (
  id: string,
  { guides, asOf }: Pick<Explanation, 'guides' | 'asOf'>,
  { definitions }: Pick<DefinitionList, 'definitions'>,
): ServerHalf => ({
  id,
  at: asOf,
  guides: definitions
    .filter(({ kind }) => kind === 'guide')
    .map((item) => ({
      guide: item.id,
      by: guides.filter(({ guide }) => guide === item.id).flatMap(byOf),
    })),
})
