import { signal } from '@preact/signals'

export interface NameBookDeps {
  /** Asks for the names of some ids; those without one are not in the answer. */
  readonly ask: (ids: readonly string[]) => Promise<{ readonly [id: string]: string }>
  readonly now: () => number
  /** Runs once the page has said all the names that it needs. */
  readonly later: (run: () => void) => void
}

/** What is known of a name by now. */
export type LookedUp =
  | { readonly t: 'named'; readonly name: string }
  /** It was asked for, and there is none, or it could not be told. */
  | { readonly t: 'nameless' }
  /** The answer is on its way. */
  | { readonly t: 'asked' }

/** Names by id, learnt as pages ask for them. */
export interface NameBook {
  /** Reading it in a view shows the view again once the answer is there. */
  readonly lookUp: (id: string) => LookedUp
}

const asked: LookedUp = { t: 'asked' }
const nameless: LookedUp = { t: 'nameless' }

const perQuestion = 50
/** A question stays short enough for an address. */
const lettersPerQuestion = 6000
/** Who had no name may have one by now. */
const againAfterMs = 60_000

/** Cuts ids into questions that the server takes. */
export const questionsOf = (ids: readonly string[]): readonly (readonly string[])[] => {
  const questions: string[][] = []
  let letters = 0
  for (const id of ids) {
    const length = encodeURIComponent(id).length + 4
    const open = questions.at(-1)
    if (open && open.length < perQuestion && letters + length <= lettersPerQuestion) {
      open.push(id)
      letters += length
    } else {
      questions.push([id])
      letters = length
    }
  }
  return questions
}

/** Many views need many names at once: they are asked for together, and each only once in a while. */
export const createNameBook = ({ ask, now, later }: NameBookDeps): NameBook => {
  const names = signal<ReadonlyMap<string, LookedUp>>(new Map())
  const askedAt = new Map<string, number>()
  const wanted = new Set<string>()

  const learn = async (ids: readonly string[]): Promise<void> => {
    const found = await ask(ids)
    const learnt = ids.map((id): [string, LookedUp] => {
      const name = Object.hasOwn(found, id) ? found[id] : undefined
      return [id, name === undefined ? nameless : { t: 'named', name }]
    })
    names.value = new Map([...names.peek(), ...learnt])
  }

  const flush = (): void => {
    const ids = [...wanted]
    wanted.clear()
    for (const question of questionsOf(ids)) void learn(question)
  }

  return {
    lookUp: (id) => {
      const known = names.value.get(id) ?? asked
      const at = askedAt.get(id)
      if (known.t === 'named' || (at !== undefined && now() - at < againAfterMs)) return known
      askedAt.set(id, now())
      if (wanted.size === 0) later(flush)
      wanted.add(id)
      return known
    },
  }
}
