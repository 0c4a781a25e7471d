import type { IdentitySecretItem, IdentitySetup } from '@waymark/schemas/api/identity'
import { Dialog } from '../../ui/dialog.tsx'
import { DialogForm } from '../../ui/dialog-form.tsx'
import { revokeSecret, setMode } from './identity-actions.ts'

const percentOf = ({ signed, unsigned }: IdentitySetup['coverage']): number =>
  signed + unsigned === 0 ? 0 : Math.floor((100 * signed) / (signed + unsigned))

/** What share of the events of signed-in people is signed. */
export const coverageWords = (coverage: IdentitySetup['coverage']): string =>
  coverage.signed + coverage.unsigned === 0
    ? 'No page has sent events of anybody who is signed in for 24 hours.'
    : `${percentOf(coverage)}% of the events of signed-in people were signed in the last 24 hours.`

interface ConfirmEnforceProps {
  readonly setup: IdentitySetup
  readonly open: boolean
  readonly onClose: () => void
}

/** Says whom it would leave without messages, before it does. */
export const ConfirmEnforce = ({ setup, open, onClose }: ConfirmEnforceProps) => (
  <Dialog open={open} onClose={onClose} title="Enforce signed identities?">
    <DialogForm
      does="Enforce"
      onSubmit={() => setMode(setup.env, 'enforce').then(onClose)}
      onClose={onClose}
    >
      <p class="quiet">{coverageWords(setup.coverage)}</p>
      <p class="quiet">
        Pages that do not sign will show their signed-in users no messages. Their events are still
        taken, as unverified.
      </p>
    </DialogForm>
  </Dialog>
)

interface ConfirmRevokeProps {
  readonly secret: IdentitySecretItem | undefined
  readonly onClose: () => void
}

/** Ends a signing secret for good. */
export const ConfirmRevoke = ({ secret, onClose }: ConfirmRevokeProps) =>
  secret ? (
    <Dialog open={true} onClose={onClose} title="Revoke this secret?">
      <DialogForm
        does="Revoke"
        look="bad"
        onSubmit={() => revokeSecret(secret.id).then(onClose)}
        onClose={onClose}
      >
        <p class="quiet">
          Tokens signed with it prove nothing within a second. This cannot be undone: let your
          server sign with another one first.
        </p>
      </DialogForm>
    </Dialog>
  ) : null
