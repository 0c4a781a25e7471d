import type { WasPart } from '@waymark/schemas'
import { own } from '../own.ts'

export const earlier = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.min(a, b)

/** Of what two histories would have decided the earlier counts; of two pasts the later one alone, as its rules are others. */
export const mergeWas = (a: WasPart | undefined, b: WasPart | undefined): WasPart | undefined => {
  if (!a || !b) return a ?? b
  if (a.past !== b.past) return a.past > b.past ? a : b
  const milestones: Record<string, WasPart['milestones'][string]> = { ...a.milestones }
  for (const [id, part] of Object.entries(b.milestones)) {
    const known = own(milestones, id) ?? {}
    const started = earlier(known.started, part.started)
    const reached = earlier(known.reached, part.reached)
    const by = reached === known.reached ? known.by : part.by
    milestones[id] = {
      ...(started === undefined ? {} : { started }),
      ...(reached === undefined ? {} : { reached }),
      ...(by ? { by } : {}),
    }
  }
  const seg: Record<string, number> = { ...a.seg }
  for (const [id, since] of Object.entries(b.seg)) seg[id] = Math.min(since, own(seg, id) ?? since)
  return { past: a.past, milestones, seg }
}
