import type { SubjectKey } from '@waymark/schemas'
import type { DefinitionItem } from '@waymark/schemas/api/definitions'
import type { PersonDetail } from '@waymark/schemas/api/people'
import type { GuideDraft, ToPage } from '@waymark/schemas/wire/authoring'
import { RequestFailed } from '../api/request.ts'
import { isNothing, type Named, namedIn, nothingNamed, together, without } from './named.ts'
import { knownOf, personFor } from './person.ts'
import { loadStock } from './stock.ts'

interface BesideDeps {
  readonly request: <T>(path: string) => Promise<T>
  readonly env: string
  readonly tell: (said: ToPage) => void
  readonly guide: () => GuideDraft | undefined
  /** What the guide names of the person since they were chosen; nothing is said of it before its author has answered. */
  readonly onAsked: (asked: Named | undefined) => void
}

/** Somebody, and what may be said of them. */
export interface Previewed {
  readonly person: PersonDetail
  /** What the author has seen that the page is told. */
  readonly allowed: Named
}

/** What the page is told beside the draft: what guides can name, and whom previews are for. */
export interface Beside {
  /** All of it, as it is now. */
  send(): Promise<void>
  /** Another text may name more of the person: its author is asked. */
  guideChanged(): void
  previewAs(next: Previewed | undefined): void
  /** What was asked is said to the page from now on, or is not. */
  answer(is: 'shown' | 'kept'): void
}

/** What may be said of the person. Whatever writes the draft in the page also writes what it names, so its author has to agree here. */
const createConsent = ({ guide, onAsked }: Pick<BesideDeps, 'guide' | 'onAsked'>) => {
  let of: Previewed | undefined
  let kept = nothingNamed
  let asked: Named | undefined
  const ask = (next: Named | undefined): void => {
    asked = next
    onAsked(next)
  }
  /** A question stands until it is answered: what is pressed is what was read. */
  const look = (): void => {
    const now = guide()
    if (!of || !now || asked) return
    const fresh = without(knownOf(of.person, namedIn(now)), together(of.allowed, kept))
    if (!isNothing(fresh)) ask(fresh)
  }
  return {
    get of() {
      return of
    },
    look,
    previewAs: (next: Previewed | undefined): void => {
      of = next
      kept = nothingNamed
      ask(undefined)
    },
    answer: (is: 'shown' | 'kept'): void => {
      if (!of || !asked) return
      if (is === 'kept') kept = together(kept, asked)
      else of = { ...of, allowed: together(of.allowed, asked) }
      ask(undefined)
      look()
    },
  }
}

export const createBeside = (deps: BesideDeps): Beside => {
  const { request, env, tell, guide } = deps
  const consent = createConsent(deps)
  let definitions: readonly DefinitionItem[] = []
  let told = ''
  const tellPerson = (): void => {
    const now = guide()
    if (!now) return
    const { of } = consent
    const said: ToPage = {
      say: 'person',
      ...(of && { person: personFor(of.person, { guide: now, allowed: of.allowed }, definitions) }),
    }
    const text = JSON.stringify(said)
    if (text === told) return
    told = text
    tell(said)
  }
  return {
    send: async () => {
      try {
        const { definitions: all, ...stock } = await loadStock(request, env)
        definitions = all
        tell({ say: 'stock', stock })
      } catch (error) {
        // Nothing to choose from for now; writing goes on.
        if (!(error instanceof RequestFailed)) throw error
      }
      told = ''
      tellPerson()
    },
    guideChanged: () => {
      if (!consent.of) return
      consent.look()
      tellPerson()
    },
    previewAs: (next) => {
      consent.previewAs(next)
      consent.look()
      tellPerson()
    },
    answer: (is) => {
      consent.answer(is)
      tellPerson()
    },
  }
}

/** All that is known of somebody. */
export const askPerson = (
  request: BesideDeps['request'],
  subject: SubjectKey,
): Promise<PersonDetail> => request(`/api/people/${encodeURIComponent(subject)}`)
