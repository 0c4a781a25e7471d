import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Definition } from '@waymark/schemas'
import { stringify } from 'yaml'

/** `kind/id.yaml` */
const fileOf = ({ kind, id }: Pick<Definition, 'kind' | 'id'>): string => join(kind, `${id}.yaml`)

/** A definition as text that is the same whenever the definition is. */
const textOfDefinition = (definition: Definition): string => {
  const { kind, id, ...rest } = definition
  return stringify({ kind, id, ...rest }, { lineWidth: 100, aliasDuplicateObjects: false })
}

export interface Written {
  readonly written: readonly string[]
  readonly same: readonly string[]
  /** Files of definitions that are not in force: left alone. */
  readonly extra: readonly string[]
}

const read = (path: string): string | undefined =>
  statSync(path, { throwIfNoEntry: false })?.isFile() ? readFileSync(path, 'utf8') : undefined

/** Writes one file per definition; one that holds it already is not touched. */
export const writeDocuments = (
  dir: string,
  definitions: readonly Definition[],
  kinds: readonly string[],
): Written => {
  const written: string[] = []
  const same: string[] = []
  for (const definition of definitions) {
    const file = fileOf(definition)
    const path = join(dir, file)
    const text = textOfDefinition(definition)
    if (read(path) === text) {
      same.push(file)
      continue
    }
    mkdirSync(join(dir, definition.kind), { recursive: true })
    writeFileSync(path, text)
    written.push(file)
  }
  const known = new Set([...written, ...same])
  const extra = kinds.flatMap((kind) => {
    const own = join(dir, kind)
    if (!statSync(own, { throwIfNoEntry: false })?.isDirectory()) return []
    return readdirSync(own)
      .map((name) => join(kind, name))
      .filter((file) => file.endsWith('.yaml') && !known.has(file))
  })
  return { written, same, extra }
}
