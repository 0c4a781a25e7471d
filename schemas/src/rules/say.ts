/**
 * The grammar of rules in English. Every kind says a clause about a subject that is not named: "has done …", "is in …". Clauses
 * that begin with their verb can be negated and put after a noun; others go in brackets.
 */

const verb = /^((?:the account )?(?:has|is|was)) (?!not )/

/** “Data Received”: a name that an author or a client made up. */
export const quoted = (name: string): string => `“${name}”`

export const inBrackets = (clause: string): string => `(${clause})`

/** One plain condition on a trait: "plan is pro". */
const isTrait = /^((?:the account's )?[\w$.-]+) is (?!not )(?!.*( and | for at least |\)$))/

/** The clause, denied: "has not done “Login”", "plan is not pro", "not (entered lifecycle state trial …)". */
export const negated = (clause: string): string => {
  if (verb.test(clause)) return clause.replace(verb, '$1 not ')
  return isTrait.test(clause) ? clause.replace(isTrait, '$1 is not ') : `not ${inBrackets(clause)}`
}

/** The clause, about the account: "the account is in segment “large”", "the account's seats is at least 5". */
export const aboutTheAccount = (clause: string): string => {
  if (verb.test(clause)) return `the account ${clause}`
  return isTrait.test(clause) ? `the account's ${clause}` : `the account ${inBrackets(clause)}`
}

/** "a", "a and b", "a, b and c". */
export const joined = (clauses: readonly string[], word: 'and' | 'or'): string => {
  const last = clauses.at(-1) ?? ''
  return clauses.length < 2 ? last : `${clauses.slice(0, -1).join(', ')} ${word} ${last}`
}

const units: { readonly [unit: string]: string } = {
  s: 'second',
  m: 'minute',
  h: 'hour',
  d: 'day',
  w: 'week',
  wd: 'working day',
}

/** `7d` as "7 days". */
export const sayDuration = (text: string): string => {
  const n = Number.parseInt(text, 10)
  return `${n} ${units[text.slice(String(n).length)]}${n === 1 ? '' : 's'}`
}

/** `7d` as "in the last 7 days", `1d` as "in the last day". */
export const inTheLast = (text: string): string =>
  `in the last ${sayDuration(text).replace(/^1 /, '')}`

/** "is in segment “large”", "has been in segment “large” for at least 3 days and less than 7 days". */
export const sayBeing = (
  what: string,
  spans: { readonly for?: string; readonly within?: string },
): string => {
  const least = spans.for ? [`at least ${sayDuration(spans.for)}`] : []
  const less = spans.within ? [`less than ${sayDuration(spans.within)}`] : []
  const lasting = joined([...least, ...less], 'and')
  return lasting ? `has been ${what} for ${lasting}` : `is ${what}`
}
