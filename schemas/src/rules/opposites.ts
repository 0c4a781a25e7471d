import { canonicalJson } from '../content-hash.ts'
import { partsOf, type Rule } from './rule.ts'

/** A rule as a formula: what is no `all`, `any` or `not` is known by its text alone. */
type Formula =
  | { readonly t: 'leaf'; readonly name: string }
  | { readonly t: 'all' | 'any'; readonly of: readonly Formula[] }
  | { readonly t: 'not'; readonly of: Formula }

const formulaOf = (rule: Rule): Formula => {
  if ('all' in rule) return { t: 'all', of: rule.all.map(formulaOf) }
  if ('any' in rule) return { t: 'any', of: rule.any.map(formulaOf) }
  if ('not' in rule) return { t: 'not', of: formulaOf(rule.not) }
  return { t: 'leaf', name: canonicalJson(rule) }
}

const leavesOf = (formula: Formula): readonly string[] => {
  if (formula.t === 'leaf') return [formula.name]
  return formula.t === 'not' ? leavesOf(formula.of) : formula.of.flatMap(leavesOf)
}

type Assumed = ReadonlyMap<string, boolean>

/** What it comes to where some leaves are assumed; `undefined` while that is open. */
const decidedBy = (formula: Formula, assumed: Assumed): boolean | undefined => {
  if (formula.t === 'leaf') return assumed.get(formula.name)
  if (formula.t === 'not') {
    const value = decidedBy(formula.of, assumed)
    return value === undefined ? undefined : !value
  }
  const decides = formula.t === 'any'
  let isOpen = false
  for (const one of formula.of) {
    const value = decidedBy(one, assumed)
    if (value === decides) return decides
    isOpen ||= value === undefined
  }
  return isOpen ? undefined : !decides
}

/** Rules that people write need a few; one that needs more is not told to be constant. */
const mostTries = 4000

/** Whether it can come to `wanted`, whatever the leaves say. */
const canBe = (formula: Formula, wanted: boolean): boolean => {
  const leaves = [...new Set(leavesOf(formula))]
  let tries = 0
  const search = (assumed: Assumed, next: number): boolean => {
    const value = decidedBy(formula, assumed)
    const leaf = leaves[next]
    if (value !== undefined || leaf === undefined) return value === wanted
    if (++tries > mostTries) return true
    return [true, false].some((is) => search(new Map([...assumed, [leaf, is]]), next + 1))
  }
  return search(new Map(), 0)
}

const constant = (formula: Formula): boolean | undefined => {
  if (!canBe(formula, true)) return false
  return canBe(formula, false) ? undefined : true
}

const isList = (formula: Formula): formula is Extract<Formula, { readonly t: 'all' | 'any' }> =>
  formula.t === 'all' || formula.t === 'any'

/** Whether something inside of it is constant already. */
const hasConstant = (formula: Formula): boolean => {
  const inner = formula.t === 'leaf' ? [] : isList(formula) ? formula.of : [formula.of]
  return inner.some((one) => (isList(one) && constant(one) !== undefined) || hasConstant(one))
}

/**
 * Of an `all` or an `any` whose parts are each other's opposite, by their text: what follows. Said where it lies, not again of all
 * that holds it. What lies in `account` or `members` is one thing with it here, and is asked on its own.
 */
export const warnOfOpposites = (rule: Rule): readonly string[] => {
  const [name] = partsOf(rule)
  if (name !== 'all' && name !== 'any') return []
  const formula = formulaOf(rule)
  const value = constant(formula)
  if (value === undefined || hasConstant(formula)) return []
  return [
    value
      ? 'always holds: something and its opposite are both enough'
      : 'never holds: it asks for something and for its opposite',
  ]
}
