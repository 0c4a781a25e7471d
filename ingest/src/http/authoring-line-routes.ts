import { sameText, waitUntil } from '@waymark/runtime'
import {
  type AuthoringLine,
  authoringCodeName,
  authoringLineMs,
  countSaid,
  type PageKey,
  saidAfter,
  typedCode,
} from '@waymark/schemas'
import type {
  AuthoringHeard,
  AuthoringJoinAnswer,
  AuthoringTalk,
} from '@waymark/schemas/wire/authoring'
import type { SaidToPage } from '@waymark/schemas/wire/page-line'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { IngestContext } from '../context.ts'
import { isSignedBy } from '../serving/page-signature.ts'
import { sendFault, sendJson } from './answer.ts'
import { type Fault, isFault } from './fault.ts'
import { type OpenRequest, openRequest } from './open-request.ts'
import { createRateLimit, type RateLimit } from './rate-limit.ts'
import { readTalk } from './read-talk.ts'

/** Shorter than the page waits for an answer. */
const heardWithinMs = 10_000
/** Longer than the log takes to say what was just written to it. */
const writtenWithinMs = 10_000
const lengthenAfterMs = 60_000

const noCode: Fault = {
  code: 'token_invalid',
  message: 'This is no code for this page, or it was used or has ended.',
  at: 'code',
}
const noLine: Fault = {
  code: 'token_invalid',
  message: 'This page has no line to a dashboard, or it has ended.',
  at: 'line',
}
const tooOften: Fault = {
  code: 'too_many_requests',
  message: 'Too many codes were tried; wait a moment.',
}

const isCoordinate = (value: unknown): value is string =>
  typeof value === 'string' && /^[\w-]{43}$/.test(value)

const keyIn = (value: unknown): PageKey | undefined => {
  const { x, y } = (value ?? {}) as Partial<PageKey>
  return isCoordinate(x) && isCoordinate(y) ? { x, y } : undefined
}

type Opened = OpenRequest['body']['value']

/** Gives the line to the page that shows its code; the first to show it has it. */
const joinLine = async (
  ctx: IngestContext,
  offered: readonly AuthoringLine[],
  { code, key }: { readonly code: string; readonly key: PageKey },
): Promise<AuthoringLine | undefined> => {
  const meant = offered.find((each) => {
    const text = ctx.sealer.open(authoringCodeName(each.line), each.code)
    return text !== undefined && sameText(text, code)
  })
  if (!meant) return undefined
  const { line } = meant
  const found = (): AuthoringLine | undefined => ctx.lines.find(line, ctx.clock())
  await ctx.lines.write({ t: 'joined', line, key, expires: ctx.clock() + authoringLineMs })
  await waitUntil({
    holds: () => found()?.key !== undefined,
    onChange: ctx.lines.onChange,
    ms: writtenWithinMs,
    signal: ctx.closing,
  })
  const joined = found()
  return joined?.key?.x === key.x && joined.key.y === key.y ? joined : undefined
}

const join =
  (ctx: IngestContext, tries: RateLimit) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const opened = await openRequest(ctx, request)
    if (isFault(opened)) return sendFault(ctx, reply, opened)
    const { env } = opened.key
    if (!tries.take(`${env} ${request.ip}`)) return sendFault(ctx, reply, tooOften)
    const { code, key: shown, purpose: said } = opened.body.value as Opened
    const purpose = said === 'inspect' ? 'inspect' : 'authoring'
    const key = keyIn(shown)
    const { origin } = request.headers
    const line =
      typeof code === 'string' && key && origin !== undefined
        ? await joinLine(ctx, ctx.lines.offered({ env, origin, purpose }, ctx.clock()), {
            code: typedCode(code.slice(0, 40)),
            key,
          })
        : undefined
    if (!line) return sendFault(ctx, reply, noCode)
    const answer: AuthoringJoinAnswer = { line: line.line }
    reply.header('cache-control', 'no-store')
    return sendJson(reply, JSON.stringify(answer))
  }

/** What was said, if the page that has the line said it. */
const signedTalk = async (
  ctx: IngestContext,
  request: FastifyRequest,
  { body, key }: OpenRequest,
): Promise<AuthoringTalk | undefined> => {
  const { signed, signature } = body.value
  const talk = readTalk(signed)
  const line = talk && ctx.lines.find(talk.line, ctx.clock())
  if (!talk || !line?.key || (line.ended && talk.said.length > 0)) return undefined
  if (line.env !== key.env || line.origin !== request.headers.origin) return undefined
  const isOurs =
    typeof signature === 'string' &&
    (await isSignedBy(line.key, signed as string, signature.slice(0, 200)))
  return isOurs ? talk : undefined
}

/** What the dashboard has said since, once it has said something; before `0` how much it has said so far. */
const hear = async (
  ctx: IngestContext,
  line: string,
  after: number,
): Promise<AuthoringHeard<SaidToPage> | undefined> => {
  const found = (): AuthoringLine | undefined => ctx.lines.find(line, ctx.clock())
  await waitUntil({
    holds: () => {
      const now = found()
      return now?.ended !== false || countSaid(now.dashboard) > after
    },
    onChange: ctx.lines.onChange,
    ms: heardWithinMs,
    signal: ctx.closing,
  })
  const now = found()
  const said = now && after >= 0 ? saidAfter(now.dashboard, after) : []
  const isOver = now === undefined || (now.ended && said.length === 0)
  return isOver ? undefined : { said, next: countSaid(now.dashboard) }
}

/** Whoever writes is not cut off after half an hour. Not with each word: the log keeps every record. */
const lengthen = async (ctx: IngestContext, line: string): Promise<void> => {
  const now = ctx.lines.find(line, ctx.clock())
  const expires = Math.min(ctx.clock() + authoringLineMs, now?.most ?? 0)
  if (now && expires - now.expires > lengthenAfterMs) {
    await ctx.lines.write({ t: 'lasts', line, expires })
  }
}

const talk =
  (ctx: IngestContext) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const opened = await openRequest(ctx, request)
    if (isFault(opened)) return sendFault(ctx, reply, opened)
    const said = await signedTalk(ctx, request, opened)
    if (!said) return sendFault(ctx, reply, noLine)
    if (said.said.length > 0) {
      await ctx.lines.write({ t: 'page', line: said.line, n: said.n, said: said.said })
      await lengthen(ctx, said.line)
    }
    const heard =
      said.after === undefined ? { said: [], next: 0 } : await hear(ctx, said.line, said.after)
    if (!heard) return sendFault(ctx, reply, noLine)
    reply.header('cache-control', 'no-store')
    return sendJson(reply, JSON.stringify(heard))
  }

/** The line of a page whose window the dashboard cannot reach: begun by a code, then signed by the page. */
export const registerAuthoringLineRoutes = (app: FastifyInstance, ctx: IngestContext): void => {
  // Of 2^40 codes, behind whatever proxy: a person mistypes a few, a machine gets nowhere.
  const tries = createRateLimit({ perSecond: 0.2, burst: 10 }, ctx.clock)
  app.post('/v1/authoring/join', join(ctx, tries))
  app.post('/v1/authoring/talk', talk(ctx))
}
