import { useSignal } from '@preact/signals'
import type { EndpointItem } from '@waymark/schemas/api/alerts'
import { Mail, MessageSquare, Webhook } from 'lucide-preact'
import { useNames } from '../../api/use-names.ts'
import { may, whyMayNot } from '../../app/may.ts'
import { useSession } from '../../app/session.ts'
import { Ago } from '../../ui/ago.tsx'
import { CodeBlock } from '../../ui/code-block.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Name } from '../../ui/name.tsx'
import { useOnce } from '../../ui/use-once.ts'
import { sayNumber } from '../../words/number.ts'
import type { NameOf } from '../../words/say-sender.ts'
import { revealSecret, sendTest } from './alert-actions.ts'

const icons = { webhook: Webhook, slack: MessageSquare, email: Mail } as const

/** `pql/trial-pql` → the name of that PQL. */
export const userName = (user: string, name: NameOf): string => {
  const [kind = '', id = ''] = user.split('/')
  return name(kind, id)
}

const Endpoint = ({ endpoint }: { readonly endpoint: EndpointItem }) => {
  const { me, env } = useSession()
  const name = useNames()
  const secret = useSignal<string | undefined>(undefined)
  const test = useOnce(() => sendTest(env, endpoint))
  const reveal = useOnce(async () => {
    secret.value = await revealSecret(env, endpoint)
  })
  const Icon = icons[endpoint.type]
  return (
    <li class="endpoint">
      <div class="row-tight">
        <Icon class="icon faint" />
        <b class="cut">
          <Name>{endpoint.name ?? endpoint.id}</Name>
        </b>
        {endpoint.failed > 0 && (
          <span class="badge push" data-is="bad">
            {sayNumber(endpoint.failed)} failed
          </span>
        )}
      </div>
      <p class="small quiet">{endpoint.to}</p>
      <p class="tiny faint">
        {sayNumber(endpoint.delivered)} delivered
        {endpoint.lastAt !== undefined && (
          <>
            {' '}
            · last <Ago at={endpoint.lastAt} />
          </>
        )}
        {endpoint.usedBy.length > 0
          ? ` · used by ${endpoint.usedBy.map((user) => userName(user, name)).join(', ')}`
          : ' · used by nothing yet'}
      </p>
      {endpoint.needsSecret && (
        <p class="small">
          <span class="badge" data-is="bad">
            no secret
          </span>{' '}
          What signed it is lost, so nothing is sent here. Make a new secret and give it to the
          receiver.
        </p>
      )}
      <div class="row">
        <button
          type="button"
          class="button"
          aria-disabled={test.busy}
          disabled={!may(me.user.role, 'send')}
          title={may(me.user.role, 'send') ? undefined : whyMayNot('send')}
          onClick={test.run}
        >
          Send test
        </button>
        {endpoint.type === 'webhook' && (
          <button
            type="button"
            class="button"
            data-look="plain"
            aria-disabled={reveal.busy}
            disabled={!may(me.user.role, 'read-secrets')}
            title={may(me.user.role, 'read-secrets') ? undefined : whyMayNot('read-secrets')}
            onClick={reveal.run}
          >
            {endpoint.needsSecret ? 'Make a secret' : 'Show secret'}
          </button>
        )}
      </div>
      <Dialog
        open={secret.value !== undefined}
        onClose={() => {
          secret.value = undefined
        }}
        title={`Secret of ${endpoint.name ?? endpoint.id}`}
      >
        <div class="stack">
          <p class="quiet">Copy it to the receiver now: it is not kept in this page.</p>
          <CodeBlock label="Signing secret" text={secret.value ?? ''} />
        </div>
      </Dialog>
    </li>
  )
}

/** Where alerts go, and how that went. */
export const EndpointList = ({ endpoints }: { readonly endpoints: readonly EndpointItem[] }) => (
  <ul class="endpoints">
    {endpoints.map((endpoint) => (
      <Endpoint key={endpoint.id} endpoint={endpoint} />
    ))}
  </ul>
)
