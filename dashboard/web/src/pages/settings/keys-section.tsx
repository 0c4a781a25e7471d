import { useSignal } from '@preact/signals'
import type { KeyItem } from '@waymark/schemas'
import { useQuery } from '../../api/queries.ts'
import { address } from '../../api/request.ts'
import { useSession } from '../../app/session.ts'
import { Ago } from '../../ui/ago.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { KeyOrigins } from './key-origins.tsx'

const says = {
  write:
    'Public. For the browser: writes events and reads that person’s own messages, nothing else.',
  server: 'Secret. For your server: its facts are trusted.',
} as const

const KeyText = ({ item }: { readonly item: KeyItem }) => {
  const shown = useSignal(item.type === 'write')
  if (item.key === undefined) return <span class="faint small">Owners and admins may see it</span>
  return (
    <>
      <code class="key-text">
        {shown.value ? item.key : `${item.key.slice(0, 3)}${'•'.repeat(16)}`}
      </code>
      {!shown.value && (
        <button
          type="button"
          class="button"
          onClick={() => {
            shown.value = true
          }}
        >
          Show
        </button>
      )}
      <CopyButton text={item.key} />
    </>
  )
}

/** The keys that apps write events with. */
export const KeysSection = () => {
  const { env } = useSession()
  const keys = useQuery<{ readonly keys: readonly KeyItem[] }>(address('/api/keys', { env }))
  return (
    <section class="section settings" aria-label="Keys">
      <div>
        <h2>Keys</h2>
        <p class="small quiet">What apps send events with.</p>
      </div>
      <Loaded answer={keys} rows={2}>
        {(data) => (
          <ul class="lines">
            {data.keys.map((item) => (
              <li key={item.id} class="stack-1">
                <div class="row">
                  <b>{item.type === 'write' ? 'Write key' : 'Server key'}</b>
                  {item.revoked !== undefined && (
                    <span class="badge" data-is="bad">
                      revoked
                    </span>
                  )}
                  <span class="faint push">
                    made <Ago at={item.at} />
                  </span>
                </div>
                <div class="row">
                  <KeyText item={item} />
                </div>
                {item.type === 'write' && item.revoked === undefined && <KeyOrigins item={item} />}
                <p class="tiny faint">{says[item.type]}</p>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </section>
  )
}
