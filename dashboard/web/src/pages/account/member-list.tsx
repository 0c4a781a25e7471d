import type { MemberItem } from '@waymark/schemas/api/accounts'
import { Ago } from '../../ui/ago.tsx'
import { Name } from '../../ui/name.tsx'
import { sayNumber } from '../../words/number.ts'
import { sayPerson, subjectHref } from '../../words/subject.ts'

/** Who acts for an account, the most active first. */
export const MemberList = ({ members }: { readonly members: readonly MemberItem[] }) => {
  const sorted = [...members].sort((a, b) => b.events - a.events)
  const most = sorted[0]?.events ?? 1
  if (sorted.length === 0)
    return <p class="small quiet">Nobody is known to act for this account.</p>
  return (
    <ul class="lines">
      {sorted.map((member) => (
        <li key={member.person} class="member">
          <span class="cut">
            <a class="title" href={subjectHref(member.person)}>
              <Name>{member.name ?? member.email ?? sayPerson(member.person)}</Name>
            </a>{' '}
            <bdi class="quiet">{member.role}</bdi>
          </span>
          <span class="row-tight" title={`${sayNumber(member.events)} events`}>
            {sayNumber(member.events)}
            <progress
              class="bar-thin"
              value={member.events}
              max={most}
              aria-label={`${sayNumber(member.events)} events`}
            />
          </span>
          <span class="tiny faint">
            seen <Ago at={member.seen} />
          </span>
        </li>
      ))}
    </ul>
  )
}
