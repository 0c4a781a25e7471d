import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Definition } from '@waymark/schemas'
import type { ExportedDefinitions } from '@waymark/schemas/api/definitions'
import { Document, isCollection } from 'yaml'
import { makeLevels } from '../instance/make-directory.ts'
import { CommandError } from '../print/command-error.ts'
import type { FileVersion } from './file-version.ts'
import { parseDocuments } from './parse-documents.ts'

/** `kind/id.yaml` */
const fileOf = ({ kind, id }: Pick<Definition, 'kind' | 'id'>): string => join(kind, `${id}.yaml`)

/** A definition as text that is the same whenever the definition is; the version stands on one line. */
export const textOfDefinition = (definition: Definition, version?: FileVersion): string => {
  const { kind, id, ...rest } = definition
  const fields = { kind, id, ...(version && { version }), ...rest }
  const document = new Document(fields, { aliasDuplicateObjects: false })
  const line = document.get('version', true)
  if (isCollection(line)) line.flow = true
  return document.toString({ lineWidth: 100 })
}

export interface Written {
  readonly written: readonly string[]
  readonly same: readonly string[]
  /** Files of definitions that are not in force: left alone. */
  readonly extra: readonly string[]
}

/** Waymark counts these itself, every day: whoever has exported them has not written them. */
const countedKinds: ReadonlySet<string> = new Set(['cohorts'])

/** A file may be of several environments: what it says of the others stays. */
const versionOf = (
  { kind, id }: Definition,
  { env, versions }: ExportedDefinitions,
  before: string | undefined,
): FileVersion | undefined => {
  const version = versions[`${kind}/${id}`]
  if (version === undefined || countedKinds.has(kind)) return undefined
  const known = before === undefined ? undefined : parseDocuments('', before).documents[0]
  return { ...known?.version, [env]: version }
}

const read = (path: string): string | undefined =>
  statSync(path, { throwIfNoEntry: false })?.isFile() ? readFileSync(path, 'utf8') : undefined

/** Why a directory cannot be written, by what the system calls it. */
const reasons: { readonly [code: string]: string } = {
  EACCES: 'it is not allowed',
  EPERM: 'it is not allowed',
  EROFS: 'it is not allowed',
  ENOENT: 'nobody can make a directory there',
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

const write = (dir: string, exported: ExportedDefinitions, kinds: readonly string[]): Written => {
  const written: string[] = []
  const same: string[] = []
  for (const definition of exported.documents) {
    const file = fileOf(definition)
    const path = join(dir, file)
    const before = read(path)
    const text = textOfDefinition(definition, versionOf(definition, exported, before))
    if (before === text) {
      same.push(file)
      continue
    }
    makeLevels(resolve(dir, definition.kind), { isFile: 'the definitions need a directory.' })
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
  exported: ExportedDefinitions,
  kinds: readonly string[],
): Written => {
  try {
    return write(dir, exported, kinds)
  } catch (error) {
    throw cannotWrite(dir, error)
  }
}
