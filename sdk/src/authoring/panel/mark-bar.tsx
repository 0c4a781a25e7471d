import type { Mark } from '../document/text-runs.ts'
import type { Board } from '../page/board.ts'
import type { Pen, Writing } from '../page/pen.ts'
import { placeOnTop } from '../page/place-on-top.ts'

const marks: readonly (readonly [mark: Exclude<Mark, 'link'>, letter: string, name: string])[] = [
  ['bold', 'B', 'Bold'],
  ['italic', 'I', 'Italic'],
  ['code', '‹›', 'Code'],
]

/** The marks of a paragraph, above what is selected in it. */
export interface MarkBar {
  show(writing: Writing | undefined): void
  close(): void
}

const hrefAt = ({ field: { element }, marks }: Writing): string =>
  (marks.includes('link') && element.querySelector('a')?.getAttribute('href')) || ''

export const createMarkBar = (board: Board, pen: () => Pen): MarkBar => {
  const { layer, root } = board
  let address = ''
  const place = ({ field: { element } }: Writing): void => {
    const bar = root.querySelector<HTMLElement>('.marks')
    if (!bar) return
    const card = element.closest<HTMLElement>('.card')
    const box = (card ?? element).getBoundingClientRect()
    const { offsetWidth, offsetHeight } = bar
    const above = box.top - offsetHeight - 8
    const below = box.bottom + 8
    // What a card stands below is above it, and must be seen.
    const isBelow =
      above < 8 || (card?.dataset.side === 'bottom' && below + offsetHeight <= innerHeight - 8)
    bar.style.left = `${Math.max(8, Math.min(box.left, innerWidth - offsetWidth - 8))}px`
    bar.style.top = `${isBelow ? below : above}px`
  }
  const draw = (writing: Writing): void => {
    const isNone = writing.stretch.from === writing.stretch.to
    board.draw((on) => (
      <div class="marks" role="toolbar" aria-label="Marks">
        {marks.map(([mark, letter, name]) => (
          <button
            key={mark}
            type="button"
            class={`mark ${mark}`}
            aria-label={name}
            aria-pressed={writing.marks.includes(mark)}
            disabled={isNone}
            {...on.press(() => pen().mark(mark))}
          >
            {letter}
          </button>
        ))}
        <input
          type="url"
          class="address"
          aria-label="Link address"
          placeholder="Link: https://…"
          disabled={isNone}
          value={address}
          {...on.enter((value) => {
            address = value
          })}
        />
        <button
          type="button"
          class="mark"
          disabled={isNone}
          {...on.press(() => pen().mark('link', address))}
        >
          {writing.marks.includes('link') && address === '' ? 'Unlink' : 'Link'}
        </button>
      </div>
    ))
    place(writing)
  }
  return {
    show: (writing) => {
      if (!writing) {
        if (layer.isOpen) layer.hide()
        return
      }
      address = hrefAt(writing)
      layer.open(placeOnTop())
      draw(writing)
    },
    close: board.close,
  }
}
