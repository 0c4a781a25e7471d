import { useSignal } from '@preact/signals'
import type { Alerts } from '@waymark/schemas/api/alerts'
import { useQuery } from '../../api/queries.ts'
import { address } from '../../api/request.ts'
import { useNames } from '../../api/use-names.ts'
import { useSession } from '../../app/session.ts'
import { CodeBlock } from '../../ui/code-block.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Empty } from '../../ui/states.tsx'
import { useParam } from '../../ui/use-param.ts'
import { applyCommand } from '../setup/snippets.ts'
import { deliveryColumns } from './delivery-columns.tsx'
import { DeliveryInspector } from './delivery-inspector.tsx'
import { EndpointList } from './endpoint-list.tsx'
import { NothingSent } from './nothing-sent.tsx'
import { SignatureRecipe } from './signature-recipe.tsx'

const endpointFile = `# definitions/alerts.yaml
kind: endpoint
id: sales
type: webhook        # webhook | slack | email
url: https://crm.example/hooks/waymark`

const NoEndpoints = ({ env }: { readonly env: string }) => (
  <Empty title="No endpoint yet">
    <p>
      An alert goes out within a second after somebody turns PQL: to a webhook, to Slack or by
      e-mail. Say where:
    </p>
    <CodeBlock label="An endpoint as a file" text={endpointFile} />
    <CodeBlock label="Command that publishes definitions" text={applyCommand(env)} />
    <p class="small">
      Then name it in a PQL: <code>alert: {'{ to: [sales] }'}</code>
    </p>
  </Empty>
)

const Body = ({ alerts }: { readonly alerts: Alerts }) => {
  const name = useNames()
  const { env } = useSession()
  const [id, setId] = useParam('delivery')
  const open = alerts.deliveries.find((delivery) => delivery.id === id)
  if (alerts.endpoints.length === 0 && alerts.deliveries.length === 0)
    return <NoEndpoints env={env} />
  return (
    <div class="panes alerts" data-form="list-record">
      <section aria-label="Endpoints">
        <EndpointList endpoints={alerts.endpoints} />
      </section>
      <div class="panes" data-form={open ? 'table-side' : 'table'}>
        {alerts.deliveries.length === 0 ? (
          <NothingSent endpoints={alerts.endpoints} />
        ) : (
          <DataTable
            label="Deliveries"
            rows={alerts.deliveries}
            columns={deliveryColumns({
              name,
              onOpen: (delivery) => setId(delivery.id),
              narrow: open !== undefined,
            })}
            keyOf={(delivery) => delivery.id}
            onOpen={(delivery) => setId(delivery.id)}
            isOpen={(delivery) => delivery.id === id}
          />
        )}
        {open && <DeliveryInspector key={open.id} delivery={open} onClose={() => setId('')} />}
      </div>
    </div>
  )
}

/** Where alerts go, what was sent, and what became of it. */
export const AlertsPage = () => {
  const { env } = useSession()
  const alerts = useQuery<Alerts>(address('/api/alerts', { env }))
  const recipe = useSignal(false)
  return (
    <>
      <PageHead title="Alerts" asOf={alerts.data?.asOf}>
        <button
          type="button"
          class="button"
          onClick={() => {
            recipe.value = true
          }}
        >
          How to verify a signature
        </button>
      </PageHead>
      <Loaded answer={alerts}>{(data) => <Body alerts={data} />}</Loaded>
      <Dialog
        wide
        open={recipe.value}
        onClose={() => {
          recipe.value = false
        }}
        title="How to verify a signature"
      >
        <SignatureRecipe />
      </Dialog>
    </>
  )
}
