/** Tells how far a benchmark is: a bar on a terminal, a line a phase otherwise. */
export interface Progress {
  /** Begins a phase that takes about so long; ends the one before. */
  readonly phase: (label: string, seconds?: number) => void
  readonly end: () => void
}

const width = 30
const drawEveryMs = 200

export const createProgress = (
  name: string,
  out: NodeJS.WriteStream = process.stderr,
): Progress => {
  let timer: NodeJS.Timeout | undefined
  const end = (): void => {
    clearInterval(timer)
    if (out.isTTY) out.write('\r\x1b[K')
  }
  return {
    end,
    phase: (label, seconds) => {
      end()
      const text = `${name}: ${label}`
      if (!out.isTTY) {
        out.write(`${text}${seconds === undefined ? '' : ` (${Math.round(seconds)} s)`}\n`)
        return
      }
      const begun = performance.now()
      const draw = (): void => {
        const passed = (performance.now() - begun) / 1000
        const share = seconds === undefined ? 0 : Math.min(1, passed / seconds)
        const bar = '█'.repeat(Math.round(share * width)).padEnd(width, '░')
        out.write(
          `\r\x1b[K${seconds === undefined ? '' : `${bar} `}${text}, ${Math.round(passed)} s`,
        )
      }
      draw()
      timer = setInterval(draw, drawEveryMs)
      timer.unref()
    },
  }
}
