import { createOwnLines, holdLine, isCarried, type OwnLine } from './own-line.ts'
import { pumpLine } from './pump.ts'
import { joinLine, type TalkDeps } from './talk.ts'

interface CarrierDeps extends TalkDeps {
  /** Whether this window had the line before, so that its next page goes on with it at once. */
  readonly isOwnWindow: () => boolean
  /** A line is here. */
  readonly onCarry: () => void
  /** What the dashboard says comes over this port. */
  readonly onPort: (port: MessagePort) => void
  /** What was written last has not come through. */
  readonly onUnsent: () => void
  /** There is no such line any more. */
  readonly onEnded: () => void
}

/** The line to a dashboard whose window cannot be reached: begun by a code, and kept for the next pages. */
export interface Carrier {
  /** A sentence where the code is none; undefined: it was one. */
  join(code: string): Promise<string | undefined>
  /** Goes on with the line that a page before this one had; false: there is none. */
  resume(): Promise<boolean>
  /** Ends what this page has; another page of this origin may have a line of its own by now. */
  drop(): Promise<void>
}

const refusals = {
  refused: 'This is no code for this page, or it has ended. The dashboard makes another one.',
  later: 'The server did not answer, or too many codes were tried. Try again in a moment.',
} as const

export const createCarrier = (deps: CarrierDeps): Carrier => {
  const lines = createOwnLines(deps.purpose)
  let drop = async (): Promise<void> => {}
  const carry = (own: OwnLine): void => {
    const letGo = holdLine(own)
    drop = async () => {
      letGo()
      await lines.forget(own)
    }
    deps.onCarry()
    pumpLine({ ...deps, own, onEnded: () => void drop().then(deps.onEnded) })
  }
  return {
    join: async (code) => {
      const joined = await joinLine(deps, code)
      if (typeof joined === 'string') return refusals[joined]
      await drop()
      await lines.put(joined)
      carry(joined)
      return undefined
    },
    resume: async () => {
      const own = await lines.get()
      if (!own || !(deps.isOwnWindow() || !(await isCarried(own)))) return false
      carry(own)
      return true
    },
    drop: () => drop(),
  }
}
