import type { Target } from '@waymark/schemas/wire/content'
import { examine, recordTarget } from '@waymark/sdk/targets'
import type { ListPage, Row } from '../lists/list-page.ts'
import { findMarked } from './find-marked.ts'

/** What the tests ask of a page with a list. */
export interface WatchedList {
  show(rows: readonly Row[], at: number): Promise<void>
  record(mark: string): Target
  /** The mark of the element that this target means now, or `none`. */
  find(target: Target): string
}

declare global {
  interface Window {
    list: WatchedList
  }
}

const frames = async (count: number): Promise<void> => {
  for (let frame = 0; frame < count; frame++) await new Promise(requestAnimationFrame)
}

const find: WatchedList['find'] = (target) => {
  const { element, verdict } = examine(target)
  if (!element || verdict === 'hidden') return 'none'
  return element.getAttribute('data-truth') ?? `other: ${element.outerHTML.slice(0, 120)}`
}

const record: WatchedList['record'] = (mark) => {
  const element = findMarked(mark)
  if (!element) throw new Error(`${mark} is not in view`)
  return recordTarget(element)
}

/** Puts a list under the tests. */
export const startList = (page: ListPage): void => {
  const root = document.createElement('main')
  document.body.append(root)
  window.list = {
    record,
    find,
    show: async (rows, at) => {
      page.draw(root, rows)
      await frames(2)
      page.scrollTo(at)
      await frames(4)
    },
  }
}
