import type { Row } from './list-page.ts'

const looks = ['Red', 'Green', 'Blue', 'Black', 'White', 'Amber', 'Silver', 'Violet']
const things = ['apple', 'boat', 'chair', 'drum', 'engine', 'flute', 'glove', 'hammer', 'island']

/** Seventy-two, each with a name of two words. */
export const rows: readonly Row[] = looks.flatMap((look) =>
  things.map((thing) => ({ slug: `${look}-${thing}`.toLowerCase(), name: `${look} ${thing}` })),
)

/** In view while the list stands at its beginning. */
export const meant: Row = rows[3] ?? { slug: '', name: '' }

/** What became of the list since the row's controls were recorded. */
export interface Scene {
  readonly name: string
  readonly rows: readonly Row[]
  /** Where it stands, by the row at its top. */
  readonly at?: number
}

const others = rows.filter(({ slug }) => slug !== meant.slug)

export const scenes: readonly Scene[] = [
  { name: 'as it was', rows },
  { name: 'scrolled away', rows, at: 40 },
  { name: 'scrolled a little, so that another stands in its place', rows, at: 5 },
  { name: 'scrolled away and back', rows },
  { name: 'sorted the other way round', rows: rows.toReversed() },
  { name: 'sorted the other way round, at its end', rows: rows.toReversed(), at: rows.length },
  { name: 'sorted so that it comes first', rows: [meant, ...others] },
  { name: 'filtered: it alone', rows: [meant] },
  { name: 'filtered: it and some others', rows: [...others.slice(20, 23), meant] },
  { name: 'filtered: without it', rows: others.slice(0, 30) },
  { name: 'filtered: another alone', rows: others.slice(8, 9) },
  { name: 'deleted', rows: others },
  {
    name: 'replaced by others of nearly the same name',
    rows: rows.map(({ slug, name }) => ({ slug: `${slug}-copy`, name: `${name} copy` })),
  },
  { name: 'drawn anew, as it was', rows },
]
