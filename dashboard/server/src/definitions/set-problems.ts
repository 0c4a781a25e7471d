import { assetPath, canonicalJson, type Problem } from '@waymark/schemas'
import { imagesIn } from '../assets/images-in.ts'
import { type CheckedSet, nameOf } from './check-set.ts'
import type { DefinitionsView } from './definitions-view.ts'
import type { Parsed, Problems } from './parse-documents.ts'

type IndexOf = ReadonlyMap<string, number>

const about = ({ documents }: Parsed, document: number, problem: Problem): Problems[number] => {
  const id = documents.get(document)?.id
  return { ...problem, document, ...(id === undefined ? {} : { id }) }
}

const firstOf = (indexOf: IndexOf, names: Iterable<string>): number =>
  [...names].map((name) => indexOf.get(name)).find((index) => index !== undefined) ?? 0

/** What would be right instead of a circle. By default the lifecycle waits for every PQL of its level, which nobody wrote. */
const sayWayOut = (cycle: readonly string[]): string => {
  const lifecycle = cycle.find((name) => name.startsWith('lifecycle/'))
  const pql = cycle.find((name) => name.startsWith('pql/'))
  if (!lifecycle || !pql) return `Let one of them ask for a trait or an event instead.`
  const level = lifecycle.slice('lifecycle/'.length)
  return [
    `The lifecycle of ${level === 'account' ? 'an account' : 'a person'} becomes "pql" with any PQL of its level, so ${pql} cannot ask for that lifecycle.`,
    `Let ${pql} ask for what makes the state instead, such as { trait: { name: plan, eq: trial } } or a milestone;`,
    `or give a lifecycle of level "${level}" a rule of its own in states.pql.when that names no PQL.`,
  ].join(' ')
}

/** Problems of the documents, and of definitions in force that the documents would break. */
export const setProblems = (checked: CheckedSet, parsed: Parsed): Problems => {
  const indexOf: IndexOf = new Map([...parsed.documents].map(([index, d]) => [nameOf(d), index]))
  const problems = [...checked.definitions.values()].flatMap(({ key, problems: found, reads }) => {
    const own = indexOf.get(key)
    if (own !== undefined) return found.map((problem) => about(parsed, own, problem))
    const cause = firstOf(indexOf, reads)
    return found.map(({ at, message }) =>
      about(parsed, cause, { at, message: `${key} would break: ${message}` }),
    )
  })
  const { cycle } = checked
  if (!cycle) return problems
  const message = `these definitions wait for each other in a circle: ${cycle.join(' → ')}. ${sayWayOut(cycle)}`
  return [...problems, about(parsed, firstOf(indexOf, cycle), { at: 'document', message })]
}

interface ImageDeps {
  /** Whether an image was uploaded. */
  readonly hasAsset: (id: string) => boolean
}

/** A guide with a hole where its picture should be is not published. */
export const imageProblems = (deps: ImageDeps, parsed: Parsed): Problems =>
  [...parsed.documents].flatMap(([document, definition]) =>
    [...imagesIn(definition)]
      .filter((id) => !deps.hasAsset(id))
      .map((id) => {
        const message = `there is no image ${assetPath(id)}; waymark asset add uploads one`
        return about(parsed, document, { at: 'document', message })
      }),
  )

interface AddressDeps {
  readonly definitions: Pick<DefinitionsView, 'stored'>
  readonly checkEndpointUrl?: (url: string) => Promise<string | undefined>
}

/** Only addresses that would change are looked at: what is in force applies again though its name server is down. */
export const addressProblems = async (
  deps: AddressDeps,
  env: string,
  parsed: Parsed,
): Promise<Problems> => {
  const found = [...parsed.documents].map(async ([document, d]): Promise<Problems> => {
    if (d.kind !== 'endpoint' || d.type === 'email') return []
    const stored = deps.definitions.stored(env, d.kind, d.id)?.definition
    if (stored && canonicalJson(stored) === canonicalJson(d)) return []
    const message = await deps.checkEndpointUrl?.(d.url)
    return message === undefined ? [] : [about(parsed, document, { at: 'url', message })]
  })
  return (await Promise.all(found)).flat()
}
