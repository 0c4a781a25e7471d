import type { ServedDecision, ServingPart } from '@waymark/schemas'
import type { GuideProgram } from '../program/engagement.ts'
import type { Program } from '../program/program.ts'
import { own } from './own.ts'
import type { PersonState } from './state.ts'

/** Posts that were read or reacted to, on any device: both are answers. */
const readOf = (
  { ledger = {} }: PersonState,
  { guide, posts }: GuideProgram,
): readonly string[] => {
  const answers = own(ledger, `guide/${guide}`)?.answers ?? {}
  return posts.filter((id) => Object.hasOwn(answers, id))
}

/** What ingest needs to answer this person's browser. */
export const servingPartOf = (state: PersonState, program: Program): ServingPart => {
  const dec: ServedDecision[] = []
  for (const message of program.engagements) {
    const { id, caps, priority } = message
    const now = own(state.eng, id)
    if (now?.dec === undefined || message.channel !== 'guide') continue
    dec.push({
      id: now.dec,
      engagement: id,
      guide: message.guide,
      version: message.guideVersion,
      capped: caps.length > 0,
      priority,
      ...(message.posts.length > 0 ? { read: readOf(state, message) } : {}),
    })
  }
  const mile = Object.keys(state.mile).filter((id) => state.mile[id]?.reached !== undefined)
  const { account, mile: amile } = state.says
  const isTheirs = amile !== undefined && account === state.acc?.id
  return { ...(state.as ? { as: state.as } : {}), dec, mile, ...(isTheirs ? { amile } : {}) }
}
