import type { PersonItem } from '@waymark/schemas/api/people'
import { Ago } from '../../ui/ago.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { LifecycleBadge } from '../../ui/lifecycle-badge.tsx'
import { MilestoneCount } from '../../ui/milestone-count.tsx'
import { Name } from '../../ui/name.tsx'
import type { NameOf } from '../../words/say-sender.ts'
import { shortId, subjectHref } from '../../words/subject.ts'

/** What a person is called: the name, else the e-mail, else the id. */
export const personName = ({
  name,
  email,
  id,
  known,
}: Pick<PersonItem, 'name' | 'email' | 'id' | 'known'>): string =>
  name ?? email ?? (known ? id : `Visitor ${shortId(id)}`)

export const peopleColumns = (name: NameOf): readonly Column<PersonItem>[] => [
  {
    name: 'person',
    label: 'Person',
    width: 'auto',
    phone: 'lead',
    show: (person) => (
      <a class="title" data-row href={subjectHref(person.subject)}>
        <Name>{personName(person)}</Name>
      </a>
    ),
  },
  {
    name: 'email',
    label: 'E-mail',
    width: '22%',
    phone: 'hide',
    show: (person) => (
      <span class="quiet">
        <Name>{person.email ?? (person.known ? '' : 'not identified')}</Name>
      </span>
    ),
  },
  {
    name: 'account',
    label: 'Account',
    width: '14%',
    phone: 'hide',
    show: (person) => <Name>{person.accountName ?? person.account ?? ''}</Name>,
  },
  {
    name: 'milestones',
    label: 'Milestones',
    width: '21%',
    phone: 'meta',
    show: (person) => <MilestoneCount ids={person.milestones} name={name} />,
  },
  {
    name: 'state',
    label: 'State',
    width: '7rem',
    phone: 'end',
    show: (person) => <LifecycleBadge state={person.lifecycle} />,
  },
  {
    name: 'seen',
    label: 'Last seen',
    width: '9rem',
    phone: 'meta-end',
    show: (person) => <Ago at={person.lastSeen} />,
  },
]
