import { useSignal } from '@preact/signals'
import type { IdentitySecretItem, IdentitySetup } from '@waymark/schemas/api/identity'
import { address } from '../../api/request.ts'
import { may } from '../../app/may.ts'
import { useSession } from '../../app/session.ts'
import { Ago } from '../../ui/ago.tsx'
import { CodeBlock } from '../../ui/code-block.tsx'
import { ConfirmEnforce, ConfirmRevoke, coverageWords } from './confirm-identity.tsx'
import { makeSecret, setMode } from './identity-actions.ts'
import { ManagedSection } from './managed-section.tsx'
import { SecretText } from './secret-text.tsx'

const signing = (
  env: string,
): string => `// On your server (npm install jose): a token for who is signed in.
const token = await new SignJWT({ accounts: [user.companyId] })
  .setProtectedHeader({ alg: 'HS256' })
  .setSubject(user.id).setAudience('${env}').setExpirationTime('1h')
  .sign(new TextEncoder().encode(process.env.WAYMARK_IDENTITY_SECRET))

// In the page: the same id, with the token or a function that fetches one.
waymark.identify(user.id, { name: user.name }, { token })`

interface SecretLineProps {
  readonly item: IdentitySecretItem
  readonly onRevoke: (() => void) | undefined
}

const SecretLine = ({ item, onRevoke }: SecretLineProps) => (
  <li class="stack-1">
    <div class="row">
      <b>Signing secret</b>
      <span class="faint push">
        made <Ago at={item.at} />
      </span>
    </div>
    <div class="row">
      <SecretText text={item.secret} isPublic={false} />
      {onRevoke && (
        <button type="button" class="button" data-look="plain" onClick={onRevoke}>
          Revoke
        </button>
      )}
    </div>
  </li>
)

interface ModeProps {
  readonly setup: IdentitySetup
  readonly allowed: boolean
}

const Mode = ({ setup, allowed }: ModeProps) => {
  const asking = useSignal(false)
  const enforced = setup.mode === 'enforce'
  const canProve = enforced || setup.secrets.length + setup.publicKeys.length > 0
  const change = (): void => {
    if (enforced) void setMode(setup.env, 'watch')
    else asking.value = true
  }
  return (
    <div class="row">
      <span class="badge" data-is={enforced ? 'good' : undefined}>
        {enforced ? 'enforced' : 'checked, not enforced'}
      </span>
      <span class="small quiet">{coverageWords(setup.coverage)}</span>
      {canProve && (
        <button type="button" class="button push" disabled={!allowed} onClick={change}>
          {enforced ? 'Stop enforcing' : 'Enforce…'}
        </button>
      )}
      <ConfirmEnforce
        setup={setup}
        open={asking.value}
        onClose={() => {
          asking.value = false
        }}
      />
    </div>
  )
}

const none =
  'Nothing to sign with yet. Until there is, anybody who knows a user’s id can act for that user in a page: make a secret, and let your server sign.'

const lost =
  'Identities are enforced, and there is nothing to prove them with: nobody is served as a user. Make a secret, and let your server sign with it.'

const Setup = ({ setup, allowed }: ModeProps) => {
  const revoking = useSignal<IdentitySecretItem | undefined>(undefined)
  return (
    <div class="stack">
      <Mode setup={setup} allowed={allowed} />
      {setup.secrets.length === 0 && setup.publicKeys.length === 0 ? (
        <p class="small quiet">{setup.mode === 'enforce' ? lost : none}</p>
      ) : (
        <ul class="lines">
          {setup.secrets.map((item) => (
            <SecretLine
              key={item.id}
              item={item}
              onRevoke={
                allowed
                  ? () => {
                      revoking.value = item
                    }
                  : undefined
              }
            />
          ))}
        </ul>
      )}
      <CodeBlock label="How to sign" text={signing(setup.env)} />
      <ConfirmRevoke
        secret={revoking.value}
        onClose={() => {
          revoking.value = undefined
        }}
      />
    </div>
  )
}

/** How pages prove who is signed in. */
export const IdentitySection = () => {
  const { env, me } = useSession()
  const allowed = may(me.user.role, 'manage-keys')
  return (
    <ManagedSection<IdentitySetup>
      title="Signed identities"
      about="A page can say anything. A token that your server signs proves who is signed in, and for which accounts."
      deed="manage-keys"
      seenByAll={true}
      path={address('/api/identity', { env })}
      adds="New signing secret"
      addsFirst={false}
      onAdd={() => makeSecret(env)}
      list={(setup) => <Setup setup={setup} allowed={allowed} />}
    />
  )
}
