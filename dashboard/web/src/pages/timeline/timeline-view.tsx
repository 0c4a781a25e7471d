import type { SubjectKey } from '@waymark/schemas'
import type { Timeline, TimelineItem } from '@waymark/schemas/api/timeline'
import { useQuery } from '../../api/queries.ts'
import { address } from '../../api/request.ts'
import { useNames } from '../../api/use-names.ts'
import { ChoiceChips } from '../../ui/choice-chips.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { MoreButton } from '../../ui/more-button.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { useMorePages } from '../../ui/use-pages.ts'
import { useParam } from '../../ui/use-param.ts'
import { now } from '../../words/now.ts'
import { sayCount } from '../../words/number.ts'
import { clockMinute, dayName } from '../../words/time.ts'
import { groupTimeline, ofKind, type TimelineDay, type TimelineKind } from './group-timeline.ts'
import { TimelineEntry } from './timeline-entry.tsx'

const kinds: readonly { readonly id: TimelineKind; readonly label: string }[] = [
  { id: '', label: 'All' },
  { id: 'events', label: 'Events' },
  { id: 'changes', label: 'Changes' },
  { id: 'messages', label: 'Messages' },
]

interface TimelineViewProps {
  /** `people` or `accounts`. */
  readonly of: 'people' | 'accounts'
  readonly subject: SubjectKey
}

const whoOf = (item: TimelineItem, subject: SubjectKey): SubjectKey | undefined =>
  item.kind === 'event' && item.event.person !== subject ? item.event.person : undefined

const Day = ({ day, subject }: { readonly day: TimelineDay; readonly subject: SubjectKey }) => {
  const name = useNames()
  return (
    <section aria-label={dayName(day.at, now.value)}>
      <h3 class="line-day">{dayName(day.at, now.value)}</h3>
      {day.sessions.map((session) => (
        <div key={session.to}>
          {session.events > 1 && (
            <span class="line-session">
              {clockMinute(session.from)}–{clockMinute(session.to)} ·{' '}
              {sayCount(session.events, 'event', 'events')}
            </span>
          )}
          <ol class="line">
            {session.lines.map(({ item, times }, at) => (
              <TimelineEntry
                key={`${item.at}-${at}`}
                item={item}
                times={times}
                name={name}
                who={whoOf(item, subject)}
              />
            ))}
          </ol>
        </div>
      ))}
    </section>
  )
}

const Nothing = ({ filtered }: { readonly filtered: boolean }) => (
  <p class="small quiet timeline-none">
    {filtered
      ? 'Nothing here matches. Choose “All”, or empty the filter.'
      : 'Nothing is recorded yet. What happens shows here within a second.'}
  </p>
)

/** Everything that happened, newest first: what was done, what it led to, what was shown and what was not, and why. */
export const TimelineView = ({ of, subject }: TimelineViewProps) => {
  const [event, setEvent] = useParam('event')
  const [kind, setKind] = useParam('show')
  const path = address(`/api/${of}/${encodeURIComponent(subject)}/timeline`, { event })
  const timeline = useQuery<Timeline>(path)
  const pages = useMorePages<Timeline, TimelineItem>({
    path,
    first: timeline.stale ? undefined : timeline.data?.before?.toString(),
    name: 'before',
    rows: (answer) => answer.items,
    cursor: (answer) => answer.before?.toString(),
  })
  return (
    <>
      <div class="timeline-bar">
        <h2>Timeline</h2>
        <ChoiceChips label="Show" choices={kinds} value={kind} onChoose={setKind} />
        <SearchField
          label="Filter by event name"
          value={event}
          onInput={(value) => setEvent(value, 'replace')}
        />
      </div>
      <Loaded answer={timeline}>
        {(data) => {
          const items = ofKind([...data.items, ...pages.more], kind as TimelineKind)
          return (
            <>
              {items.length === 0 && <Nothing filtered={kind !== '' || event !== ''} />}
              {groupTimeline(items).map((day) => (
                <Day key={day.key} day={day} subject={subject} />
              ))}
              <MoreButton pages={pages} />
            </>
          )
        }}
      </Loaded>
    </>
  )
}
