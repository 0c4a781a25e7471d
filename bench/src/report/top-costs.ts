import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

interface ProfileNode {
  readonly id: number
  readonly callFrame: {
    readonly functionName: string
    readonly url: string
    readonly lineNumber: number
  }
  readonly children?: readonly number[]
}

/** What V8 writes with `--cpu-prof`. */
interface Profile {
  readonly nodes: readonly ProfileNode[]
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

type Costs = ReadonlyMap<string, number>

const shown = 25
const idle = new Set(['(idle)', '(root)'])

/** A file as the repository names it; one of a package by the package. */
const placeOf = (url: string): string => {
  const path = url.replace(/^file:\/\//, '')
  const packaged = path.split('/node_modules/').at(-1)
  return packaged === path ? path.split('/').slice(-4).join('/') : `npm:${packaged}`
}

const nameOf = ({ callFrame: { functionName, url, lineNumber } }: ProfileNode): string =>
  url === '' ? functionName : `${functionName || '(anonymous)'} ${placeOf(url)}:${lineNumber + 1}`

const add = (to: Map<string, number>, name: string, by: number): void => {
  to.set(name, (to.get(name) ?? 0) + by)
}

/** For each node, the names on its way to the root, each once: itself first. */
const stacksOf = (nodes: readonly ProfileNode[]): ReadonlyMap<number, readonly string[]> => {
  const names = new Map(nodes.map((node) => [node.id, nameOf(node)]))
  const parents = new Map(
    nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)),
  )
  const stackOf = (id: number): readonly string[] => {
    const stack = new Set<string>()
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      stack.add(names.get(at) ?? '')
    }
    return [...stack]
  }
  return new Map(nodes.map(({ id }) => [id, stackOf(id)]))
}

/** Time of a function itself, and with all that it calls; µs. */
const costsOf = ({ nodes, samples, timeDeltas }: Profile) => {
  const stacks = stacksOf(nodes)
  const own = new Map<string, number>()
  const whole = new Map<string, number>()
  for (const [at, id] of samples.entries()) {
    const stack = stacks.get(id) ?? []
    const [name = ''] = stack
    if (idle.has(name)) continue
    const us = timeDeltas[at] ?? 0
    add(own, name, us)
    for (const caller of stack) add(whole, caller, us)
  }
  return { own, whole }
}

const sayCosts = (costs: Costs, total: number): readonly string[] =>
  [...costs]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, shown)
    .map(([name, us]) => `  ${((us / total) * 100).toFixed(1).padStart(5)} %  ${name}`)

const sayProfile = (file: string, profile: Profile): string => {
  const { own, whole } = costsOf(profile)
  const total = [...own.values()].reduce((sum, us) => sum + us, 0)
  return [
    `${file}: ${(total / 1e6).toFixed(1)} s of the main thread; functions by their own time`,
    ...sayCosts(own, total),
    'and by their time with all that they call (of our own code)',
    ...sayCosts(
      new Map([...whole].filter(([name]) => name.includes('/src/') && !name.includes(' npm:'))),
      total,
    ),
    '',
  ].join('\n')
}

/** Which functions the profiles of a directory spent their time in. */
export const sayTopCosts = (dir: string): string =>
  readdirSync(dir)
    .filter((name) => name.endsWith('.cpuprofile'))
    .map((name) => sayProfile(name, JSON.parse(readFileSync(join(dir, name), 'utf8'))))
    .join('\n')
