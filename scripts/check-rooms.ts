// Holds the table of rooms in ARCHITECTURE.md against the packages: what a room declares, what its tsconfig references, what its
// sources import. A guard that saw nothing fails.
import { existsSync, globSync, readFileSync } from 'node:fs'

const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'))

/** Rows of the table `| room | path | may depend on |` between the markers. */
const tableOf = (
  markdown: string,
): ReadonlyMap<string, { readonly path: string; readonly allowed: readonly string[] }> => {
  const body = markdown.split('<!-- rooms -->')[1]?.split('<!-- /rooms -->')[0] ?? ''
  const rows = body.split('\n').filter((line) => line.startsWith('| `'))
  return new Map(
    rows.map((row) => {
      const cells = row.split('|').map((cell) => cell.trim())
      const names = (cell: string | undefined): string[] =>
        [...(cell ?? '').matchAll(/`([^`]+)`/g)].map((m) => m[1] ?? '')
      const [path = ''] = names(cells[1])
      return [
        path.replace('/', '-'),
        { path, allowed: names(cells[3]).map((name) => name.replace('/', '-')) },
      ]
    }),
  )
}

const rooms = tableOf(readFileSync('ARCHITECTURE.md', 'utf8'))
const problems: string[] = []
let imports = 0

for (const [room, { path, allowed }] of rooms) {
  const manifest = read(`${path}/package.json`)
  const own = (deps: object | undefined): string[] =>
    Object.keys(deps ?? {}).flatMap((name) =>
      name.startsWith('@waymark/') ? [name.slice('@waymark/'.length)] : [],
    )
  const declared = own(manifest.dependencies)
  const typed = own(manifest.devDependencies)
  for (const name of declared)
    if (!allowed.includes(name)) problems.push(`${room} must not depend on ${name}`)
  const referenced = (
    (read(`${path}/tsconfig.json`).references ?? []) as readonly { readonly path: string }[]
  ).flatMap((reference) => {
    const manifest = `${path}/${reference.path}/package.json`
    return existsSync(manifest) ? own({ [read(manifest).name]: '' }) : []
  })
  for (const name of [...declared]) {
    if (!referenced.includes(name))
      problems.push(`${room} depends on ${name} without a tsconfig reference`)
  }
  for (const file of globSync(`${path}/**/*.{ts,tsx}`, {
    exclude: ['**/node_modules/**', '**/dist/**'],
  })) {
    const source = readFileSync(file, 'utf8')
    const test = /\.test\.tsx?$|\/vitest\.config\.ts$|\/(test|manual|dev)\//.test(`/${file}`)
    for (const [statement, from = ''] of source.matchAll(
      /^(?:import|export)[^'"]*?from\s+['"](@waymark\/[^'"]+|(?:\.\.\/)+[^'"]*)['"]/gm,
    )) {
      imports++
      if (!from.startsWith('@waymark/')) {
        const escapes =
          from.split('/').filter((part) => part === '..').length >=
          file.split('/').length - path.split('/').length
        if (escapes && existsSync(path) && !test)
          problems.push(`${file} reaches out of its room: ${from}`)
        continue
      }
      const [name = ''] = from.slice('@waymark/'.length).split('/')
      const known =
        declared.includes(name) ||
        (typed.includes(name) && (test || /^import type|^export type/.test(statement)))
      if (!known && name !== room)
        problems.push(`${file} imports ${from}, which its room does not declare`)
    }
  }
}

if (rooms.size < 8 || imports < 50)
  problems.push(`the check saw only ${rooms.size} rooms and ${imports} imports`)
for (const problem of problems) console.error(problem)
if (problems.length === 0)
  console.error(`${rooms.size} rooms, ${imports} imports between files and rooms: in order`)
process.exitCode = problems.length > 0 ? 1 : 0
