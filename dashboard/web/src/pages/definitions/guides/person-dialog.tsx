import { useSignal } from '@preact/signals'
import type { PeopleList, PersonItem } from '@waymark/schemas/api/people'
import { useQuery } from '../../../api/queries.ts'
import { address } from '../../../api/request.ts'
import { isNothing, type Named, sayNamed } from '../../../authoring/named.ts'
import { nameOfPerson } from '../../../authoring/person.ts'
import type { Chosen } from '../../../authoring/shown.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { Name } from '../../../ui/name.tsx'
import { SearchField } from '../../../ui/search-field.tsx'

interface PersonDialogProps {
  readonly env: string
  /** What the guide named when this was opened; `undefined`: it is closed. */
  readonly named: Named | undefined
  readonly onClose: () => void
  readonly onChosen: (chosen: Chosen) => void
}

const mostShown = 8

const PersonRow = ({
  person,
  choose,
}: {
  readonly person: PersonItem
  readonly choose: () => void
}) => {
  const more = [person.id, person.accountName ?? person.account].filter(
    (text) => text !== undefined && text !== nameOfPerson(person),
  )
  return (
    <li>
      <button type="button" class="person-choice" onClick={choose}>
        <b>
          <Name>{nameOfPerson(person)}</Name>
        </b>{' '}
        <span class="small quiet">{more.join(', ')}</span>
      </button>
    </li>
  )
}

const Search = ({
  env,
  named,
  onClose,
  onChosen,
}: PersonDialogProps & { readonly named: Named }) => {
  const search = useSignal('')
  const { data, error } = useQuery<PeopleList>(
    address('/api/people', { env, search: search.value, limit: mostShown }),
  )
  return (
    <div class="stack">
      <p class="small quiet">
        The page, and any script in it, is then told what they are called here, whether they would
        be shown the guide, and{' '}
        {isNothing(named) ? (
          'nothing else: the guide names nothing of a person yet.'
        ) : (
          <>
            what the guide names: <b>{sayNamed(named)}</b>.
          </>
        )}
      </p>
      <SearchField
        label="A name, e-mail or id"
        value={search.value}
        onInput={(text) => {
          search.value = text
        }}
      />
      <ul class="person-choices" aria-label="People">
        {data?.people.map((person) => (
          <PersonRow
            key={person.subject}
            person={person}
            choose={() => {
              onChosen({ subject: person.subject, allowed: named })
              onClose()
            }}
          />
        ))}
      </ul>
      {error && <p class="small">People cannot be searched at the moment.</p>}
      {data?.people.length === 0 && <p class="small quiet">Nobody is called that.</p>}
    </div>
  )
}

/** Asks whom previews are for. */
export const PersonDialog = ({ named, ...props }: PersonDialogProps) => (
  <Dialog open={named !== undefined} onClose={props.onClose} title="Preview as">
    {named && <Search {...props} named={named} />}
  </Dialog>
)
