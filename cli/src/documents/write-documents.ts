import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Definition } from '@waymark/schemas'
import { stringify } from 'yaml'
import { CommandError } from '../print/command-error.ts'

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

/** Why a directory cannot be written, by what the system calls it. */
const reasons: { readonly [code: string]: string } = {
  EACCES: 'it is not allowed',
  EPERM: 'it is not allowed',
  EROFS: 'it is not allowed',
  ENOSPC: 'the disk is full',
  EEXIST: 'a file has the name of a directory',
  ENOTDIR: 'it is not a directory',
  EISDIR: 'a directory has the name of a file',
  ENAMETOOLONG: 'the name is too long',
}

const cannotWrite = (dir: string, error: unknown): unknown => {
  const code = (error as NodeJS.ErrnoException).code
  if (code === undefined) return error
  return new CommandError(`Cannot write to ${dir}: ${reasons[code] ?? code}.`)
}

const write = (
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

/** Writes one file per definition; one that holds it already is not touched. */
export const writeDocuments = (
  dir: string,
  definitions: readonly Definition[],
  kinds: readonly string[],
): Written => {
  try {
    return write(dir, definitions, kinds)
  } catch (error) {
    throw cannotWrite(dir, error)
  }
}
