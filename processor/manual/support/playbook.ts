import { readFileSync } from 'node:fs'
import { parseAllDocuments } from 'yaml'

const folder = new URL('../../../examples/playbooks/', import.meta.url)

interface Document {
  readonly kind: string
  readonly id: string
}

/** The definitions of playbooks with the endpoint that they tell, as `waymark apply` reads them. */
export const playbook = (...names: readonly string[]): readonly Document[] =>
  [...names, 'endpoints'].flatMap((name) =>
    parseAllDocuments(readFileSync(new URL(`${name}.yaml`, folder), 'utf8')).map(
      (document) => document.toJS() as Document,
    ),
  )

/** The same without holdouts: for stories of one account. */
export const forEverybody = (documents: readonly Document[]): readonly object[] =>
  documents.map((document) => {
    const { holdout: _, ...rest } = document as Document & { readonly holdout?: number }
    return rest
  })
