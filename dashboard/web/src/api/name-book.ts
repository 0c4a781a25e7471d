import { signal } from '@preact/signals'

export interface NameBookDeps {
  /** Asks for the names of some ids; those without one are not in the answer. */
  readonly ask: (ids: readonly string[]) => Promise<{ readonly [id: string]: string }>
  readonly now: () => number
  /** Runs once the page has said all the names that it needs. */
  readonly later: (run: () => void) => void
}

/** Names by id, learnt as pages ask for them. */
export interface NameBook {
  /** The name, where it is known by now. Reading it in a view shows the view again once it is. */
  readonly nameOf: (id: string) => string | undefined
}

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
  const names = signal<ReadonlyMap<string, string>>(new Map())
  const askedAt = new Map<string, number>()
  const wanted = new Set<string>()

  const learn = async (ids: readonly string[]): Promise<void> => {
    const found = Object.entries(await ask(ids))
    if (found.length > 0) names.value = new Map([...names.peek(), ...found])
  }

  const flush = (): void => {
    const ids = [...wanted]
    wanted.clear()
    for (const question of questionsOf(ids)) void learn(question)
  }

  return {
    nameOf: (id) => {
      const known = names.value.get(id)
      const asked = askedAt.get(id)
      if (known !== undefined || (asked !== undefined && now() - asked < againAfterMs)) return known
      askedAt.set(id, now())
      if (wanted.size === 0) later(flush)
      wanted.add(id)
      return undefined
    },
  }
}
