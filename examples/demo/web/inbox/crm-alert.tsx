import { Icon } from '../parts/icon.tsx'
import type { AlertMessage } from './alert.ts'

interface CrmAlertProps {
  readonly body: AlertMessage
  readonly receivedAt: number
}

/* As the dashboard tells times, so that the two can be compared: `14:02:11`. */
const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })

const span = (ms: number): string =>
  ms < 1000 ? `${Math.max(1, Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} s`

/** A lead as a CRM would show it: why, who, and what to say. */
export const CrmAlert = ({ body, receivedAt }: CrmAlertProps) => {
  const { data } = body
  const { champion } = data
  const late = receivedAt - Date.parse(body.timestamp)
  return (
    <article class="panel alert">
      <header>
        <h3>{data.name}</h3>
        <p class="note">
          {data.pqlName}. Came at {time.format(receivedAt)}, {span(late)} after the last step.
        </p>
      </header>
      {data.say !== undefined && <p class="say">{data.say}</p>}
      <dl>
        <dt>Why</dt>
        <dd>
          <ul class="why">
            {data.reasons.map((reason) => (
              <li key={reason.says}>
                <Icon name="check" /> {reason.says}
              </li>
            ))}
          </ul>
        </dd>
        {champion && (
          <>
            <dt>Who</dt>
            <dd>
              <b>{champion.name ?? champion.email ?? 'Somebody'}</b>
              {champion.role !== undefined && `, ${champion.role}`}
              <br />
              {champion.email !== undefined && (
                <a href={`mailto:${champion.email}`}>{champion.email}</a>
              )}
            </dd>
          </>
        )}
        <dt>How far</dt>
        <dd>
          {data.milestones.map((milestone) => (
            <span key={milestone.id} class={milestone.reached === undefined ? 'mile' : 'mile done'}>
              {milestone.name}
              {milestone.reached !== undefined && ` ${day.format(milestone.reached)}`}
            </span>
          ))}
        </dd>
      </dl>
      <footer>
        <a class="button" href={data.links.subject} target="_blank" rel="noreferrer">
          Open in Waymark <Icon name="out" />
        </a>
        <span class="verified">
          <Icon name="check" /> Signature verified
        </span>
      </footer>
      <details>
        <summary>What was sent</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <pre tabIndex={0}>{JSON.stringify(body, undefined, 2)}</pre>
      </details>
    </article>
  )
}
