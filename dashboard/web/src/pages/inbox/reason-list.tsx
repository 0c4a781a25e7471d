import type { Reason } from '@waymark/schemas'
import { Check, X } from 'lucide-preact'
import { useNames } from '../../api/use-names.ts'
import { Ago } from '../../ui/ago.tsx'
import { asSentence } from '../../words/names.ts'
import type { NameOf } from '../../words/say-sender.ts'
import { subjectHref } from '../../words/subject.ts'

const Evidence = ({ by, name }: { readonly by: Reason['by']; readonly name: NameOf }) =>
  by ? (
    <span class="tiny faint">
      {by.event && <bdi>{by.event}</bdi>}{' '}
      {by.person && (
        <>
          by{' '}
          <a
            href={`${subjectHref(by.person)}${by.event ? `?event=${encodeURIComponent(by.event)}` : ''}`}
          >
            {name('subject', by.person)}
          </a>
          ,{' '}
        </>
      )}
      <Ago at={by.at} />
    </span>
  ) : null

/** Why somebody is a lead, each reason with what shows it. */
export const ReasonList = ({ reasons }: { readonly reasons: readonly Reason[] }) => {
  const name = useNames()
  return (
    <ul class="reasons">
      {reasons.map((reason) => (
        <li key={`${reason.part}${reason.id}${reason.says}`}>
          {reason.is ? (
            <Check class="icon good" aria-label="Yes" />
          ) : (
            <X class="icon faint" aria-label="Not yet" />
          )}
          <div class="stack-1">
            <span class={reason.is ? '' : 'quiet'}>{asSentence(reason.says)}</span>
            <Evidence by={reason.by} name={name} />
          </div>
          <span class="badge">
            {reason.part}
            {reason.weight === undefined ? '' : ` ${reason.weight}`}
          </span>
        </li>
      ))}
    </ul>
  )
}
