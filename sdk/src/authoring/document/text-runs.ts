import type { TextRun } from '@waymark/schemas/wire/content'

/** A way in which a piece of a paragraph is set apart. */
export type Mark = 'bold' | 'italic' | 'code' | 'link'

/** A run whose text is in one language. */
export type PlainRun = TextRun & { readonly text: string }

const marksOf = ({ text: _, ...marks }: PlainRun): string =>
  JSON.stringify([marks.bold, marks.italic, marks.code, marks.link])

/** Without empty pieces, and without borders between pieces that look the same. */
export const joined = (runs: readonly PlainRun[]): readonly PlainRun[] =>
  runs.reduce<readonly PlainRun[]>((all, run) => {
    const last = all.at(-1)
    if (run.text === '') return all
    return last && marksOf(last) === marksOf(run)
      ? [...all.slice(0, -1), { ...last, text: last.text + run.text }]
      : [...all, run]
  }, [])

/** The pieces cut at these places, so that each is wholly inside or outside. */
const cut = (runs: readonly PlainRun[], from: number, to: number) => {
  let at = 0
  return runs.flatMap((run) => {
    const [begin, end] = [at, at + run.text.length]
    at = end
    const places = [
      begin,
      Math.max(begin, Math.min(from, end)),
      Math.max(begin, Math.min(to, end)),
      end,
    ]
    return [0, 1, 2].map((part) => {
      const [a = 0, b = 0] = places.slice(part, part + 2)
      return { run: { ...run, text: run.text.slice(a - begin, b - begin) }, inside: part === 1 }
    })
  })
}

const withMark = (run: PlainRun, mark: Mark, value: string | true | undefined): PlainRun => {
  const { [mark]: _, ...rest } = run
  return value === undefined ? rest : ({ ...rest, [mark]: value } as PlainRun)
}

/** Is all of the stretch marked so? */
export const hasMark = (
  runs: readonly PlainRun[],
  mark: Mark,
  { from, to }: { readonly from: number; readonly to: number },
): boolean => {
  const inside = cut(runs, from, to).filter((piece) => piece.inside && piece.run.text !== '')
  return inside.length > 0 && inside.every(({ run }) => run[mark] !== undefined)
}

/** Marks a stretch, or takes the mark from it where all of it has that. A link is given by its address; an empty one takes it away. */
export const toggleMark = (
  runs: readonly PlainRun[],
  mark: Mark,
  { from, to, url }: { readonly from: number; readonly to: number; readonly url?: string },
): readonly PlainRun[] => {
  const value =
    mark === 'link' ? url || undefined : hasMark(runs, mark, { from, to }) ? undefined : true
  return joined(
    cut(runs, from, to).map(({ run, inside }) => (inside ? withMark(run, mark, value) : run)),
  )
}

/** As content has it: one piece without marks is a plain text. */
export const asContent = (runs: readonly PlainRun[]): string | readonly PlainRun[] => {
  const [only, more] = runs
  if (!only) return ''
  return more === undefined && Object.keys(only).length === 1 ? only.text : runs
}
