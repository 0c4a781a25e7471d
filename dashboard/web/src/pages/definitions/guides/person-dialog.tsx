import { useSignal } from '@preact/signals'
import type { PeopleList, PersonItem, SubjectKey } from '@waymark/schemas'
import { useQuery } from '../../../api/queries.ts'
import { address } from '../../../api/request.ts'
import { nameOfPerson } from '../../../authoring/person.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { Name } from '../../../ui/name.tsx'
import { SearchField } from '../../../ui/search-field.tsx'

interface PersonDialogProps {
  readonly env: string
  readonly open: boolean
  readonly onClose: () => void
  readonly onChosen: (subject: SubjectKey) => void
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

const Search = ({ env, onClose, onChosen }: Omit<PersonDialogProps, 'open'>) => {
  const search = useSignal('')
  const { data, error } = useQuery<PeopleList>(
    address('/api/people', { env, search: search.value, limit: mostShown }),
  )
  return (
    <div class="stack">
      <p class="small quiet">
        The guide is then drawn with their name and progress, and says whether they would be shown
        it. Of all that is known of them, only what the guide names enters the page.
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
              onChosen(person.subject)
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
export const PersonDialog = ({ open, ...props }: PersonDialogProps) => (
  <Dialog open={open} onClose={props.onClose} title="Preview as">
    {open && <Search {...props} />}
  </Dialog>
)
