import type { SubjectKey } from '@waymark/schemas'
import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { useQuery } from '../api/queries.ts'
import { address } from '../api/request.ts'
import { useSession } from '../app/session.ts'
import { Loaded } from '../ui/loaded.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { subjectHref } from '../words/subject.ts'

interface ByBareIdProps {
  readonly of: 'people' | 'accounts'
  readonly id: string
}

const heads = { people: 'Person', accounts: 'Account' } as const

const GoTo = ({ subject }: { readonly subject: SubjectKey }) => {
  const { route } = useLocation()
  useEffect(() => route(subjectHref(subject), true), [subject, route])
  return null
}

/** Finds who has this id in the environment that is looked at, and goes to the page. */
export const ByBareId = ({ of, id }: ByBareIdProps) => {
  const { env } = useSession()
  const path = address(`/api/${of}/${encodeURIComponent(id)}`, { env })
  const found = useQuery<{ readonly subject: SubjectKey }>(path)
  return (
    <>
      <PageHead
        title={heads[of]}
        asOf="none"
        crumb={<a href={`/${of}`}>{of === 'people' ? 'People' : 'Accounts'}</a>}
      />
      <Loaded answer={found}>{({ subject }) => <GoTo subject={subject} />}</Loaded>
    </>
  )
}
