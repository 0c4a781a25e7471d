import type { IdentityToken } from '../api.ts'
import type { Reporter } from './reporter.ts'

/** The signed identity of who is there: what the page gave, or what its function fetches. */
export interface Proof {
  /**
   * The token, once it is known. Never rejects, and waits for a function of the page for a moment only: after that what
   * is sent is unverified, until the function answers.
   */
  get(): Promise<string | undefined>
  /** The same without waiting: undefined where it must be asked for, as somebody else is there or it is old. */
  current(): { readonly token: string | undefined } | undefined
  /** Somebody else is there, or has another token: whoever waits gets theirs. */
  set(token: IdentityToken | undefined): void
}

interface ProofDeps {
  /** Of the page's options; a function stays when somebody signs out. */
  readonly given: IdentityToken | undefined
  readonly report: Reporter['report']
  readonly now: () => number
}

/** A page's function that fetches tokens is called no more often. */
const tokenForMs = 60_000
/** A function of the page may never answer: neither events nor guides wait for it any longer. */
const waitMs = 5_000

export const createProof = ({ given, report, now }: ProofDeps): Proof => {
  let token = given
  let known: string | undefined
  let askAt = 0
  let asked = {}
  /** There while somebody waits. */
  let timer: ReturnType<typeof setTimeout> | undefined
  const waiting: (() => void)[] = []

  const goOn = () => {
    clearTimeout(timer)
    timer = undefined
    for (const go of waiting.splice(0)) go()
  }
  const ask = () => {
    const source = token
    const mine = {}
    asked = mine
    askAt = now() + tokenForMs
    // Not begun anew by another token: a page that gives one after the other must not hold up what is sent.
    timer ??= setTimeout(() => {
      report('token', 'no answer')
      goOn()
    }, waitMs)
    void Promise.resolve()
      .then(() => (typeof source === 'function' ? source() : source))
      .catch((error) => report('token', error) as undefined)
      .then((answer) => {
        if (asked !== mine) return
        known = answer
        goOn()
      })
  }
  return {
    async get() {
      if (now() >= askAt) ask()
      if (timer !== undefined) await new Promise<void>((resolve) => waiting.push(resolve))
      return known
    },
    current: () => (timer === undefined && now() < askAt ? { token: known } : undefined),
    set(next) {
      known = undefined
      token = next ?? (typeof given === 'function' ? given : undefined)
      asked = {}
      askAt = 0
      if (waiting.length) ask()
    },
  }
}
