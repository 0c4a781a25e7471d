import { useSignal } from '@preact/signals'
import type { KeyItem } from '@waymark/schemas/api/access'
import { address } from '../../api/request.ts'
import { may } from '../../app/may.ts'
import { useSession } from '../../app/session.ts'
import { Ago } from '../../ui/ago.tsx'
import { keyName } from './key-name.ts'
import { KeyOrigins } from './key-origins.tsx'
import { ManagedSection } from './managed-section.tsx'
import { NewKey } from './new-key.tsx'
import { RevokeKey } from './revoke-key.tsx'
import { SecretText } from './secret-text.tsx'

const says = {
  write:
    'Public. For the browser: writes events and reads that person’s own messages, nothing else.',
  server: 'Secret. For your server: its facts are trusted.',
} as const

interface KeyLineProps {
  readonly item: KeyItem
  /** Absent: it is the last of its type, or one may not. */
  readonly onRevoke: (() => void) | undefined
}

const KeyLine = ({ item, onRevoke }: KeyLineProps) => (
  <li class="stack-1">
    <div class="row">
      <b>{keyName(item)}</b>
      {item.name !== undefined && <span class="badge">{item.type}</span>}
      {item.revoked !== undefined && (
        <span class="badge" data-is="bad">
          revoked
        </span>
      )}
      <span class="faint push">
        made <Ago at={item.at} />
      </span>
    </div>
    {item.revoked === undefined && (
      <>
        <div class="row">
          <SecretText text={item.key} isPublic={item.type === 'write'} />
          {onRevoke && (
            <button
              type="button"
              class="button"
              data-look="plain"
              aria-label={`Revoke ${keyName(item)}`}
              onClick={onRevoke}
            >
              Revoke
            </button>
          )}
        </div>
        {item.type === 'write' && <KeyOrigins item={item} />}
        <p class="tiny faint">{says[item.type]}</p>
      </>
    )}
  </li>
)

/** The last key of a type has to stay. */
const mayGo = (item: KeyItem, keys: readonly KeyItem[]): boolean =>
  keys.filter(({ type, revoked }) => type === item.type && revoked === undefined).length > 1

/** The keys that apps write events with. */
export const KeysSection = () => {
  const { env, me } = useSession()
  const making = useSignal(false)
  const revoking = useSignal<KeyItem | undefined>(undefined)
  const allowed = may(me.user.role, 'manage-keys')
  const onRevoke = (item: KeyItem) => () => {
    revoking.value = item
  }
  return (
    <ManagedSection<{ readonly keys: readonly KeyItem[] }>
      title="Keys"
      about="What apps send events with. The last key of a type can be revoked once there is another."
      deed="manage-keys"
      seenByAll={true}
      path={address('/api/keys', { env })}
      adds="New key"
      onAdd={() => {
        making.value = true
      }}
      list={({ keys }) => (
        <ul class="lines">
          {keys.map((item) => (
            <KeyLine
              key={item.id}
              item={item}
              onRevoke={allowed && mayGo(item, keys) ? onRevoke(item) : undefined}
            />
          ))}
        </ul>
      )}
    >
      <NewKey
        open={making.value}
        onClose={() => {
          making.value = false
        }}
      />
      <RevokeKey
        item={revoking.value}
        onClose={() => {
          revoking.value = undefined
        }}
      />
    </ManagedSection>
  )
}
