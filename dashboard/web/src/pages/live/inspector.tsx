import type { SubjectKey, Transition } from '@waymark/schemas'
import type { EventItem } from '@waymark/schemas/api/events'
import type { Timeline } from '@waymark/schemas/api/timeline'
import { useQuery } from '../../api/queries.ts'
import { address } from '../../api/request.ts'
import { useNames } from '../../api/use-names.ts'
import { Ago } from '../../ui/ago.tsx'
import { Blaze } from '../../ui/blaze.tsx'
import { Gates } from '../../ui/gates.tsx'
import { InspectorPane } from '../../ui/inspector-pane.tsx'
import { JsonView } from '../../ui/json-view.tsx'
import type { NameOf } from '../../words/say-sender.ts'
import { sayTransition } from '../../words/say-transition.ts'
import { accountOf, subjectHref } from '../../words/subject.ts'
import { causedBy, type LiveRow, rowName } from './live-rows.ts'

const timelineOf = (of: 'people' | 'accounts', subject: SubjectKey, event: EventItem): string =>
  address(`/api/${of}/${encodeURIComponent(subject)}/timeline`, { before: event.time + 1 })

const transitionsIn = (timeline: Timeline | undefined): readonly Transition[] =>
  (timeline?.items ?? []).flatMap((item) => (item.kind === 'transition' ? [item.transition] : []))

const Caused = ({ event }: { readonly event: EventItem }) => {
  const name = useNames()
  const timeline = useQuery<Timeline>(timelineOf('people', event.person, event))
  const account = event.account === undefined ? undefined : accountOf(event.person, event.account)
  const accounts = useQuery<Timeline>(account && timelineOf('accounts', account, event))
  const changes = [...transitionsIn(timeline.data), ...transitionsIn(accounts.data)]
  const caused = causedBy(event, changes)
  return (
    <div class="pane-part">
      <h2>What it caused</h2>
      {caused.length === 0 ? (
        <p class="small quiet">
          {timeline.data
            ? 'Nothing: no rule waited for it.'
            : timeline.error
              ? timeline.error.message
              : 'Looking…'}
        </p>
      ) : (
        <ul class="lines">
          {caused.map((transition) => {
            const { text, mark, detail } = sayTransition(transition, name)
            return (
              <li key={text} class="row-tight">
                {mark === 'dot' ? (
                  <span class="dot" data-is="off" />
                ) : (
                  <Blaze is={mark === 'blaze' ? 'passed' : mark} />
                )}
                <span>
                  {text} {detail && <span class="faint">{detail}</span>}
                </span>
              </li>
            )
          })}
        </ul>
      )}
    </div>
  )
}

const EventFacts = ({ event, name }: { readonly event: EventItem; readonly name: NameOf }) => (
  <>
    <dl class="facts pane-part">
      {event.event.startsWith('$') && (
        <>
          <dt>Event</dt>
          <dd class="mono">{event.event}</dd>
        </>
      )}
      <dt>Person</dt>
      <dd>
        <a href={subjectHref(event.person)}>{name('subject', event.person)}</a>
      </dd>
      {event.account && (
        <>
          <dt>Account</dt>
          <dd>
            <a href={subjectHref(accountOf(event.person, event.account))}>
              {name('account', event.account)}
            </a>
          </dd>
        </>
      )}
      <dt>Happened</dt>
      <dd>
        <Ago at={event.time} />
      </dd>
      <dt>Arrived</dt>
      <dd>
        <Ago at={event.received} />
      </dd>
      <dt>Sent by</dt>
      <dd>{event.source}</dd>
      <dt>Message id</dt>
      <dd class="mono">{event.messageId}</dd>
    </dl>
    <Caused event={event} />
    <div class="pane-part">
      <h2>Properties</h2>
      <JsonView label="Properties" value={event.properties} />
    </div>
    <div class="pane-part">
      <h2>Context</h2>
      <JsonView label="Context" value={event.context} />
    </div>
  </>
)

const Body = ({ row, name }: { readonly row: LiveRow; readonly name: NameOf }) => {
  if (row.kind === 'event') return <EventFacts event={row.event} name={name} />
  if (row.kind === 'refusal') return <JsonView label="The refused request" value={row.refusal} />
  return (
    <>
      <p class="small pane-part">
        <a href={subjectHref(row.subject)}>{name('subject', row.subject)}</a>, <Ago at={row.at} />
      </p>
      {'why' in row.transition && (
        <div class="pane-part">
          <h2>Why</h2>
          <Gates why={row.transition.why} name={name} />
        </div>
      )}
      <div class="pane-part">
        <h2>As recorded</h2>
        <JsonView label="The change as recorded" value={row.transition} />
      </div>
    </>
  )
}

/** All about one row: what was sent, and which rules it moved. */
export const Inspector = ({
  row,
  onClose,
}: {
  readonly row: LiveRow
  readonly onClose: () => void
}) => {
  const name = useNames()
  return (
    <InspectorPane label="Details" title={rowName(row, name)} onClose={onClose}>
      <Body row={row} name={name} />
    </InspectorPane>
  )
}
