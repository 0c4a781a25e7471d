import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

interface ProfileNode {
  readonly id: number
  readonly callFrame: {
    readonly functionName: string
    readonly url: string
    readonly lineNumber: number
  }
}

/** What V8 writes with `--cpu-prof`. */
interface Profile {
  readonly nodes: readonly ProfileNode[]
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

const shown = 30
const idle = new Set(['(idle)', '(root)'])

/** A file as the repository names it; one of a package by the package. */
const placeOf = (url: string): string => {
  const path = url.replace(/^file:\/\//, '')
  const packaged = path.split('/node_modules/').at(-1)
  return packaged === path ? path.split('/').slice(-4).join('/') : (packaged ?? path)
}

const nameOf = ({ callFrame: { functionName, url, lineNumber } }: ProfileNode): string =>
  url === '' ? functionName : `${functionName || '(anonymous)'} ${placeOf(url)}:${lineNumber + 1}`

const add = (to: Map<string, number>, name: string, by: number): void => {
  to.set(name, (to.get(name) ?? 0) + by)
}

const costsOf = ({ nodes, samples, timeDeltas }: Profile): ReadonlyMap<string, number> => {
  const names = new Map(nodes.map((node) => [node.id, nameOf(node)]))
  const costs = new Map<string, number>()
  for (const [at, id] of samples.entries()) {
    const name = names.get(id) ?? ''
    if (!idle.has(name)) add(costs, name, timeDeltas[at] ?? 0)
  }
  return costs
}

const sayProfile = (file: string, costs: ReadonlyMap<string, number>): string => {
  const total = [...costs.values()].reduce((sum, us) => sum + us, 0)
  const most = [...costs].toSorted(([, a], [, b]) => b - a).slice(0, shown)
  const lines = most.map(
    ([name, us]) => `  ${((us / total) * 100).toFixed(1).padStart(5)} %  ${name}`,
  )
  return [
    `${file}: ${(total / 1e6).toFixed(1)} s of the main thread, by function`,
    ...lines,
    '',
  ].join('\n')
}

/** Which functions the profiles of a directory spent their own time in. */
export const sayTopCosts = (dir: string): string =>
  readdirSync(dir)
    .filter((name) => name.endsWith('.cpuprofile'))
    .map((name) => sayProfile(name, costsOf(JSON.parse(readFileSync(join(dir, name), 'utf8')))))
    .join('\n')
