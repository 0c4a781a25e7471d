import type { LocalText } from '@waymark/schemas/wire/content'
import type { ComponentChildren } from 'preact'
import { type Change, moved, replaced } from '../document/change.ts'
import { readText } from '../document/nodes.ts'
import type { Part } from './part.ts'
import { Row } from './row.tsx'

/** What the fields of one of a list are drawn from. */
export interface FieldsProps<T> {
  readonly part: Part
  readonly value: T
  /** @param what the field, so that what is typed into it is undone together */
  readonly change: (value: T, what: string) => void
}

interface ListProps<T> {
  readonly part: Part
  /** What one of them is called: `Task`. */
  readonly name: string
  readonly list: readonly T[]
  /** What an added one begins as, apart from its label. */
  readonly first: T
  readonly put: (list: readonly T[]) => Change
  readonly fields: (props: FieldsProps<T>) => ComponentChildren
}

/** Labelled things in an order that the author chooses, one of them open. */
export const ListPart = <T extends { readonly label: LocalText }>(props: ListProps<T>) => {
  const { part, name, list, first, put, fields } = props
  const { on, now, change, set } = part
  const called = name.toLowerCase()
  const drawRow = (value: T, at: number) => (
    <Row
      part={part}
      called={`${called} ${at + 1}`}
      at={at}
      count={list.length}
      isOpen={now.task === at}
      aria={{ 'aria-expanded': now.task === at }}
      press={() => set({ task: now.task === at ? undefined : at })}
      move={(to) => {
        change(put(moved(list, at, to)))
        set({ task: to })
      }}
      remove={() => change(put(list.filter((_, index) => index !== at)))}
      title={
        <>
          <b>{at + 1}</b> <span>{readText(value.label, part.locale)}</span>
        </>
      }
    >
      {fields({
        part,
        value,
        change: (next, what) =>
          change(put(replaced(list, at, () => next)), `${called} ${at} ${what}`),
      })}
    </Row>
  )
  return (
    <>
      <ol class="rows" aria-label={`${name}s`}>
        {list.map(drawRow)}
      </ol>
      <div class="chips">
        <button
          type="button"
          class="chip"
          {...on.press(() => {
            change(put([...list, { ...first, label: `Another ${called}` }]))
            set({ task: list.length })
          })}
        >
          + {name}
        </button>
      </div>
    </>
  )
}
