import { render } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { ReceivedAlert } from './inbox/alert.ts'
import { CrmAlert } from './inbox/crm-alert.tsx'
import { SlackAlert } from './inbox/slack-alert.tsx'
import { Icon } from './parts/icon.tsx'

/** Alerts as they arrive, newest first, and whether the line is open. */
const useAlerts = (): readonly [readonly ReceivedAlert[], boolean] => {
  const [alerts, setAlerts] = useState<readonly ReceivedAlert[]>([])
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const stream = new EventSource('/demo/sdr/stream')
    stream.onopen = () => setOpen(true)
    stream.onerror = () => setOpen(false)
    stream.onmessage = (message: MessageEvent<string>) => {
      const alert = JSON.parse(message.data) as ReceivedAlert
      setAlerts((had) => [alert, ...had.filter(({ id }) => id !== alert.id)])
    }
    return () => stream.close()
  }, [])
  return [alerts, open]
}

const Nothing = () => (
  <div class="panel empty">
    <Icon name="bolt" />
    <h3>Nothing yet</h3>
    <p>
      In the{' '}
      <a href="/demo" target="_blank" rel="noreferrer">
        demo app
      </a>
      , sign in as Danielle or Tomás, connect the code and switch on an automation. It shows here
      within a second.
    </p>
  </div>
)

const SdrInbox = () => {
  const [alerts, open] = useAlerts()
  const webhooks = alerts.filter((alert) => alert.via === 'webhook')
  const slack = alerts.filter((alert) => alert.via === 'slack')
  return (
    <main class="sdr">
      <header class="head head-row">
        <div>
          <h1>Sales alerts</h1>
          <p>What the people in sales receive when an account is worth a call.</p>
        </div>
        <span class={open ? 'badge on' : 'badge'} role="status">
          {open ? 'Listening' : 'Connecting'}
        </span>
      </header>
      <div class="sdr-columns">
        <section aria-labelledby="crm" aria-live="polite" data-testid="crm-alerts">
          <h2 id="crm">In the CRM, by signed webhook</h2>
          {webhooks.length === 0 && <Nothing />}
          {webhooks.map(({ id, body, receivedAt }) => (
            <CrmAlert key={id} body={body} receivedAt={receivedAt} />
          ))}
        </section>
        <section aria-labelledby="slack" data-testid="slack-alerts">
          <h2 id="slack">In Slack, #sales</h2>
          <div class="panel channel">
            {slack.length === 0 && <p class="note">The channel is quiet.</p>}
            {slack.map(({ id, body, receivedAt }) => (
              <SlackAlert key={id} body={body} receivedAt={receivedAt} />
            ))}
          </div>
        </section>
      </div>
    </main>
  )
}

const root = document.getElementById('root')
if (root) render(<SdrInbox />, root)
