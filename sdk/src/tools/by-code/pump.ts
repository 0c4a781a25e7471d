import type { SaidOnLine, SaidToPage } from '@waymark/schemas/wire/page-line'
import type { OwnLine } from './own-line.ts'
import { type TalkDeps, talkOver } from './talk.ts'

/** What is written in a row is said once: the letters of a word, and the words of a sentence. */
const gatherMs = 400
const againMs = 2000

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Of several drafts the last one counts. */
const gathered = (said: readonly SaidOnLine[]): readonly SaidOnLine[] =>
  said.filter(
    (each, at) =>
      each.say !== 'changed' || !said.slice(at + 1).some((later) => later.say === 'changed'),
  )

interface PumpDeps extends TalkDeps {
  readonly own: OwnLine
  readonly onPort: (port: MessagePort) => void
  /** What was written last has not come through. */
  readonly onUnsent: () => void
  /** Nobody is at the other end any more. */
  readonly onEnded: () => void
}

const hasEnd = (said: readonly { readonly say: string }[]): boolean =>
  said.some(({ say }) => say === 'end')

interface Line {
  readonly stopped: boolean
  stop(): void
  /** There is no such line any more. */
  ended(): void
}

/** What is said here, carried in turn so that nothing overtakes; what could not be said is said again. */
const createMouth = (deps: PumpDeps, line: Line) => {
  let waiting: readonly SaidOnLine[] = []
  let isSending = false
  const send = async (): Promise<void> => {
    while (waiting.length > 0 && !line.stopped) {
      const said = gathered(waiting)
      const { length } = waiting
      const answer = await talkOver(deps, deps.own, { said })
      if (answer === 'refused') line.ended()
      else if (answer === 'later') await pause(againMs)
      else {
        waiting = waiting.slice(length)
        if (hasEnd(said)) line.stop()
      }
    }
  }
  return {
    /** A draft was said that nobody is known to have heard. */
    get hasDraft() {
      return waiting.some(({ say }) => say === 'changed')
    },
    say: async (said: SaidOnLine): Promise<void> => {
      waiting = [...waiting, said]
      if (isSending) return
      isSending = true
      if (said.say === 'changed') await pause(gatherMs)
      await send()
      isSending = false
    },
  }
}

/** Carries what a port says over the line, and back, until one of the two ends it. */
export const pumpLine = (deps: PumpDeps): void => {
  const { own, onPort, onUnsent, onEnded } = deps
  const { port1, port2 } = new MessageChannel()
  let stopped = false
  const line: Line = {
    get stopped() {
      return stopped
    },
    stop: () => {
      stopped = true
      port2.close()
    },
    ended: () => {
      if (stopped) return
      line.stop()
      if (mouth.hasDraft) onUnsent()
      onEnded()
    },
  }
  const mouth = createMouth(deps, line)
  port2.onmessage = ({ data }: MessageEvent<SaidOnLine>) => void mouth.say(data)
  /** What was said before this page came is told anew, once it says that it is there. */
  let after = -1
  const listen = async (): Promise<void> => {
    const heard = await talkOver(deps, own, { said: [], after })
    if (heard === 'refused') line.ended()
    else if (heard === 'later') await pause(againMs)
    else {
      for (const said of heard.said) port2.postMessage(said satisfies SaidToPage)
      if (hasEnd(heard.said)) line.stop()
      else if (after < 0) onPort(port1)
      after = heard.next
    }
  }
  const hear = async (): Promise<void> => {
    while (!stopped) await listen()
  }
  void hear()
}
