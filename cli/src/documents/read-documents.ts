import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { CommandError } from '../print/command-error.ts'
import { type ParsedFile, parseDocuments } from './parse-documents.ts'

const isDocument = (name: string): boolean => /\.(ya?ml|json)$/i.test(name)

const filesIn = (dir: string): readonly string[] =>
  readdirSync(dir, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('.') && entry.name !== 'node_modules')
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(dir, entry.name)
      if (entry.isDirectory()) return filesIn(path)
      return isDocument(entry.name) && statSync(path).isFile() ? [path] : []
    })

const standardInput = '-'

/** The documents of a file, of all YAML and JSON files below a directory, or of standard input (`-`). */
export const readDocuments = (path: string): ParsedFile => {
  const stat = path === standardInput ? undefined : statSync(path, { throwIfNoEntry: false })
  if (path !== standardInput && !stat) throw new CommandError(`There is no ${path}.`)
  if (stat?.isFile() && !isDocument(path)) {
    throw new CommandError(
      `${path} is neither YAML nor JSON: a file that ends in .yaml, .yml or .json is expected.`,
    )
  }
  const files = stat?.isDirectory() ? filesIn(path) : [path]
  const parsed = files.map((file) =>
    parseDocuments(
      file === standardInput ? 'standard input' : file,
      readFileSync(file === standardInput ? 0 : file, 'utf8'),
    ),
  )
  const documents = parsed.flatMap((file) => file.documents)
  const problems = parsed.flatMap((file) => file.problems)
  if (documents.length === 0 && problems.length === 0) {
    throw new CommandError(`${path} holds no document: YAML or JSON files are expected.`)
  }
  return { documents, problems }
}
