/** Tells how far long work has come, beside the answer. */
export interface Progress {
  /** `total` where it is known. */
  readonly at: (done: number, total?: number) => void
  readonly end: () => void
}

interface Screen {
  readonly isTTY?: boolean
  readonly write: (text: string) => unknown
}

const quietMs = 1000
const barEveryMs = 100
const lineEveryMs = 5000
const width = 24

const bar = (done: number, total: number): string => {
  const filled = Math.round((Math.min(done, total) / Math.max(total, 1)) * width)
  return `[${'#'.repeat(filled)}${'.'.repeat(width - filled)}] `
}

const said = (what: string, done: number, total: number | undefined): string =>
  total === undefined ? `${what}: ${done}` : `${what}: ${done} of ${total}`

/** A bar on a terminal, a line now and then elsewhere; work that is done within a second says nothing. */
export const createProgress = (
  what: string,
  { screen = process.stderr, clock = Date.now }: { screen?: Screen; clock?: () => number } = {},
): Progress => {
  const began = clock()
  let told = began + quietMs
  let open = false
  return {
    at: (done, total) => {
      const now = clock()
      if (now < told) return
      told = now + (screen.isTTY ? barEveryMs : lineEveryMs)
      const text = said(what, done, total)
      if (!screen.isTTY) {
        screen.write(`${text}\n`)
        return
      }
      open = true
      screen.write(`\r\x1b[K${total === undefined ? '' : bar(done, total)}${text}`)
    },
    end: () => {
      if (open) screen.write('\r\x1b[K')
      open = false
    },
  }
}
