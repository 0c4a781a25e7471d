import { useSignal } from '@preact/signals'
import type { Setup } from '@waymark/schemas/api/setup'
import { useEffect } from 'preact/hooks'
import { liveState } from '../../api/live.ts'
import { useNames } from '../../api/use-names.ts'
import { Ago } from '../../ui/ago.tsx'
import { Blaze } from '../../ui/blaze.tsx'
import { now } from '../../words/now.ts'
import { sayEvent } from '../../words/say-event.ts'
import type { NameOf } from '../../words/say-sender.ts'
import { subjectHref } from '../../words/subject.ts'
import { RefusedOrigins } from './refused-origins.tsx'
import { type LogLine, useSetupLog } from './setup-log.ts'
import { waitingHelp } from './waiting-help.ts'

const Line = ({ line, name }: { readonly line: LogLine; readonly name: NameOf }) => (
  <li class="log-line" data-is={line.kind}>
    <Ago at={line.at} />
    {line.kind === 'event' ? (
      <>
        <span class="badge" data-is="good">
          accepted
        </span>
        <span>
          <b>{sayEvent(line.event)}</b>{' '}
          <a href={subjectHref(line.event.person)}>{name('subject', line.event.person)}</a>
        </span>
      </>
    ) : (
      <>
        <span class="badge" data-is="bad">
          refused
        </span>
        <span>
          {line.refusal.message}{' '}
          <span class="faint">
            {[line.refusal.path, line.refusal.origin && `from ${line.refusal.origin}`]
              .filter(Boolean)
              .join(' ')}
          </span>
        </span>
      </>
    )}
  </li>
)

const useWaited = (): number => {
  const waited = useSignal(0)
  useEffect(() => {
    const started = Date.now()
    const timer = setInterval(() => {
      waited.value = Date.now() - started
    }, 1000)
    return () => clearInterval(timer)
  }, [waited])
  return waited.value
}

const Waiting = ({ setup }: { readonly setup: Setup }) => {
  const help = waitingHelp(useWaited(), setup)
  return (
    <>
      <p class="waiting">
        <Blaze is="look" /> Waiting for your first event
      </p>
      {help && (
        <div class="note" data-is="info" role="status">
          <div>
            <b>{help.title}.</b> {help.says}{' '}
            {help.link && (
              <a href={help.link.href} target="_blank" rel="noreferrer">
                {help.link.label}
              </a>
            )}
          </div>
        </div>
      )}
    </>
  )
}

/** After a day without any, events do not arrive: they did. */
const quietAfterMs = 86_400_000

const Arrived = ({ last }: { readonly last: number | undefined }) =>
  last !== undefined && now.value - last > quietAfterMs ? (
    <p class="waiting warn">
      <Blaze is="look" /> No event for a while: the newest came <Ago at={last} />
    </p>
  ) : (
    <p class="waiting good">
      <Blaze /> Your events arrive
    </p>
  )

/** What arrives, from the first second, with what was refused and why. */
export const LiveLog = ({ setup }: { readonly setup: Setup }) => {
  const lines = useSetupLog(setup)
  const name = useNames()
  const arrived = setup.firstEvent !== undefined || lines.some((line) => line.kind === 'event')
  return (
    <section class="live-log" aria-label="What arrives">
      <div class="row">
        <h2>What arrives</h2>
        <span class="stamp small faint">
          <span class="dot" data-is={liveState.value === 'on' ? 'on' : 'warn'} />
          {liveState.value === 'on' ? 'Listening' : 'Connecting…'}
        </span>
      </div>
      <div aria-live="polite">
        {arrived ? <Arrived last={setup.lastEventAt} /> : <Waiting setup={setup} />}
      </div>
      <RefusedOrigins setup={setup} />
      {lines.length > 0 && (
        <ol class="log-lines">
          {lines.map((line) => (
            <Line key={line.key} line={line} name={name} />
          ))}
        </ol>
      )}
    </section>
  )
}
