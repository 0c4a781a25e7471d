import { useSignal } from '@preact/signals'
import type { TokenItem } from '@waymark/schemas/api/access'
import { Ago } from '../../ui/ago.tsx'
import { ManagedSection } from './managed-section.tsx'
import { NewToken } from './new-token.tsx'
import { RevokeToken } from './revoke-token.tsx'

interface ListProps {
  readonly tokens: readonly TokenItem[]
  readonly onRevoke: (token: TokenItem) => void
}

const List = ({ tokens, onRevoke }: ListProps) =>
  tokens.length === 0 ? (
    <p class="small quiet">
      No token yet. A token lets a program do what its role may do, and can be revoked at any time.
    </p>
  ) : (
    <ul class="lines">
      {tokens.map((token) => (
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
                onClick={() => onRevoke(token)}
              >
                Revoke
              </button>
            )}
          </span>
        </li>
      ))}
    </ul>
  )

/** The tokens that programs use the API with. */
export const TokensSection = () => {
  const making = useSignal(false)
  const revoking = useSignal<TokenItem | undefined>(undefined)
  return (
    <ManagedSection<{ readonly tokens: readonly TokenItem[] }>
      title="API tokens"
      about="For programs: CI that publishes definitions, a sync with your CRM."
      deed="manage-tokens"
      path="/api/tokens"
      adds="New token"
      onAdd={() => {
        making.value = true
      }}
      list={({ tokens }) => (
        <List
          tokens={tokens}
          onRevoke={(token) => {
            revoking.value = token
          }}
        />
      )}
    >
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
    </ManagedSection>
  )
}
