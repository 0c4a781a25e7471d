// Holds the table of layers in ARCHITECTURE.md against the imports of each room in it: a folder reads from those before it, and never
// from those after it. What lies beside the folders is below all of them; the room's index is above. Tests may read what they like.
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

interface Layers {
  readonly room: string
  /** Folders of its `src`, from the bottom up. */
  readonly folders: readonly string[]
}

/** Rows of the table `| room | folders |` between the markers. */
const layersOf = (markdown: string): readonly Layers[] => {
  const body = markdown.split('<!-- layers -->')[1]?.split('<!-- /layers -->')[0] ?? ''
  const rows = body.split('\n').filter((line) => line.startsWith('| `'))
  return rows.map((row) => {
    const [room = '', ...folders] = [...row.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)
    return { room, folders }
  })
}

const imported = /^(?:import|export|\} )[^'"\n]*?from '(\.[^']*)'/gm

const problems: string[] = []
let seen = 0

for (const { room, folders } of layersOf(readFileSync('ARCHITECTURE.md', 'utf8'))) {
  const source = join(room, 'src')
  /** -1: beside the folders. */
  const layer = (file: string): number => {
    const [folder = '', ...inside] = relative(source, file).split('/')
    if (inside.length === 0) return -1
    if (!folders.includes(folder)) problems.push(`${file} is in no layer of ${room}`)
    return folders.indexOf(folder)
  }
  const files = globSync(`${source}/**/*.ts`, { exclude: ['**/*.test.ts', `${source}/index.ts`] })
  for (const file of files) {
    for (const [, from = ''] of readFileSync(file, 'utf8').matchAll(imported)) {
      seen++
      const read = join(dirname(file), from)
      if (layer(read) > layer(file)) problems.push(`${file} reads from a layer above it: ${read}`)
    }
  }
}

if (seen < 50) problems.push(`the check saw only ${seen} imports`)
for (const problem of new Set(problems)) console.error(problem)
if (problems.length === 0) console.error(`${seen} imports within rooms: in order`)
process.exitCode = problems.length > 0 ? 1 : 0
