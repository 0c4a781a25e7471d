import type { ServedDecision, ServingPart } from '@waymark/schemas'
import type { GuideProgram } from '../../program/engagement.ts'
import type { Program } from '../../program/program.ts'
import { own } from '../own.ts'
import type { PersonState } from '../state.ts'
import { overDecisions } from './over-decisions.ts'
import { tokenValue } from './token-value.ts'

/** Posts that were read or reacted to, on any device: both are answers. */
const readOf = (
  { ledger = {} }: PersonState,
  { guide, posts }: GuideProgram,
): readonly string[] => {
  const answers = own(ledger, `guide/${guide}`)?.answers ?? {}
  return posts.filter((id) => Object.hasOwn(answers, id))
}

const longestValue = 200

const asText = (value: unknown): string | undefined =>
  typeof value === 'string'
    ? value.slice(0, longestValue).toWellFormed()
    : typeof value === 'number'
      ? String(value)
      : undefined

/** The account's values go to those alone who have proved to speak for it. */
const mayRead = ({ signed, acc }: PersonState, token: string): boolean =>
  !token.startsWith('account.') || (acc !== undefined && signed?.includes(acc.id) === true)

/** What the guide's texts say of this person. */
const valuesOf = (state: PersonState, { tokens }: GuideProgram): { [token: string]: string } =>
  Object.fromEntries(
    tokens.flatMap((token) => {
      const value = mayRead(state, token) ? asText(tokenValue(state, token)) : undefined
      return value === undefined ? [] : [[token, value]]
    }),
  )

/** What ingest needs to answer this person's browser. */
export const servingPartOf = (state: PersonState, program: Program): ServingPart => {
  const dec: ServedDecision[] = []
  for (const message of program.awakeEngagements(state)) {
    const { id, caps, priority } = message
    const now = own(state.eng, id)
    if (now?.dec === undefined || message.channel !== 'guide') continue
    dec.push({
      id: now.dec,
      engagement: id,
      guide: message.guide,
      version: message.guideVersion,
      ...(message.variant === undefined ? {} : { variant: message.variant }),
      capped: caps.length > 0,
      priority,
      ...(message.tokens.length > 0 ? { values: valuesOf(state, message) } : {}),
      ...(message.posts.length > 0 ? { read: readOf(state, message) } : {}),
    })
  }
  const mile = Object.keys(state.mile).filter((id) => state.mile[id]?.reached !== undefined)
  const { account, mile: amile } = state.says
  const isTheirs = amile !== undefined && account === state.acc?.id
  const over = overDecisions(state, program)
  return {
    ...(state.as ? { as: state.as } : {}),
    dec,
    mile,
    ...(isTheirs ? { amile } : {}),
    ...(over ? { over } : {}),
  }
}
