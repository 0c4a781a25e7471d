import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type ParsedFile, parseDocuments } from './parse-documents.ts'

const isDocument = (name: string): boolean => /\.(ya?ml|json)$/i.test(name)

const standardInput = '-'

/** Why a file cannot be read, by what the system calls it. */
const reasons: { readonly [code: string]: string } = {
  ENOENT: 'is not there',
  ENOTDIR: 'is not there',
  EISDIR: 'is a directory',
  EACCES: 'may not be read by this user',
  EPERM: 'may not be read by this user',
  ELOOP: 'is a link that leads to itself',
}

const unread = (file: string, message: string): ParsedFile => ({
  documents: [],
  problems: [{ file, at: '', message }],
})

/** What `read` gives; that the system refuses it is a fault of the file. */
const orFault = (file: string, read: () => ParsedFile): ParsedFile => {
  try {
    return read()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    return unread(file, reasons[code] ?? `cannot be read (${code})`)
  }
}

const all = (files: readonly ParsedFile[]): ParsedFile => ({
  documents: files.flatMap(({ documents }) => documents),
  problems: files.flatMap(({ problems }) => problems),
})

const readFile = (file: string): ParsedFile =>
  orFault(file, () => parseDocuments(file, readFileSync(file, 'utf8')))

const readDirectory = (dir: string): ParsedFile =>
  orFault(dir, () =>
    all(
      readdirSync(dir, { withFileTypes: true })
        .filter(({ name }) => !name.startsWith('.') && name !== 'node_modules')
        .toSorted((a, b) => (a.name < b.name ? -1 : 1))
        .map((entry) => {
          const path = join(dir, entry.name)
          if (entry.isDirectory()) return readDirectory(path)
          const isFile = entry.isFile() || entry.isSymbolicLink()
          return isFile && isDocument(entry.name) ? readFile(path) : all([])
        }),
    ),
  )

const readPath = (path: string): ParsedFile =>
  orFault(path, () => {
    if (path === standardInput) return parseDocuments('standard input', readFileSync(0, 'utf8'))
    if (statSync(path).isDirectory()) return readDirectory(path)
    if (isDocument(path)) return readFile(path)
    const expected = 'a file that ends in .yaml, .yml or .json is expected'
    return unread(path, `is neither YAML nor JSON: ${expected}`)
  })

const readOne = (path: string): ParsedFile => {
  const read = readPath(path)
  if (read.documents.length > 0 || read.problems.length > 0) return read
  const file = path === standardInput ? 'standard input' : path
  return unread(file, 'holds no document: YAML or JSON files are expected')
}

/**
 * The documents of files, of all YAML and JSON files below directories, and of standard input (`-`). What cannot be read is a fault
 * like any other: it hides none of the rest.
 */
export const readDocuments = (paths: readonly string[]): ParsedFile => all(paths.map(readOne))
