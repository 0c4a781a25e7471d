import type { StaleDefinition } from '@waymark/schemas/api/definitions'
import { instant } from '../print/table.ts'

/** `Ann changed it on 2026-03-02 09:00:00: it is version 5 now, and this is of version 3` */
export const sayOvertaken = ({ base, current, definition, by, at }: StaleDefinition): string => {
  const deed = definition === null ? 'deleted' : 'changed'
  const who = by === undefined ? `it was ${deed}` : `${by} ${deed} it`
  const when = at === undefined ? '' : ` on ${instant(at)}`
  const now = definition === null ? '' : ` it is version ${current} now, and`
  return `${who}${when}:${now} this is of version ${base}`
}
