import type { DefinitionItem, GuideDraft, PersonDetail, SubjectKey, ToPage } from '@waymark/schemas'
import { RequestFailed } from '../api/request.ts'
import { personFor } from './person.ts'
import { loadStock } from './stock.ts'

interface BesideDeps {
  readonly request: <T>(path: string) => Promise<T>
  readonly env: string
  readonly tell: (said: ToPage) => void
  readonly guide: () => GuideDraft | undefined
}

/** What the page is told beside the draft: what guides can name, and whom previews are for. */
export interface Beside {
  /** All of it, as it is now. */
  send(): Promise<void>
  /** Another text may name more of the person. */
  guideChanged(): void
  previewAs(person: PersonDetail | undefined): void
}

export const createBeside = ({ request, env, tell, guide }: BesideDeps): Beside => {
  let definitions: readonly DefinitionItem[] = []
  let person: PersonDetail | undefined
  let told = ''
  const tellPerson = (): void => {
    const now = guide()
    if (!now) return
    const said: ToPage = {
      say: 'person',
      ...(person && { person: personFor(person, now, definitions) }),
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
      if (person) tellPerson()
    },
    previewAs: (next) => {
      person = next
      tellPerson()
    },
  }
}

/** All that is known of somebody. */
export const askPerson = (
  request: BesideDeps['request'],
  subject: SubjectKey,
): Promise<PersonDetail> => request(`/api/people/${encodeURIComponent(subject)}`)
