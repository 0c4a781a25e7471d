import { StorageError } from '@waymark/storage'

/** A row that ClickHouse does not take, and what it says about it. */
export interface RefusedRow {
  readonly row: Buffer
  readonly error: StorageError
}

interface Block {
  /** NDJSON. */
  readonly rows: Buffer
  readonly token: string
}

const newline = 10

/** So many rows refused one after the other, none taken and no row named: it is not the rows. */
const enough = 32

/** Where the second half of the rows begins; 0 where there is only one row. */
const middleOf = (rows: Buffer): number => {
  const half = rows.length >> 1
  const after = rows.indexOf(newline, half) + 1
  if (after > 0 && after < rows.length) return after
  return half > 0 ? rows.lastIndexOf(newline, half - 1) + 1 : 0
}

const halvesOf = ({ rows, token }: Block): readonly Block[] => {
  const middle = middleOf(rows)
  if (middle === 0) return []
  return [
    { rows: rows.subarray(0, middle), token: `${token}-a` },
    { rows: rows.subarray(middle), token: `${token}-b` },
  ]
}

/**
 * Inserts a block; where it is refused its halves, and theirs, until all are in but the rows that are refused by themselves.
 * The same rows and token make the same halves and tokens, so it may be done again after a crash.
 * @throws StorageError where it is not a row that is at fault, but for instance the table.
 */
export const insertAround = async (
  block: Block,
  insert: (rows: Buffer, token: string) => Promise<void>,
): Promise<readonly RefusedRow[]> => {
  const refused: RefusedRow[] = []
  let taken = 0
  const assertRows = (): void => {
    const unclear = refused.find(({ error }) => error.row === undefined)
    if (unclear && taken === 0) throw unclear.error
  }
  const tryBlock = async (part: Block): Promise<void> => {
    try {
      await insert(part.rows, part.token)
      taken++
    } catch (error) {
      if (!(error instanceof StorageError) || error.code !== 'rejected') throw error
      const halves = halvesOf(part)
      if (halves.length === 0) refused.push({ row: part.rows, error })
      if (refused.length === enough) assertRows()
      for (const half of halves) await tryBlock(half)
    }
  }
  await tryBlock(block)
  assertRows()
  return refused
}
