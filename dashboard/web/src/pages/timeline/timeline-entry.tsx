import type { SubjectKey } from '@waymark/schemas'
import type { EventItem } from '@waymark/schemas/api/events'
import type { TimelineItem } from '@waymark/schemas/api/timeline'
import type { ComponentChildren } from 'preact'
import { Blaze } from '../../ui/blaze.tsx'
import { Gates } from '../../ui/gates.tsx'
import { JsonView } from '../../ui/json-view.tsx'
import { Name } from '../../ui/name.tsx'
import { sayEvent } from '../../words/say-event.ts'
import type { NameOf } from '../../words/say-sender.ts'
import { type Saying, sayTransition } from '../../words/say-transition.ts'
import { subjectHref } from '../../words/subject.ts'
import { clockMinute, exactTime, isoTime } from '../../words/time.ts'

const MarkOf = ({ mark }: { readonly mark: Saying['mark'] }) => (
  <span class="line-mark">
    {mark === 'dot' ? (
      <span class="dot" data-is="off" />
    ) : (
      <Blaze is={mark === 'blaze' ? 'passed' : mark} />
    )}
  </span>
)

interface LineProps {
  readonly at: number
  readonly mark: Saying['mark']
  readonly children: ComponentChildren
}

const Line = ({ at, mark, children }: LineProps) => (
  <li>
    <MarkOf mark={mark} />
    <div class="line-words">{children}</div>
    <time dateTime={isoTime(at)} title={exactTime(at)}>
      {clockMinute(at)}
    </time>
  </li>
)

const hasMore = (value: object): boolean => Object.keys(value).length > 0

const Times = ({ times }: { readonly times: number }) =>
  times > 1 ? <span class="faint"> {times} times</span> : null

interface EventWordsProps {
  readonly event: EventItem
  readonly times: number
  readonly name: NameOf
}

const EventWords = ({ event, times, name }: EventWordsProps) => (
  <span title={event.event || undefined}>
    <bdi dir="ltr">{sayEvent(event, name)}</bdi>
    <Times times={times} />
  </span>
)

interface TimelineEntryProps {
  readonly item: TimelineItem
  readonly name: NameOf
  /** How often it was said in the session. */
  readonly times: number
  /** Whose doing it was, where a line tells of several people. */
  readonly who?: SubjectKey | undefined
}

/** One thing that happened: an event with its properties, or a change with what led to it. */
export const TimelineEntry = ({ item, name, times, who }: TimelineEntryProps) => {
  if (item.kind === 'event') {
    const { event } = item
    return (
      <Line at={item.at} mark="dot">
        {hasMore(event.properties) ? (
          <details>
            <summary>
              <EventWords event={event} times={times} name={name} />{' '}
              {who !== undefined && (
                <span class="faint">
                  <Name>{name('subject', who)}</Name>
                </span>
              )}
            </summary>
            {who !== undefined && (
              <p>
                By{' '}
                <a href={subjectHref(who)}>
                  <Name>{name('subject', who)}</Name>
                </a>
              </p>
            )}
            <JsonView label={`Properties of ${sayEvent(event, name)}`} value={event.properties} />
          </details>
        ) : (
          <>
            <EventWords event={event} times={times} name={name} />{' '}
            {who !== undefined && (
              <a class="faint" href={subjectHref(who)}>
                <Name>{name('subject', who)}</Name>
              </a>
            )}
          </>
        )}
      </Line>
    )
  }
  const saying = sayTransition(item.transition, name)
  const words = (
    <>
      <b>{saying.text}</b> {saying.detail && <bdi class="quiet">{saying.detail}</bdi>}
      <Times times={times} />
    </>
  )
  return (
    <Line at={item.at} mark={saying.mark}>
      {saying.why ? (
        <details>
          <summary>{words}</summary>
          <Gates why={saying.why} name={name} />
        </details>
      ) : (
        words
      )}
    </Line>
  )
}
