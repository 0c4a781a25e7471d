import { useSignal } from '@preact/signals'
import type { TokenItem } from '@waymark/schemas'
import { Plus } from 'lucide-preact'
import { useQuery } from '../../api/queries.ts'
import { may, whyMayNot } from '../../app/may.ts'
import { useSession } from '../../app/session.ts'
import { Ago } from '../../ui/ago.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { NewToken } from './new-token.tsx'
import { RevokeToken } from './revoke-token.tsx'

/** The tokens that programs use the API with. */
export const TokensSection = () => {
  const { me } = useSession()
  const allowed = may(me.user.role, 'manage tokens')
  const tokens = useQuery<{ readonly tokens: readonly TokenItem[] }>(
    allowed ? '/api/tokens' : undefined,
  )
  const making = useSignal(false)
  const revoking = useSignal<TokenItem | undefined>(undefined)
  return (
    <section class="section settings" aria-label="API tokens">
      <div>
        <h2>API tokens</h2>
        <p class="small quiet">
          For programs: CI that publishes definitions, a sync with your CRM.
        </p>
      </div>
      <div class="stack">
        <div class="row">
          <button
            type="button"
            class="button"
            data-look="first"
            disabled={!allowed}
            onClick={() => {
              making.value = true
            }}
          >
            <Plus class="icon" /> New token
          </button>
          {!allowed && <span class="small faint">{whyMayNot('manage tokens')}</span>}
        </div>
        {allowed && (
          <Loaded answer={tokens} rows={2}>
            {(data) =>
              data.tokens.length === 0 ? (
                <p class="small quiet">
                  No token yet. A token lets a program do what its role may do, and can be revoked
                  at any time.
                </p>
              ) : (
                <ul class="lines">
                  {data.tokens.map((token) => (
                    <li key={token.id} class="row">
                      <b>{token.name}</b>
                      <span class="badge">{token.role}</span>
                      <span class="faint">
                        by <bdi>{token.by}</bdi>, <Ago at={token.at} />
                      </span>
                      <span class="push">
                        {token.revoked !== undefined ? (
                          <span class="badge" data-is="bad">
                            revoked
                          </span>
                        ) : (
                          <button
                            type="button"
                            class="button"
                            data-look="plain"
                            disabled={!allowed}
                            onClick={() => {
                              revoking.value = token
                            }}
                          >
                            Revoke
                          </button>
                        )}
                      </span>
                    </li>
                  ))}
                </ul>
              )
            }
          </Loaded>
        )}
      </div>
      <NewToken
        open={making.value}
        onClose={() => {
          making.value = false
        }}
      />
      <RevokeToken
        token={revoking.value}
        onClose={() => {
          revoking.value = undefined
        }}
      />
    </section>
  )
}
