import type { DeliveryItem } from '@waymark/schemas/api/alerts'
import { useNames } from '../../api/use-names.ts'
import { may, whyMayNot } from '../../app/may.ts'
import { useSession } from '../../app/session.ts'
import { Ago } from '../../ui/ago.tsx'
import { InspectorPane } from '../../ui/inspector-pane.tsx'
import { JsonView } from '../../ui/json-view.tsx'
import { useOnce } from '../../ui/use-once.ts'
import { subjectHref } from '../../words/subject.ts'
import { redeliver } from './alert-actions.ts'
import { DeliveryStatus, sayResponse } from './delivery-columns.tsx'

const heads = { alert: 'Alert', test: 'Test', send: 'Message' } as const

/** One delivery: what became of it, and exactly what was sent. */
export const DeliveryInspector = ({
  delivery,
  onClose,
}: {
  readonly delivery: DeliveryItem
  readonly onClose: () => void
}) => {
  const { me } = useSession()
  const name = useNames()
  const allowed = may(me.user.role, 'send')
  const again = useOnce(() => redeliver(delivery.id))
  return (
    <InspectorPane
      label="Delivery"
      title={
        <span class="row">
          {heads[delivery.kind]} <DeliveryStatus delivery={delivery} />
        </span>
      }
      onClose={onClose}
    >
      <dl class="facts pane-part">
        <dt>About</dt>
        <dd>
          {delivery.kind === 'test' ? (
            'an example'
          ) : (
            <a href={subjectHref(delivery.subject)}>{name('subject', delivery.subject)}</a>
          )}
        </dd>
        <dt>To</dt>
        <dd>{name(delivery.channel === 'email' ? 'email' : 'endpoint', delivery.endpoint)}</dd>
        <dt>Decided</dt>
        <dd>
          <Ago at={delivery.decided} />
        </dd>
        <dt>Attempts</dt>
        <dd>
          {delivery.attempts}, the last <Ago at={delivery.at} />
        </dd>
        <dt>Response</dt>
        <dd>{sayResponse(delivery)}</dd>
        {delivery.error && (
          <>
            <dt>Why not</dt>
            <dd class="bad">{delivery.error}</dd>
          </>
        )}
        {delivery.next !== undefined && (
          <>
            <dt>Next attempt</dt>
            <dd>
              <Ago at={delivery.next} />
            </dd>
          </>
        )}
        <dt>Webhook id</dt>
        <dd class="mono">{delivery.webhookId}</dd>
      </dl>
      <div class="row pane-part">
        <button
          type="button"
          class="button"
          aria-disabled={again.busy}
          disabled={!allowed}
          title={allowed ? undefined : whyMayNot('send')}
          onClick={again.run}
        >
          Send again
        </button>
      </div>
      {delivery.payload !== undefined && (
        <div class="pane-part">
          <h2>What was sent</h2>
          <JsonView label="What was sent" value={delivery.payload} />
        </div>
      )}
    </InspectorPane>
  )
}
