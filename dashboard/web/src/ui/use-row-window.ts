import { type Signal, useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { type RowWindow, rowWindow } from './window-rows.ts'

const small = 80

export interface RowsInView {
  readonly rows: Signal<RowWindow>
  /** Height of a row, px; 0 before one was drawn. */
  readonly height: Signal<number>
}

/** Follows the page's scrolling. Short lists are shown whole, so that finding in the page still finds. */
export const useRowWindow = (body: RefObject<HTMLElement | null>, count: number): RowsInView => {
  const rows = useSignal<RowWindow>({ from: 0, to: Math.min(count, small) })
  const height = useSignal(0)
  const asked = useRef(0)
  useLayoutEffect(() => {
    const look = (): void => {
      asked.current = 0
      if (!body.current) return
      if (count <= small) {
        rows.value = { from: 0, to: count }
        return
      }
      const drawn = body.current.querySelector<HTMLElement>('tr:not(.spacer)')
      if (drawn) height.value = drawn.getBoundingClientRect().height
      const next = rowWindow({
        top: body.current.getBoundingClientRect().top,
        screen: innerHeight,
        rowHeight: height.value,
        count,
      })
      if (next.from !== rows.peek().from || next.to !== rows.peek().to) rows.value = next
    }
    const ask = (): void => {
      asked.current ||= requestAnimationFrame(look)
    }
    look()
    addEventListener('scroll', ask, { passive: true })
    addEventListener('resize', ask)
    return () => {
      removeEventListener('scroll', ask)
      removeEventListener('resize', ask)
      cancelAnimationFrame(asked.current)
      asked.current = 0
    }
  }, [body, count, rows, height])
  return { rows, height }
}
