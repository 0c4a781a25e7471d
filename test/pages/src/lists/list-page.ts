/** One record of a list. */
export interface Row {
  readonly slug: string
  readonly name: string
}

/** A list of records that draws only the rows that can be seen: a file in this folder. */
export interface ListPage {
  draw(root: HTMLElement, rows: readonly Row[]): void
  scrollTo(index: number): void
}

export const lists = ['mui-data-grid', 'react-window', 'tanstack-virtual'] as const

export type ListLibrary = (typeof lists)[number]

export const rowHeight = 48
export const paneHeight = 320
