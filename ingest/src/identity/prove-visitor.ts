import { isAbsent } from '@waymark/schemas/wire/check-id'
import type { IngestContext } from '../context.ts'
import { type Fault, isFault } from '../http/fault.ts'
import type { Visitor } from '../serving/resolve-person.ts'
import { toleranceMs } from './proof.ts'

type ProofContext = Pick<IngestContext, 'identities' | 'clock'>

const noToken: Fault = {
  code: 'token_required',
  message: 'Who is signed in has to be proved here: send a signed identity token.',
  at: 'token',
}

const expired: Fault = {
  code: 'token_expired',
  message: 'The identity token has ended; send a new one.',
  at: 'token',
}

const ofSomebodyElse: Fault = {
  code: 'token_invalid',
  message: 'The identity token is not of this userId.',
  at: 'token',
}

/** Why the token does not prove that the visitor is who it says, or `undefined` where it does. */
const unprovenWhy = async (
  ctx: ProofContext,
  { env, userId }: Visitor,
  token: unknown,
): Promise<Fault | undefined> => {
  if (isAbsent(token)) return noToken
  const proof = await ctx.identities.prove(env, token)
  if (isFault(proof)) return proof
  if (proof.sub !== userId) return ofSomebodyElse
  return ctx.clock() > proof.expires + toleranceMs ? expired : undefined
}

/** Who is asked for: proved, believed, or refused where identities are enforced and nobody is answered as a user on a page's word. */
export const proveVisitor = async (
  ctx: ProofContext,
  visitor: Visitor,
  token: unknown,
): Promise<Visitor | Fault> => {
  if (visitor.userId === undefined) return visitor
  const why = await unprovenWhy(ctx, visitor, token)
  if (!why) return { ...visitor, signed: true }
  return ctx.identities.enforces(visitor.env) ? why : visitor
}
