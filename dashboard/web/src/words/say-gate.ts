import type { Gate } from '@waymark/schemas/wire/gates'
import { isolate } from './isolate.ts'
import { type NameOf, senderOf } from './say-sender.ts'

const isVerdict = (found: string): boolean => found === 'holds' || found === 'does not hold'

/** Of which message a gate tells, by what it found: `news comes first`, `flow/onboard/hello is`. */
const toldIn = (found: string, ending: string): string | undefined =>
  found.endsWith(ending) && !/^(?:nothing|none) /.test(found)
    ? found.slice(0, -ending.length)
    : undefined

/** The gates of which the other message is the reason: whose turn it is, and who is on screen. */
const beside: Readonly<Record<string, (found: string, name: NameOf) => string>> = {
  priority: (found, name) => {
    const first = toldIn(found, ' comes first')
    return first === undefined
      ? 'nothing else comes first'
      : `${senderOf(first, name, inQuotes)} comes first, in the same place`
  },
  slot: (found, name) => {
    const shown = toldIn(found, ' is')
    return shown === undefined
      ? 'nothing else is in the way'
      : `${senderOf(shown, name, inQuotes)} is on screen, and only one at a time takes the whole attention`
  },
}

const inQuotes = (text: string): string => `“${text}”`

/** What a gate found, and what it wanted where that says more; of a rule, whether it holds. */
export const sayFound = ({ gate, wants, found }: Gate, name: NameOf): string =>
  beside[gate]?.(found, name) ??
  (isVerdict(found)
    ? `${found}: ${isolate(wants)}`
    : `wants ${isolate(wants)}, found ${isolate(found)}`)

/** Why a gate that is shut is shut, where a sentence says it better than what it wants. */
const reasons: { readonly [Name in Gate['gate']]?: (gate: Gate) => string } = {
  holdout: () => 'they are held out, so that what it does can be measured',
  consent: () => 'they allow no messages',
  merge: () => 'what they did before, or what their account says, was still on its way',
  caps: ({ wants, found }) => `the cap was used up: ${isolate(wants)} (${isolate(found)})`,
}

/** The first gate that said no, as a reason: “not shown because …”. */
export const whyNot = (why: readonly Gate[], name: NameOf): string => {
  const gate = why.find((one) => !one.is)
  if (!gate) return 'no gate said why'
  const reason = reasons[gate.gate]?.(gate)
  if (reason !== undefined) return reason
  if (Object.hasOwn(beside, gate.gate)) return sayFound(gate, name)
  return `${gate.gate}${isVerdict(gate.found) ? '' : ':'} ${sayFound(gate, name)}`
}
