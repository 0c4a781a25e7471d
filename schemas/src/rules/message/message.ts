import { z } from 'zod'
import { durationMs, durationSchema } from '../../duration.ts'
import { limits } from '../../limits.ts'
import {
  type Condition,
  compileCondition,
  conditionShape,
  sayCondition,
  warnOfCondition,
} from '../condition.ts'
import type { CompileContext, Evaluate, RuleKind } from '../rule-kind.ts'
import { inTheLast, quoted } from '../say.ts'
import { between, never } from '../verdict.ts'
import { type LedgerEntry, reactions, suppressions } from './ledger.ts'

const answer = z
  .strictObject({ to: z.string().min(1).max(limits.nameLength), ...conditionShape })
  .refine((a) => Object.keys(a).length > 1, 'a condition on the answer, such as gte: 9')

const schema = z
  .strictObject({
    id: z.string().min(1).max(100),
    was: z.enum([...reactions, 'suppressed']),
    answer: answer.exactOptional(),
    because: z.enum(suppressions).exactOptional(),
    within: durationSchema.exactOptional(),
  })
  .refine((m) => m.answer === undefined || m.was === 'answered', '`answer` needs was: answered')
  .refine(
    (m) => m.because === undefined || m.was === 'suppressed',
    '`because` needs was: suppressed',
  )

export type MessageRule = z.infer<typeof schema>

type When = (entry: LedgerEntry | undefined) => number | undefined

const whenAnswered = ({ to, ...condition }: NonNullable<MessageRule['answer']>): When => {
  const test = compileCondition(condition as Condition)
  return (entry) => {
    const answers = entry?.answers ?? {}
    const found = Object.hasOwn(answers, to) ? answers[to] : undefined
    return found && test(found[0]) ? found[1] : undefined
  }
}

const whenSuppressed = (because: MessageRule['because']): When =>
  because
    ? (entry) => entry?.not?.[because]
    : (entry) => entry?.not && Math.max(...Object.values(entry.not))

const whenOf = ({ was, answer: asked, because }: MessageRule): When => {
  if (was === 'suppressed') return whenSuppressed(because)
  return asked ? whenAnswered(asked) : (entry) => entry?.[was]
}

const compileFor =
  (kind: 'guide' | 'engagement') =>
  (body: MessageRule, context: CompileContext): Evaluate => {
    if (context.level === 'account')
      context.refuse('people are shown messages, accounts are not; use `members`')
    context.readsMessages(kind, body.id)
    if (body.was === 'suppressed') context.readsDecisions(kind, body.id)
    const key = `${kind}/${body.id}`
    const when = whenOf(body)
    const withinMs = body.within ? durationMs(body.within) : Number.POSITIVE_INFINITY
    return (facts) => {
      const at = when(facts.message(key))
      return at === undefined ? never : between(at, at + withinMs, facts.now)
    }
  }

const sayReaction = (
  what: string,
  { was, because, answer: asked, within }: MessageRule,
): string => {
  const window = within ? ` ${inTheLast(within)}` : ''
  if (was === 'suppressed')
    return `was not shown ${what}${because ? ` because of ${because}` : ''}${window}`
  if (!asked) return `has ${was} ${what}${window}`
  const { to, ...condition } = asked
  return `has answered ${what}, where ${to} ${sayCondition(condition as Condition)},${window}`.replace(
    /,$/,
    '',
  )
}

/** Where no answer whatever is the one that is asked for. */
const warnOfAnswer = ({ answer: asked }: MessageRule): readonly string[] => {
  if (!asked) return []
  const { to, ...condition } = asked
  return warnOfCondition(condition as Condition, to)
}

/** What somebody did with a guide, or why they were not shown it. */
export const guide: RuleKind<MessageRule> = {
  schema: () => schema,
  compile: compileFor('guide'),
  warn: warnOfAnswer,
  say: (body, { nameOf }) => sayReaction(`guide ${quoted(nameOf('guide', body.id))}`, body),
}

/** What somebody did with the messages of an engagement, on whatever channel they came. */
export const message: RuleKind<MessageRule> = {
  schema: () => schema,
  compile: compileFor('engagement'),
  warn: warnOfAnswer,
  say: (body, { nameOf }) =>
    sayReaction(`a message of engagement ${quoted(nameOf('engagement', body.id))}`, body),
}
